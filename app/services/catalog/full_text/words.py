"""Words of a text as the search compares them: folded, and one for each character of Chinese."""

from app.bibliography.names import names
from app.bibliography.text.patterns import late_pattern

# Longer words are cut. A query is never longer.
LONGEST_WORD = 100
# Scripts without spaces: Thai, Lao, Burmese, Khmer, kana, Bopomofo and Chinese characters.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u312f\u31a0-\u9fff\U00020000-\U0003ffff"
_UNSPACED = late_pattern(f"[{UNSPACED}]")
# Languages that folding would reduce to a letter.
LANGUAGE = r"(?<![^\W_])(?:[cC]\+\+|[cCfF]#)"
_LANGUAGE = late_pattern(LANGUAGE)
_NAMES = {"c++": " cplusplus ", "c#": " csharp ", "f#": " fsharp "}


def split_words(text: str) -> list[str]:
    """Return the folded words of a text."""
    if "+" in text or "#" in text:
        text = _LANGUAGE.sub(lambda found: _NAMES[found[0].lower()], text)
    folded = names.fold(text)
    if not folded.isascii():
        folded = _UNSPACED.sub(r" \g<0> ", folded)
    return [word[:LONGEST_WORD] for word in folded.split()]

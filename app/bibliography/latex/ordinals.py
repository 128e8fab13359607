"""Ordinals and other words that formulas raise: `10$^{th}$`, `$4^{\\textrm{ème}}$`."""

import re
import unicodedata

from app.bibliography.latex.accents import ACCENTS, add_accent
from app.bibliography.latex.builder import Group, PieceBuilder
from app.bibliography.text.patterns import late_pattern
from app.bibliography.text.pieces import Formula, Text

_ACCENTED = r"\\[`'^]\s?\{?[a-z]\}?"
_STYLE = (
    r"\\(?:text(?:rm|it|up|sf|bf|sc|tt|md|normal|superscript)?|math(?:rm|it|sf|bf|sc|normal)|mbox|hbox"
    r"|operatorname|underline|uline|rm|it|sf|bf|sc|tiny|small|footnotesize|normalsize|large"
    r"|(?:script|scriptscript|text|display)(?:size|style))(?![A-Za-z])"
)
_RAISED = late_pattern(
    r"(?P<base>[^^{}$]{0,40}+)(?:\{\})?\^[\s{]{0,4}"
    rf"(?P<style>(?:{_STYLE}[\s{{]{{0,4}}){{0,4}})"
    rf"(?P<word>(?:[^\W\d_]|{_ACCENTED}){{1,12}})\.?[\s}}]{{0,8}}"
)
# A style around the base and what it raises: `\\mathrm{^{nd}}`.
_STYLED = late_pattern(rf"\s*(?:{_STYLE}\s*)?\{{(?P<inside>.{{1,100}})\}}\s*", re.DOTALL)
_SWITCH = late_pattern(rf"\A\s*{_STYLE}\s*(?!\{{)")
# English, French, Spanish, Portuguese, Italian and Dutch ones, without accents.
_ORDINAL = late_pattern("st|nd|rd|th|er|ere|eme|ieme|re|nde|de|te|me|e|o|a|os|as|d|r")
_MARKS = {"TM", "SM"}


def add_formula(
    builder: PieceBuilder, source: str, before: str = "", *, display: bool = False
) -> None:
    """Add a formula, or the word that it raises; `before` is the character in front of it."""
    raised = None if display or "^" not in source else _match_raised(source)
    if not raised or not _is_word(raised, before):
        if source.strip():
            builder.add(Formula(source, display=display))
        return
    builder.push(Group())
    if base := raised["base"].strip():
        builder.add(Text(base) if base.isalnum() and not base.isalpha() else Formula(base))
    write_raised(builder, _composed(raised["word"]))
    builder.close()


def _match_raised(source: str) -> re.Match[str] | None:
    while (styled := _STYLED.fullmatch(source)) and not source.lstrip().startswith("{}"):
        source = styled["inside"]
    return _RAISED.fullmatch(_SWITCH.sub("", source, count=1).strip())


def write_raised(builder: PieceBuilder, word: str) -> None:
    """Add a word as a superscript."""
    builder.push(Group(), "sup")
    builder.write(word)
    builder.close()


def english_ordinal(number: str) -> str:
    """Return the ending of an ordinal in digits: "st", "nd", "rd" or "th"."""
    is_teen = number[-2:-1] == "1"
    return "th" if is_teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")


def _is_word(raised: re.Match[str], before: str) -> bool:
    word, base = _composed(raised["word"]), raised["base"].strip()
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    follows = base or before
    if _ORDINAL.fullmatch(plain):
        # A single letter may be an exponent, except that of a number.
        return follows[-1:].isdigit() or (len(word) > 1 and bool(follows.strip()))
    return not base and len(word) > 1 and (bool(raised["style"]) or word in _MARKS)


def _composed(word: str) -> str:
    return unicodedata.normalize("NFC", re.sub(_ACCENTED, _accented, word))


def _accented(match: re.Match[str]) -> str:
    return add_accent(match[0].strip("}")[-1], ACCENTS[match[0][1]])

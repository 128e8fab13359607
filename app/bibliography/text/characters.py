"""Characters: unwanted ones, HTML entities, superscripts and subscripts."""

import html
import re
import unicodedata

# Some catalogues escape twice: `&amp;lt;`.
ENTITY = r"&(?:amp;)*(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

_ENTITY = re.compile(ENTITY)
_SURROGATES = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")
# Control characters are harmful, and bidi overrides let a title reorder the page around it; the
# last two code points of each plane are noncharacters (Unicode 23.7), which HTML rejects.
_NONCHARACTERS = "".join(chr(last) + chr(last + 1) for last in range(0xFFFE, 0x110000, 0x10000))
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef"
    + f"{_NONCHARACTERS}]"
)
_SUPER = str.maketrans("0123456789+-−=()ni′'*∗∘†T", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ′′**°†ᵀ")
_SUB = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def clean(text: str) -> str:
    """Return the text without control characters, bidi overrides and lone surrogates."""
    # Texts may be large, and few have any of these: plain checks are faster than the pattern.
    if text.replace("\n", " ").replace("\t", " ").isprintable():
        return text
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    return _UNWANTED.sub("", text)


def unescape(text: str) -> str:
    """Return the text with HTML entities replaced by their characters, cleaned."""
    return _ENTITY.sub(lambda match: clean(html.unescape(f"&{_name(match[0])};")), text)


def superscript(text: str) -> str | None:
    """Return the text in superscript characters, or None if Unicode lacks one of them."""
    return _translated(text, _SUPER)


def subscript(text: str) -> str | None:
    """Return the text in subscript characters, or None if Unicode lacks one of them."""
    return _translated(text, _SUB)


def same_grapheme(before: str, after: str) -> bool:
    """Return whether two adjacent characters are displayed as one."""
    return (
        unicodedata.category(after) in {"Mn", "Mc", "Me"}
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\u200d" in (before, after)
        or after == "\N{THAI CHARACTER SARA AM}"
        or "\U0001f1e6" <= before <= "\U0001f1ff"
        or "\u1100" <= before <= "\u115f"
    )


def _name(entity: str) -> str:
    return entity.strip("&;").rsplit(";", 1)[-1]


def _translated(text: str, table: dict[int, int]) -> str | None:
    return text.translate(table) if all(ord(letter) in table for letter in text) else None

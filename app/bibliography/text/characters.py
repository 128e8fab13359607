"""Single characters: which may stand in text, accents, raised and lowered digits."""

import html
import re
import unicodedata

ACCENTS = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    '"': "\u0308",
    "u": "\u0306",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "d": "\u0323",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
# Some catalogues escape what was escaped before: `&amp;lt;`.
ENTITY = r"&(?:amp;)*(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"

_ENTITY = re.compile(ENTITY)
_HALVES = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")
# Controls do nothing but harm, and bidi overrides let a title rewrite the page around it; the last
# two of each plane are no characters (Unicode 23.7), and HTML refuses them.
_NO_CHARACTERS = "".join(chr(last) + chr(last + 1) for last in range(0xFFFE, 0x110000, 0x10000))
_UNWANTED = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef"
    + f"{_NO_CHARACTERS}]"
)
_RAISED = str.maketrans("0123456789+-−=()ni′'*∗∘†T", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ′′**°†ᵀ")
_LOWERED = str.maketrans("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")


def clean(text: str) -> str:
    """The text without control characters, bidi overrides and half characters."""
    # Texts may be large, and few have any of these: each look is cheaper than a pattern.
    if text.replace("\n", " ").replace("\t", " ").isprintable():
        return text
    if _HALVES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    return _UNWANTED.sub("", text)


def unescape(text: str) -> str:
    """HTML entities become the characters they mean, whatever they hide."""
    return _ENTITY.sub(lambda match: clean(html.unescape(f"&{_name(match[0])};")), text)


def accented(text: str, mark: str) -> str:
    """The text with an accent upon its first letter."""
    base = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
    if len(text) > 2 and unicodedata.combining(text[1]) and unicodedata.combining(text[2]):
        return text
    # The outer one of two accents stands further from its letter.
    inner = text[1:2] if unicodedata.combining(text[1:2] or " ") else ""
    return base + inner + mark + text[1 + len(inner) :]


def raised(text: str) -> str | None:
    """The text in superscript characters, if Unicode has them all."""
    return _translated(text, _RAISED)


def lowered(text: str) -> str | None:
    """The text in subscript characters, if Unicode has them all."""
    return _translated(text, _LOWERED)


def joined(before: str, after: str) -> bool:
    """Whether the two characters are parts of one that the reader sees."""
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

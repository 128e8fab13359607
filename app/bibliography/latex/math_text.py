"""MathML as one line of Unicode text."""

import re
import unicodedata
from collections.abc import Callable
from xml.etree.ElementTree import Element

from app.bibliography.text.characters import subscript, superscript

_RELATIONS = frozenset("=≠<>≤≥≪≫≈≡∼≃≅∝∈∉∋⊂⊆⊃⊇←→↔⇐⇒⇔↦⟵⟶⟹⟺⟼≔≺≻⊢⊨:∧∨")
_ACCENTS = {
    "ˆ": "\u0302",
    "^": "\u0302",
    "\u0302": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "\u0303": "\u0303",
    "¯": "\u0304",
    "‾": "\u0304",
    "\u0332": "\u0304",
    "⃗": "\u20d7",
    "→": "\u20d7",
    "˙": "\u0307",
    "¨": "\u0308",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "´": "\u0301",
    "`": "\u0300",
}
_APPLY = "\u2061"


def to_line(formula: Element) -> str:
    """Return a formula as people type it in a plain message."""
    text = re.sub(rf"{_APPLY}(?=[(\[|])", "", _text(formula)).replace(_APPLY, " ")
    text = text.replace("...", "…").replace("∣", "|")
    text = text.replace("′′′", "‴").replace("′′", "″")
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _text(element: Element) -> str:
    return _LAYOUTS.get(element.tag, _row)(element)


def _row(element: Element) -> str:
    return _upright(element.text or "") + "".join(map(_text, element))


def _operator(element: Element) -> str:
    sign = element.text or ""
    if sign in _RELATIONS:
        return f" {sign} "
    if sign == "," and element.get("rspace") != "0":
        return ", "
    return "" if sign in "\u2062\u2063\u2064" else sign


def _space(element: Element) -> str:
    width = element.get("width", "")
    return " " if width and not width.startswith("-") else ""


def _below(element: Element) -> str:
    base, low = map(_text, element)
    return base if element.get("accentunder") else base + _script(low, "_", subscript)


def _above(element: Element) -> str:
    base, high = map(_text, element)
    if not element.get("accent"):
        return base + _script(high, "^", superscript)
    return base + _ACCENTS.get(high.strip(), "") if len(base) == 1 else base


def _both(element: Element) -> str:
    base, low, high = map(_text, element)
    return base + _script(low, "_", subscript) + _script(high, "^", superscript)


def _fraction(element: Element) -> str:
    over, under = map(_text, element)
    if element.get("linethickness") == "0":
        return f"{over} choose {under}"
    return f"{_grouped(over)}/{_grouped(under)}"


def _root(element: Element) -> str:
    if element.tag == "mroot":
        radicand, degree = map(_text, element)
        return f"{superscript(degree) or degree}√{_grouped(radicand)}"
    return "√" + _grouped("".join(map(_text, element)))


def _table(element: Element) -> str:
    return "; ".join(" ".join(map(_text, row)) for row in element)


def _script(text: str, mark: str, translate: Callable[[str], str | None]) -> str:
    # Close up a script: "i = 1" below a sum becomes "i=1".
    close = re.sub(r"\s*([^\w\s])\s*", r"\1", text).strip()
    # "M⊙" needs no mark.
    return translate(close) or ("" if close in "⊙⊕☉♃" else mark) + _grouped(close)


def _grouped(text: str) -> str:
    whole = re.fullmatch(r"[^\W\d]+|\d+(\.\d+)?|\W", text.strip())
    return text.strip() if whole else f"({text.strip()})"


def _upright(text: str) -> str:
    # Mathematical italic and bold letters have their own code points, which searches miss.
    return "".join(
        unicodedata.normalize("NFKC", letter) if "\U0001d400" <= letter <= "\U0001d7ff" else letter
        for letter in text
        if letter not in "\ufe00\ufe01"
    )


_LAYOUTS: dict[str, Callable[[Element], str]] = {
    "mo": _operator,
    "mspace": _space,
    "msub": _below,
    "munder": _below,
    "msup": _above,
    "mover": _above,
    "msubsup": _both,
    "munderover": _both,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "mtable": _table,
    "mphantom": lambda _: "",
}

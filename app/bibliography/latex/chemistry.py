r"""Chemical formulas of mhchem and chemformula: `\ce{SO4^2-}` has a raised and a lowered part."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.bibliography.latex.symbols import symbol
from app.bibliography.text.patterns import late_pattern

MACROS = frozenset({"ce", "cee", "cf", "ch", "chem", "chemform"})
_TOKEN = late_pattern(
    r"""(?P<arrow><=>>?|<<=>|<-?->|->|<-)(?:\[[^\[\]]{0,100}\]){0,2}
    |\^(?:\{(?P<high>[^{}]{0,100})\}|(?P<charge>\d{0,3}[+-]|\d{1,3}|[A-Za-z*.]))
    |_(?:\{(?P<low>[^{}]{0,100})\}|(?P<index>\w))
    |(?<=[A-Za-z)\]}])(?P<count>\d{1,4}(?:\.\d{1,4})?)
    |(?<=[A-Za-z\d)\]}])(?P<ion>[+-])(?=$|[\s,;)\]}$])
    |\\(?P<macro>[A-Za-z]{1,30})\s*|\\(?P<sign>.)|(?P<brace>[{}$])|(?P<bond>[#*])
    |(?P<text>[^<\-^_\\{}$#*\d+]+|.)""",
    re.VERBOSE | re.DOTALL,
)
_ARROWS = {"->": "→", "<-": "←", "<->": "↔", "<-->": "⇄", "<=>": "⇌", "<=>>": "⇌", "<<=>": "⇌"}
_BONDS = {"#": "≡", "*": "·"}
_FORMULA = late_pattern(r"\\(?:ce|cee|ch)\s*\{((?:[^{}]|\{[^{}]{0,100}\}){0,300})\}")


class Part(NamedTuple):
    """A part of a formula, and the element that it is in: "sub", "sup" or none."""

    text: str
    tag: str = ""


def parts(source: str) -> Iterator[Part]:
    """Yield the parts of a chemical formula."""
    for token in _TOKEN.finditer(source):
        if low := token["low"] or token["index"] or token["count"]:
            yield Part(low.replace("$", ""), "sub")
        elif high := token["high"] or token["charge"] or token["ion"]:
            yield Part(high.replace("$", "").replace("-", "−"), "sup")
        elif arrow := token["arrow"]:
            yield Part(_ARROWS[arrow])
        elif macro := token["macro"]:
            yield Part(symbol(macro) or "")
        elif not token["brace"]:
            text = token["sign"] or token["bond"] or token["text"] or ""
            yield Part(_BONDS.get(text, text))


def in_formula(formula: str) -> str:
    """Return a formula of TeX with the chemical ones in it as TeX."""
    return _FORMULA.sub(lambda found: rf"\mathrm{{{_tex(found[1])}}}", formula)


def _tex(source: str) -> str:
    marks = {"sub": "_{%s}", "sup": "^{%s}", "": "%s"}
    return "".join(marks[part.tag] % part.text for part in parts(source))

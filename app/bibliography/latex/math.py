"""Formulas: TeX converted to safe MathML or to plain text."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

import math_core
import nh3

from app.bibliography.latex import astronomy, chemistry, layout, units
from app.bibliography.latex.math_text import to_line
from app.bibliography.latex.packages import TEXT_SYMBOLS
from app.bibliography.latex.symbols import symbol
from app.bibliography.text.patterns import late_pattern

TAGS = frozenset(
    {
        "math",
        "menclose",
        "mfrac",
        "mi",
        "mmultiscripts",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mprescripts",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
    }
)
ATTRIBUTES = frozenset(
    {
        "accent",
        "accentunder",
        "columnspan",
        "depth",
        "display",
        "displaystyle",
        "fence",
        "form",
        "height",
        "largeop",
        "linethickness",
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "notation",
        "rowspan",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
        "width",
    }
)
# The converter recurses without a limit and could crash the process; nesting needs braces or
# commands, so limiting both limits the depth.
MAX_LENGTH, MAX_COMMANDS, MAX_DEPTH = 2_000, 150, 50

_CONVERTER = math_core.LatexToMathML(
    macros={name: rf"\text{{{text}}}" for name, text in TEXT_SYMBOLS.items() if text not in "#$%&"}
    | {
        **astronomy.IN_FORMULAS,
        "em": r"\it",
        "ensuremath": "#1",
        "boldmath": "",
        "germ": r"\mathfrak",
        "hbox": r"\text{#1}",
        "mathbbm": r"\mathbb{#1}",
        "mathds": r"\mathbb{#1}",
        "mbox": r"\text{#1}",
        "mit": r"\mathit",
        "nicefrac": "#1/#2",
        "protect": "",
        "relax": "",
        "sc": "",
        "scr": r"\mathscr",
        "xspace": "",
    },
    allow_unreliable_rendering=True,
    fancy_error=False,
)
# Widths come from the source and must not break the layout of the page.
_VALUE = late_pattern(r"[a-z]{1,30}|-?\d?(?:\.\d+)?(?:em|rem)?|\d{1,3}(?:\.\d+)?%")
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(ATTRIBUTES) for tag in TAGS},
    attribute_filter=lambda _tag, _name, value: value if _VALUE.fullmatch(value) else None,
    link_rel=None,
)
_DEFINITION = late_pattern(r"\\(?:[gex]?def|let|(?:re)?newcommand|providecommand)(?![A-Za-z])")
_COMMAND = late_pattern(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_LEVEL = late_pattern("</?m")
_COMMENT = late_pattern(r"(?<!\\)((?:\\\\)*)%")
_NUMBERING = late_pattern(r"\\(?:label|tag)\*?\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
# Alphabets of old, which change all of their group.
_OLD_ALPHABET = late_pattern(r"\{\s*\\(germ|scr|frak|Bbb)\s+([A-Za-z]{2,20})\s*\}")
_BARE_ENVIRONMENT = late_pattern(r"\\(?:begin|end)\{(?:equation|displaymath|math|dmath)\*?\}")
_ROWS = {
    "align": "aligned",
    "flalign": "aligned",
    "alignat": "aligned",
    "eqnarray": "aligned",
    "gather": "gathered",
    "multline": "gathered",
}
_ENVIRONMENT = late_pattern(r"\\(begin|end)\{(align|flalign|alignat|eqnarray|gather|multline)\*?\}")


def to_mathml(source: str, *, display: bool = False) -> str:
    """Return a formula as MathML, or its source as code if it cannot be converted."""
    return _convert(source, display) or f"<code>{escape(source.strip(), quote=False)}</code>"


@lru_cache(maxsize=1024)
def to_text(source: str) -> str:
    """Return a formula as readable Unicode text."""
    mathml = _convert(source, False)
    if not mathml:
        return _stripped(source)
    return to_line(ElementTree.fromstring(mathml))  # noqa: S314 (our own output, cleaned)


@lru_cache(maxsize=1024)
def _convert(source: str, display: bool) -> str:
    formula = _preprocess(source)
    if not _is_convertible(formula):
        return ""
    try:
        mathml = _CONVERTER.convert_with_local_state(formula, displaystyle=display)
    except math_core.LatexError:
        return ""
    safe = _CLEANER.clean(mathml).replace("&nbsp;", "\u00a0")
    return safe if _max_depth(_LEVEL.findall(safe), "<m", "</m") <= MAX_DEPTH * 2 else ""


def _preprocess(source: str) -> str:
    formula = _NUMBERING.sub("", _COMMENT.sub(r"\1\\%", source))
    formula = _OLD_ALPHABET.sub(r"{\\\1{\2}}", _BARE_ENVIRONMENT.sub("", formula))
    if len(formula) <= MAX_LENGTH:
        formula = layout.without_layout(units.in_formula(chemistry.in_formula(formula)))
    formula = re.sub(r"(\\begin\{alignat\*?\})\{\d+\}", r"\1", formula)
    return _ENVIRONMENT.sub(lambda match: rf"\{match[1]}{{{_ROWS[match[2]]}}}", formula)


def _is_convertible(formula: str) -> bool:
    return (
        len(formula) <= MAX_LENGTH
        and len(_COMMAND.findall(formula)) <= MAX_COMMANDS
        and _max_depth(formula, "{", "}") <= MAX_DEPTH
        and not _DEFINITION.search(formula)
    )


def _max_depth(marks: Iterable[str], down: str, up: str) -> int:
    depth = maximum = 0
    for mark in marks:
        depth += (mark == down) - (mark == up)
        maximum = max(maximum, depth)
    return maximum


def _stripped(source: str) -> str:
    named = re.sub(r"\\([A-Za-z]+)", lambda match: f" {symbol(match[1]) or match[1]} ", source)
    words = " ".join(re.sub(r"[\\{}]", "", named).split())
    return re.sub(r"(?<=\w) (?=[_^()])|(?<=[_^(]) (?=\w)", "", words)

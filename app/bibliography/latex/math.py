"""Formulas: TeX becomes MathML that is safe to show, or plain text."""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

import math_core
import nh3

from app.bibliography.latex.math_text import plain
from app.bibliography.latex.symbols import symbol

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
# The converter recurses without a floor and takes the process with it: every level of nesting
# costs a brace or a command, so these two counts bound the depth.
LONGEST, COMMANDS, DEPTH = 2_000, 150, 50

_CONVERTER = math_core.LatexToMathML(
    macros={
        "ensuremath": "#1",
        "hbox": r"\text{#1}",
        "mathbbm": r"\mathbb{#1}",
        "mathds": r"\mathbb{#1}",
        "mbox": r"\text{#1}",
        "nicefrac": "#1/#2",
        "xspace": "",
    },
    allow_unreliable_rendering=True,
    fancy_error=False,
)
# Widths come from the source: nobody may push the page apart with them.
_VALUE = re.compile(r"[a-z]{1,30}|-?\d?(?:\.\d+)?(?:em|rem)?|\d{1,3}(?:\.\d+)?%")
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(ATTRIBUTES) for tag in TAGS},
    attribute_filter=lambda _tag, _name, value: value if _VALUE.fullmatch(value) else None,
    link_rel=None,
)
_DEFINITION = re.compile(r"\\(?:[gex]?def|let|(?:re)?newcommand|providecommand)(?![A-Za-z])")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_LEVEL = re.compile("</?m")
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%")
_NUMBERING = re.compile(r"\\(?:label|tag)\*?\{[^{}]*\}|\\(?:nonumber|notag)(?![A-Za-z])")
_BARE_ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:equation|displaymath|math|dmath)\*?\}")
_ROWS = {
    "align": "aligned",
    "flalign": "aligned",
    "alignat": "aligned",
    "eqnarray": "aligned",
    "gather": "gathered",
    "multline": "gathered",
}
_ENVIRONMENT = re.compile(r"\\(begin|end)\{(align|flalign|alignat|eqnarray|gather|multline)\*?\}")


def to_mathml(source: str, *, display: bool = False) -> str:
    """MathML of a formula; one that cannot be read stays visible as it was typed."""
    return _convert(source, display) or f"<code>{escape(source.strip(), quote=False)}</code>"


def to_text(source: str) -> str:
    """Readable Unicode of a formula."""
    mathml = _convert(source, False)
    if not mathml:
        return _stripped(source)
    return plain(ElementTree.fromstring(mathml))  # noqa: S314 (our own output, cleaned)


@lru_cache(maxsize=1024)
def _convert(source: str, display: bool) -> str:
    formula = _prepared(source)
    if not _readable(formula):
        return ""
    try:
        mathml = _CONVERTER.convert_with_local_state(formula, displaystyle=display)
    except math_core.LatexError:
        return ""
    safe = _CLEANER.clean(mathml).replace("&nbsp;", "\u00a0")
    return safe if _deepest(_LEVEL.findall(safe), "<m", "</m") <= DEPTH * 2 else ""


def _prepared(source: str) -> str:
    formula = _NUMBERING.sub("", _COMMENT.sub(r"\1\\%", source))
    formula = _BARE_ENVIRONMENT.sub("", formula)
    formula = re.sub(r"(\\begin\{alignat\*?\})\{\d+\}", r"\1", formula)
    return _ENVIRONMENT.sub(lambda match: rf"\{match[1]}{{{_ROWS[match[2]]}}}", formula)


def _readable(formula: str) -> bool:
    return (
        len(formula) <= LONGEST
        and len(_COMMAND.findall(formula)) <= COMMANDS
        and _deepest(formula, "{", "}") <= DEPTH
        and not _DEFINITION.search(formula)
    )


def _deepest(signs: Iterable[str], down: str, up: str) -> int:
    depth = deepest = 0
    for sign in signs:
        depth += (sign == down) - (sign == up)
        deepest = max(deepest, depth)
    return deepest


def _stripped(source: str) -> str:
    named = re.sub(r"\\([A-Za-z]+)", lambda match: f" {symbol(match[1]) or match[1]} ", source)
    return " ".join(re.sub(r"[\\{}]", "", named).split())

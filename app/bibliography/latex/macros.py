"""Expansion of LaTeX macros into text pieces."""

import re

from app.bibliography.latex import astronomy, chemistry, layout, units
from app.bibliography.latex.accents import ACCENTS
from app.bibliography.latex.builder import Group, PieceBuilder
from app.bibliography.latex.ordinals import add_formula, english_ordinal, write_raised
from app.bibliography.latex.packages import RAISED
from app.bibliography.latex.symbols import (
    CASES,
    DROPPED,
    DROPPED_WITH_ARGUMENT,
    QUOTES,
    REFERENCES,
    SECOND_ARGUMENT,
    SIGNS,
    STYLES,
    SWITCHES,
    WRAPPERS,
    ends_at_space,
    symbol,
)
from app.bibliography.latex.tokens import ACCENTABLE, OPTIONS, RAW
from app.bibliography.text.characters import unescape
from app.bibliography.text.pieces import Break

_BREAKS = {"par": Break(paragraph=True), "newline": Break()}


def expand(builder: PieceBuilder, name: str) -> None:
    """Expand a macro with a name, such as `textbf` or `alpha`."""
    if (end := layout.following_layout(name, builder.source, builder.position)) is not None:
        builder.position = end
    elif name in SWITCHES:
        builder.switch(SWITCHES[name])
        builder.skip_gap()
    elif name in STYLES:
        builder.argument(Group(), STYLES[name])
    elif name in ACCENTS:
        builder.argument(Group(accent=ACCENTS[name]))
    elif name in CASES:
        builder.argument(Group(case=CASES[name]))
    elif name in WRAPPERS or name in QUOTES:
        _wrapped(builder, name)
    elif name in RAISED:
        builder.skip_gap()
        write_raised(builder, RAISED[name])
    elif name in _BREAKS:
        builder.add(_BREAKS[name])
    elif name in DROPPED:
        builder.skip_gap()
    elif name == "item":
        builder.add(Break())
        builder.write("• ")
    elif quantity := units.read_quantity(name, builder.source, builder.position):
        builder.position = quantity.end
        builder.write(quantity.text)
    elif not _raw_argument(builder, name):
        _symbol(builder, name)


def expand_sign(builder: PieceBuilder, sign: str) -> None:
    """Expand a macro of one symbol, such as `%` or an accent."""
    if sign not in ACCENTS:
        builder.write(SIGNS.get(sign, sign))
    elif ACCENTABLE.match(builder.source, builder.position):
        builder.argument(Group(accent=ACCENTS[sign]))
    else:
        builder.write(sign)


def _wrapped(builder: PieceBuilder, name: str) -> None:
    is_inner = builder.source[builder.position - 1] == "*"
    if name in SECOND_ARGUMENT and (first := RAW.match(builder.source, builder.position)):
        builder.position = first.end()
    _skip_options(builder)
    if name not in QUOTES:
        before, after = WRAPPERS[name]
        builder.write(before)
        builder.argument(Group(suffix=after))
        return
    # Within quotation marks, single ones alternate with double ones.
    is_within = builder.groups[-1].quotes % 2 == 1
    quotes, is_inner = (1 if is_within or not is_inner else 2), is_inner or is_within
    builder.write("‘" if is_inner else "“")
    builder.argument(Group(suffix="’" if is_inner else "”", quotes=quotes))


def _raw_argument(builder: PieceBuilder, name: str) -> bool:
    """Expand a macro whose argument is not text; return whether it was one."""
    reference = name in REFERENCES or name.lower().startswith("cite")
    takes_raw = reference or name in DROPPED_WITH_ARGUMENT or name in {"url", "path", "href"}
    takes_raw = takes_raw or name in {"ensuremath", "ion", "nth", *chemistry.MACROS}
    argument = RAW.match(builder.source, builder.position) if takes_raw else None
    if argument is None:
        return False
    start = builder.position - len(name) - 1
    before = builder.source[start - 1 : start]
    builder.position = argument.end()
    if reference:
        keys = [key.strip() for key in argument[1].split(",")]
        builder.write(f"[{', '.join(keys)}]")
    elif name == "ensuremath":
        add_formula(builder, argument[1], before)
    elif name == "ion":
        _ion(builder, argument[1])
    elif name in chemistry.MACROS:
        _chemical(builder, argument[1])
    elif name == "href":
        _href(builder, unescape_url(argument[1]))
    elif name == "nth":
        _ordinal(builder, argument[1])
    elif name not in DROPPED_WITH_ARGUMENT:
        _url(builder, unescape_url(argument[1]))
    return True


def _ordinal(builder: PieceBuilder, number: str) -> None:
    builder.write(number)
    write_raised(builder, english_ordinal(number))


def _ion(builder: PieceBuilder, element: str) -> None:
    stage = RAW.match(builder.source, builder.position)
    builder.position = stage.end() if stage else builder.position
    builder.write(astronomy.ion(element, stage[1] if stage else ""))


def _chemical(builder: PieceBuilder, formula: str) -> None:
    builder.push(Group())
    for part in chemistry.parts(formula):
        builder.push(Group(), part.tag)
        builder.write(part.text)
        builder.close()
    builder.close()


def _href(builder: PieceBuilder, href: str) -> None:
    builder.argument(Group())
    if is_safe_url(href):
        builder.switch("a", href)


def _url(builder: PieceBuilder, href: str) -> None:
    builder.push(Group(), "a" if is_safe_url(href) else "", href)
    builder.write(href)
    builder.close()


def _symbol(builder: PieceBuilder, name: str) -> None:
    text = symbol(name)
    if text is None:
        _unknown(builder, name)
        return
    if ends_at_space(name):
        builder.skip_gap()
    builder.write(text)


def _unknown(builder: PieceBuilder, name: str) -> None:
    """Write the arguments of an unknown macro, or its name if it has none."""
    start = builder.position
    _skip_options(builder)
    if not builder.source.startswith("{", builder.position):
        builder.position = start
        builder.write(name)
    elif builder.source.startswith("{}", builder.position):
        builder.position += 2
        builder.write(name)
    else:
        builder.position += 1
        builder.push(Group(unknown=True))


def _skip_options(builder: PieceBuilder) -> None:
    if options := OPTIONS.match(builder.source, builder.position):
        builder.position = options.end()


_SCHEME = re.compile(r"(?:https?://[^/?#]|mailto:[^?])", re.IGNORECASE)
_LESS, _GREATER = (
    re.compile(rf"\\{name}(?![A-Za-z])\s*(?:\{{\}})?|\$ ?{sign} ?\$")
    for name, sign in (("textless", "<"), ("textgreater", ">"))
)
_TILDE = re.compile(
    r"\$\s{0,9}\\sim\s{0,9}\$|\\string~|\\char`\\~|\\texttildelow(?![A-Za-z])\s?(?:\{\})?|\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?|\\sim\b|\{\\textasciitilde\s*\}"
)
_UNDERSCORE = re.compile(r"\\textunderscore(?![A-Za-z])\s?(?:\{\})?|\$\\_\$")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def unescape_url(source: str) -> str:
    """Return the URL without the escapes of LaTeX."""
    plain = _GREATER.sub(">", _LESS.sub("<", _TILDE.sub("~", unescape(source))))
    plain = _ESCAPED.sub(r"\1", _UNDERSCORE.sub("_", plain))
    return re.sub(r"[{}\s]", "", plain)


def is_safe_url(href: str) -> bool:
    """Return whether a URL may become a link: web and e-mail addresses only."""
    return _SCHEME.match(href) is not None

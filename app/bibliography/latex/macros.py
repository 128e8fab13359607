"""What each macro does to the text."""

import re

from app.bibliography.latex.builder import Group, PieceBuilder
from app.bibliography.latex.symbols import (
    ACCENTABLE,
    AROUND,
    DROPPED,
    DROPPED_WITH_ARGUMENT,
    LETTERS,
    OPTIONS,
    RAW,
    REFERENCES,
    SIGNS,
    STYLES,
    SWITCHES,
    symbol,
)
from app.bibliography.text.characters import ACCENTS, unescape
from app.bibliography.text.pieces import Break, Formula

_BREAKS = {"par": Break(paragraph=True), "newline": Break()}


def expand(writer: PieceBuilder, name: str) -> None:
    """A macro with a name, such as `textbf` or `alpha`."""
    if name in SWITCHES:
        writer.switch(SWITCHES[name])
        writer.skip_gap()
    elif name in STYLES:
        writer.argument(Group(), STYLES[name])
    elif name in ACCENTS:
        writer.argument(Group(accent=ACCENTS[name]))
    elif name in AROUND:
        _around(writer, *AROUND[name])
    elif name in _BREAKS:
        writer.add(_BREAKS[name])
    elif name in DROPPED:
        writer.skip_gap()
    elif name == "item":
        writer.add(Break())
        writer.write("• ")
    elif not _raw(writer, name):
        _named(writer, name)


def expand_sign(writer: PieceBuilder, sign: str) -> None:
    """A macro of one sign, such as `%` or an accent."""
    if sign not in ACCENTS:
        writer.write(SIGNS.get(sign, sign))
    elif ACCENTABLE.match(writer.source, writer.position):
        writer.argument(Group(accent=ACCENTS[sign]))
    else:
        writer.write(sign)


def _around(writer: PieceBuilder, before: str, after: str) -> None:
    _skip_options(writer)
    writer.write(before)
    writer.argument(Group(suffix=after))


def _raw(writer: PieceBuilder, name: str) -> bool:
    """A macro whose argument is no text; false when it has none."""
    reference = name in REFERENCES or name.lower().startswith("cite")
    known = reference or name in DROPPED_WITH_ARGUMENT or name in {"url", "path", "href"}
    argument = RAW.match(writer.source, writer.position) if known or name == "ensuremath" else None
    if argument is None:
        return False
    writer.position = argument.end()
    if reference:
        keys = [key.strip() for key in argument[1].split(",")]
        writer.write(f"[{', '.join(keys)}]")
    elif name == "ensuremath":
        writer.add(Formula(argument[1]))
    elif name == "href":
        _href(writer, address(argument[1]))
    elif name not in DROPPED_WITH_ARGUMENT:
        _url(writer, address(argument[1]))
    return True


def _href(writer: PieceBuilder, href: str) -> None:
    writer.argument(Group())
    if safe(href):
        writer.switch("a", href)


def _url(writer: PieceBuilder, href: str) -> None:
    writer.push(Group(), "a" if safe(href) else "", href)
    writer.write(href)
    writer.close()


def _named(writer: PieceBuilder, name: str) -> None:
    text = symbol(name)
    if text is None:
        _unknown(writer, name)
        return
    if name in LETTERS:
        writer.skip_gap()
    writer.write(text)


def _unknown(writer: PieceBuilder, name: str) -> None:
    """What it does is not known: its arguments are what can be read of it."""
    before = writer.position
    _skip_options(writer)
    if not writer.source.startswith("{", writer.position):
        writer.position = before
        writer.write(name)
    elif writer.source.startswith("{}", writer.position):
        writer.position += 2
        writer.write(name)
    else:
        writer.position += 1
        writer.push(Group(unknown=True))


def _skip_options(writer: PieceBuilder) -> None:
    if options := OPTIONS.match(writer.source, writer.position):
        writer.position = options.end()


_SCHEME = re.compile(r"(?:https?://[^/?#]|mailto:[^?])", re.IGNORECASE)
_TILDE = re.compile(r"\\textasciitilde\s*(?:\{\})?|\\~(?:\{\})?|\\sim\b|\{\\textasciitilde\s*\}")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def address(source: str) -> str:
    """The address as it is meant, without LaTeX's escapes."""
    plain = _ESCAPED.sub(r"\1", _TILDE.sub("~", unescape(source)))
    return re.sub(r"[{}\s]", "", plain)


def safe(href: str) -> bool:
    """Whether a reader may follow the address: the web and mail only."""
    return _SCHEME.match(href) is not None

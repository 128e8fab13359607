"""BibLaTeX's extended name format: "family=Solms, given=Rossouw, prefix=von"."""

import re
from typing import NamedTuple

_PART = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*(.*?)\s*", re.DOTALL)
_KEY = re.compile(r"""[\s"]*[a-z]+(?:-i)?\s*=""")
_OPTION = re.compile(r"(?:use|unique|sorting|nosort|labelalpha)[a-z]*\s*=\s*\w+")
_MARKS = re.compile(r"""[{}",]""")


class ExtendedName(NamedTuple):
    """The parts of a name in LaTeX source."""

    given: str
    prefix: str
    family: str
    suffix: str


def parse_extended(name: str) -> ExtendedName | None:
    """Return the parts of a name in the extended format, or None for any other name."""
    if "=" not in name or not _KEY.match(name):
        return None
    pieces = (_PART.fullmatch(piece) for piece in _pieces(name))
    found = {piece[1]: _unquoted(piece[2]) for piece in pieces if piece}
    if not found.keys() & {"family", "given"}:
        return None
    return ExtendedName(*(found.get(part, "") for part in ExtendedName._fields))


def is_option(name: str) -> bool:
    """Return whether this is an option for a list of names rather than one of them."""
    return _OPTION.fullmatch(name) is not None


def _pieces(name: str) -> list[str]:
    """Split the name at commas outside braces and quotes."""
    pieces, start, depth, quoted = [], 0, 0, False
    for mark in _MARKS.finditer(name):
        if mark[0] == '"':
            quoted = not quoted
        elif mark[0] != ",":
            depth += 1 if mark[0] == "{" else -1
        elif depth <= 0 and not quoted:
            pieces.append(name[start : mark.start()])
            start = mark.end()
    return [_unquoted(piece) for piece in (*pieces, name[start:])]


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text

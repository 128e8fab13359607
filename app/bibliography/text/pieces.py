"""Marked-up text as a flat list of pieces."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from msgspec import Struct


class Text(Struct, frozen=True):
    """Plain text."""

    value: str


class Formula(Struct, frozen=True):
    """A formula in TeX, inline or displayed."""

    source: str
    display: bool = False


class Break(Struct, frozen=True):
    """A line break or a paragraph break."""

    paragraph: bool = False


class ElementStart(Struct, frozen=True):
    """The start of an element."""

    tag: str
    href: str = ""


class ElementEnd(Struct, frozen=True):
    """The end of an element."""

    tag: str


# A flat list, because nesting may exceed the recursion limit of Python.
Piece = Text | Formula | Break | ElementStart | ElementEnd

# All white space except a single space.
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")


def tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Merge adjacent texts, collapse spaces, drop empty elements and breaks at both ends."""
    tidied: list[Piece] = []
    starts: list[ElementStart] = []
    breaks: list[Break] = []
    space = False
    for piece in _merged(pieces):
        match piece:
            case ElementStart():
                starts.append(piece)
            case ElementEnd():
                # Drop the start of an element that turned out to be empty.
                if starts:
                    starts.pop()
                else:
                    tidied.append(piece)
            case Break():
                breaks.append(piece)
            case Text(" "):
                space = True
            case Text() | Formula():
                if tidied:
                    tidied += _gap(breaks, space or _begins_with_space(piece))
                tidied += [*starts, _stripped(piece)]
                starts, breaks, space = [], [], _ends_with_space(piece)
    return tidied


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, Text):
            texts.append(piece.value)
            continue
        yield from _join(texts)
        texts.clear()
        yield piece
    yield from _join(texts)


def _join(texts: list[str]) -> Iterator[Text]:
    value = unicodedata.normalize("NFC", "".join(texts))
    # In long texts, plain searches are much faster than the pattern.
    if "  " in value or "\n" in value or "\t" in value:
        value = _SPACES.sub(" ", value)
    if value:
        yield Text(value)


def _gap(breaks: list[Break], space: bool) -> list[Piece]:
    if breaks:
        return [Break(len(breaks) > 1 or breaks[0].paragraph)]
    return [Text(" ")] if space else []


def _begins_with_space(piece: Text | Formula) -> bool:
    return isinstance(piece, Text) and piece.value.startswith(" ")


def _ends_with_space(piece: Text | Formula) -> bool:
    return isinstance(piece, Text) and piece.value.endswith(" ")


def _stripped(piece: Text | Formula) -> Text | Formula:
    return Text(piece.value.strip(" ")) if isinstance(piece, Text) else piece

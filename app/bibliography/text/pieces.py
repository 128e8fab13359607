"""A text as a flat run of pieces."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    value: str


@dataclass(frozen=True, slots=True)
class Formula:
    source: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    paragraph: bool = False


@dataclass(frozen=True, slots=True)
class ElementStart:
    tag: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class End:
    tag: str


# Flat, because authors nest deeper than Python recurses.
Piece = Text | Formula | Break | ElementStart | End

# All but a single space, which is there already.
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")


def tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Join what touches, collapse spaces, drop empty elements and breaks at the edges."""
    ready: list[Piece] = []
    starts: list[ElementStart] = []
    breaks: list[Break] = []
    space = False
    for piece in _merged(pieces):
        match piece:
            case ElementStart():
                starts.append(piece)
            case End():
                # An element that held nothing is not worth its tags.
                if starts:
                    starts.pop()
                else:
                    ready.append(piece)
            case Break():
                breaks.append(piece)
            case Text(" "):
                space = True
            case Text() | Formula():
                if ready:
                    ready += _gap(breaks, space or _begins_with_space(piece))
                ready += [*starts, _stripped(piece)]
                starts, breaks, space = [], [], _ends_with_space(piece)
    return ready


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    run: list[str] = []
    for piece in pieces:
        if isinstance(piece, Text):
            run.append(piece.value)
            continue
        yield from _joined(run)
        run.clear()
        yield piece
    yield from _joined(run)


def _joined(run: list[str]) -> Iterator[Text]:
    value = _SPACES.sub(" ", unicodedata.normalize("NFC", "".join(run))) if run else ""
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

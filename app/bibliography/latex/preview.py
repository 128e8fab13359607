"""Text shortened to a preview, cut at a word boundary."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.bibliography.latex import render
from app.bibliography.text.characters import same_grapheme
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Formula, Piece, Text, tidy

# The length of a preview, and the length below which a text needs none.
PREVIEW_LENGTH, WHOLE_LENGTH = 240, 300
# A longer run without a space is not a word, or its script does not use spaces.
MAX_WORD_LENGTH = 40

# Punctuation, including opening brackets, that must not precede the ellipsis.
_DANGLING = " \u00a0\u202f\u3000,;:.-–—([{“‘«„¿¡、，"


class Cut(NamedTuple):
    """A cut after `length` characters, where `kept` remains of the last piece."""

    length: int = 0
    piece_index: int = 0
    kept: str = ""


def flatten(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the text on one line, without breaks and displayed formulas."""
    return tidy(_flattened(pieces))


def shorten(pieces: list[Piece], length: int) -> list[Piece] | None:
    """Return the text up to about `length` characters, or None if it is not longer."""
    cut = _find_cut(pieces, length)
    if cut is None:
        return None
    if cut.length == 0 and any(piece == ElementEnd("a") for piece in pieces):
        # A single link contains all of it: show its text without the link.
        return shorten([piece for piece in pieces if not _is_link(piece)], length)
    beginning = _trimmed(_before(pieces, cut))
    return [*beginning, Text("…")]


def _flattened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        match piece:
            case Break():
                yield Text(" ")
            case Formula(source, True):
                yield from (Text(" "), Formula(source), Text(" "))
            case _:
                yield piece


def _find_cut(pieces: list[Piece], length: int) -> Cut | None:
    """Return where to cut: at a space if one is close enough, else between two characters."""
    soft = hard = Cut()
    reached, in_link = 0, False
    for index, piece in enumerate(pieces):
        if isinstance(piece, Text) and not in_link:
            room = length - reached
            space = piece.value.rfind(" ", 0, room + 1)
            if space >= 0:
                soft = Cut(reached + space, index, piece.value[:space])
            offset = _grapheme_boundary(piece.value, room)
            hard = Cut(reached + offset, index, piece.value[:offset])
        elif _is_link(piece):
            in_link = isinstance(piece, ElementStart)
        reached += _length(piece)
        if reached > length:
            return soft if soft.length and hard.length - soft.length <= MAX_WORD_LENGTH else hard
    return None


def _grapheme_boundary(value: str, room: int) -> int:
    offset = min(len(value), room)
    while 0 < offset < len(value) and same_grapheme(value[offset - 1], value[offset]):
        offset -= 1
    return offset


def _length(piece: Piece) -> int:
    return len(piece.value if isinstance(piece, Text) else render.to_text([piece]))


def _before(pieces: list[Piece], cut: Cut) -> list[Piece]:
    if cut.length == 0:
        # The text begins with a formula longer than the preview: show that formula only.
        formula = next((i for i, piece in enumerate(pieces) if isinstance(piece, Formula)), -1)
        return pieces[: formula + 1]
    return [*pieces[: cut.piece_index], Text(cut.kept)]


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """Remove punctuation and empty elements from the end, and close every element."""
    ends: list[Piece] = []
    while pieces:
        last = pieces.pop()
        if isinstance(last, Text) and (kept := last.value.rstrip(_DANGLING)):
            pieces.append(Text(kept))
            break
        if isinstance(last, Formula):
            pieces.append(last)
            break
        if isinstance(last, ElementEnd):
            ends.append(last)
        elif isinstance(last, ElementStart) and ends:
            ends.pop()
    return [*pieces, *reversed(ends), *_missing_ends([*pieces, *ends])]


def _missing_ends(pieces: list[Piece]) -> list[Piece]:
    opened: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, ElementStart):
            opened.append(ElementEnd(piece.tag))
        elif isinstance(piece, ElementEnd):
            opened.remove(piece)
    return opened[::-1]


def _is_link(piece: Piece) -> bool:
    return isinstance(piece, ElementStart | ElementEnd) and piece.tag == "a"

"""The beginning of a text, cut where nobody stumbles."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.bibliography.latex import render
from app.bibliography.text.characters import joined
from app.bibliography.text.pieces import Break, ElementStart, End, Formula, Piece, Text, tidy

# What runs on for longer without a space is not a word, or not in a script that has spaces.
LONGEST_WORD = 40

# Opening brackets too: nothing follows them any more.
_DANGLING = " \u00a0\u202f\u3000,;:.-–—([{“‘«„¿¡、，"


class Cut(NamedTuple):
    """A place to cut: after so many characters, behind what is kept of this piece."""

    length: int = 0
    place: int = 0
    kept: str = ""


def on_one_line(pieces: Iterable[Piece]) -> list[Piece]:
    """The text without breaks and displayed formulas."""
    return tidy(_flattened(pieces))


def shorten(pieces: list[Piece], near: int) -> list[Piece] | None:
    """The text up to the last word that ends before a length; nothing if all of it does."""
    cut = _place(pieces, near)
    if cut is None:
        return None
    if cut.length == 0 and any(piece == End("a") for piece in pieces):
        # One link holds all of it: better its words alone than half a link.
        return shorten([piece for piece in pieces if not _is_link(piece)], near)
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


def _place(pieces: list[Piece], near: int) -> Cut | None:
    """Where to cut: at a space if one is close enough, else between two characters."""
    soft = hard = Cut()
    reached, in_link = 0, False
    for index, piece in enumerate(pieces):
        if isinstance(piece, Text) and not in_link:
            room = near - reached
            space = piece.value.rfind(" ", 0, room + 1)
            if space >= 0:
                soft = Cut(reached + space, index, piece.value[:space])
            offset = _between_characters(piece.value, room)
            hard = Cut(reached + offset, index, piece.value[:offset])
        elif _is_link(piece):
            in_link = isinstance(piece, ElementStart)
        reached += _length(piece)
        if reached > near:
            return soft if soft.length and hard.length - soft.length <= LONGEST_WORD else hard
    return None


def _between_characters(value: str, room: int) -> int:
    offset = min(len(value), room)
    while 0 < offset < len(value) and joined(value[offset - 1], value[offset]):
        offset -= 1
    return offset


def _length(piece: Piece) -> int:
    return len(piece.value if isinstance(piece, Text) else render.to_text([piece]))


def _before(pieces: list[Piece], cut: Cut) -> list[Piece]:
    if cut.length == 0:
        # The text begins with a formula longer than any preview: that is then all of it.
        formula = next((i for i, piece in enumerate(pieces) if isinstance(piece, Formula)), -1)
        return pieces[: formula + 1]
    return [*pieces[: cut.place], Text(cut.kept)]


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """No comma, dash or empty element before the ellipsis, and every element closed."""
    ends: list[Piece] = []
    while pieces:
        last = pieces.pop()
        if isinstance(last, Text) and (kept := last.value.rstrip(_DANGLING)):
            pieces.append(Text(kept))
            break
        if isinstance(last, Formula):
            pieces.append(last)
            break
        if last == End("a"):
            if isinstance(words := pieces[-1], Text):
                pieces[-1] = Text(words.value.rstrip(_DANGLING))
            pieces.append(last)
            break
        if isinstance(last, End):
            ends.append(last)
        elif isinstance(last, ElementStart) and ends:
            ends.pop()
    return [*pieces, *reversed(ends), *_missing([*pieces, *ends])]


def _missing(pieces: list[Piece]) -> list[Piece]:
    opened: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, ElementStart):
            opened.append(End(piece.tag))
        elif isinstance(piece, End):
            opened.remove(piece)
    return opened[::-1]


def _is_link(piece: Piece) -> bool:
    return isinstance(piece, ElementStart | End) and piece.tag == "a"

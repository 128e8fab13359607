"""How a version of the site and an entry differ, in words, side by side."""

from dataclasses import dataclass, replace
from typing import Any

from app.bibliography import latex
from app.bibliography.record import PublicationType
from app.models import Difference, ImportItem
from app.services.history import diffs
from app.services.history.diffs import Piece
from app.services.history.wording import LABELS
from app.services.importing.matching import diff

SOURCES = {"title", "abstract", "note"}


@dataclass(frozen=True)
class Line:
    """A field with both texts; `is_taken` where the entry's is to replace or complete hers.

    `why` says why it is not, unless she says otherwise.
    """

    field: str
    label: str
    hers: list[Piece]
    theirs: list[Piece]
    why: str
    is_taken: bool


def of(item: ImportItem) -> list[Line]:
    """Return the fields in which an entry differs from the version that it tells of."""
    return [_line(difference, item) for difference in item.differences]


def _line(difference: Difference, item: ImportItem) -> Line:
    name = difference["field"]
    hers, theirs = _names(difference) if name == "authors" else _texts(name, difference)
    return Line(
        field=name,
        label=LABELS.get(name) or name.capitalize(),
        hers=hers,
        theirs=theirs,
        why="" if diff.is_taken(difference) else _why(difference, item),
        is_taken=name in item.fields,
    )


def _why(difference: Difference, item: ImportItem) -> str:
    if difference["by_hand"]:
        return "yours, edited by hand"
    return "another source: yours stays" if item.publication_id else "the earlier one stays"


def _texts(name: str, difference: Difference) -> tuple[list[Piece], list[Piece]]:
    hers, theirs = _words(name, difference["hers"]), _words(name, difference["theirs"])
    pieces = diffs.of_texts(hers, theirs) if hers else []
    return (
        [piece for piece in pieces if piece.kind != "ins"] or _whole(hers),
        [piece for piece in pieces if piece.kind != "del"] or _whole(theirs),
    )


def _names(difference: Difference) -> tuple[list[Piece], list[Piece]]:
    """Name by name: that a comma follows one is no difference."""
    hers, theirs = ([*map(_author, difference[side] or ())] for side in ("hers", "theirs"))
    pieces = diffs.of_lists(hers, theirs) if hers else [Piece("same", ", ".join(theirs))]
    return _listed(pieces if hers else [], "ins"), _listed(pieces, "del")


def _listed(pieces: list[Piece], without: str) -> list[Piece]:
    side = [piece for piece in pieces if piece.kind != without]
    return [*(replace(piece, text=f"{piece.text},") for piece in side[:-1]), *side[-1:]]


def _whole(text: str) -> list[Piece]:
    return [Piece("same", text[: diffs.LONGEST])] if text else []


def _words(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "links":
        return "\n".join(link["url"] for link in value)
    if name == "type":
        return PublicationType(value).label
    # Raw, where markup is all that differs.
    return latex.to_text(value) or value if name in SOURCES else str(value)


def _author(author: Any) -> str:
    name = author["name"] if isinstance(author, dict) else author
    return latex.to_text(name) or name

"""How a version of the site and an entry differ, in words, side by side."""

from dataclasses import dataclass
from typing import Any

from app.bibliography import latex
from app.bibliography.record import PublicationType
from app.models import Difference, ImportItem
from app.services import diffs
from app.services.diffs import Piece
from app.services.field_words import LABELS

SOURCES = {"title", "abstract", "note"}


@dataclass(frozen=True)
class Line:
    """A field with both texts; `is_taken` where the entry's is to replace or complete hers."""

    field: str
    label: str
    hers: list[Piece]
    theirs: list[Piece]
    by_hand: bool
    is_taken: bool


def of(item: ImportItem) -> list[Line]:
    """Return the fields in which an entry differs from the version that it tells of."""
    return [_line(difference, item.fields) for difference in item.differences]


def _line(difference: Difference, taken: list[str]) -> Line:
    name = difference["field"]
    hers, theirs = _words(name, difference["hers"]), _words(name, difference["theirs"])
    pieces = diffs.of_texts(hers, theirs) if hers else []
    return Line(
        field=name,
        label=LABELS.get(name) or name.capitalize(),
        hers=[piece for piece in pieces if piece.kind != "ins"] or _whole(hers),
        theirs=[piece for piece in pieces if piece.kind != "del"] or _whole(theirs),
        by_hand=difference["by_hand"],
        is_taken=name in taken,
    )


def _whole(text: str) -> list[Piece]:
    return [Piece("same", text[: diffs.LONGEST])] if text else []


def _words(name: str, value: Any) -> str:
    if not value:
        return ""
    if name == "authors":
        return ", ".join(map(_author, value))
    if name == "links":
        return "\n".join(link["url"] for link in value)
    if name == "type":
        return PublicationType(value).label
    # Raw, where markup is all that differs.
    return latex.to_text(value) or value if name in SOURCES else str(value)


def _author(author: Any) -> str:
    name = author["name"] if isinstance(author, dict) else author
    return latex.to_text(name) or name

"""A record as a plain CSL item that every citation processor understands."""

from collections.abc import Iterator
from typing import Any

from app.bibliography import fit, identifiers
from app.bibliography.latex import math
from app.bibliography.latex.reader import Reader
from app.bibliography.names import parts as names_parts
from app.bibliography.record import INSTITUTIONAL, ContributorRole, LinkKind, Record, Status
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Formula, Piece, Text, tidy

# The CSL variables of each field of a record.
KEYS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "type": ("type",),
    "authors": ("author", "editor", "translator"),
    "venue": ("container-title", "publisher"),
    "venue_short": ("container-title-short",),
    "venue_kind": (),
    "year": ("issued",),
    "month": ("issued",),
    "day": ("issued",),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page",),
    "publisher": ("publisher",),
    "doi": ("DOI",),
    "arxiv_id": ("archive", "archive_location"),
    "genre": ("genre",),
    "status": ("status",),
    "isbn": ("ISBN",),
    "citation_key": ("citation-key",),
    "language": ("language",),
    "abstract": ("abstract",),
    "note": ("note",),
    "topics": (),
    "links": ("URL",),
    "work": (),
}


def plain_item(record: Record, key: str) -> dict[str, Any]:
    """Return a record as an item with the id `key`."""
    item: dict[str, Any] = {
        "id": key,
        "type": str(record.type),
        "citation-key": record.citation_key,
        "title": from_latex(record.title),
        **{str(role): list(map(_name, record.names_of(role))) for role in ContributorRole},
        **_venue(record),
        "issued": _date(record),
        "volume": record.volume,
        "issue": record.issue,
        "page": fit.with_hyphen(record.pages or ""),
        "DOI": record.doi,
        "ISBN": record.isbn,
        "genre": record.genre,
        "status": record.status.label if record.status is not Status.PUBLISHED else None,
        "URL": _url(record),
        "archive": "arXiv" if record.arxiv_id else None,
        "archive_location": record.arxiv_id,
        "language": record.language,
        "abstract": from_latex(record.abstract or ""),
        "note": from_latex(record.note or ""),
    }
    return {key: value for key, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    parts = names_parts.name_parts(name)
    if parts.is_team or not parts.family:
        return {"literal": parts.family or name}
    found = {
        "family": parts.family,
        "given": parts.given,
        "non-dropping-particle": parts.particle,
        "suffix": parts.suffix,
    }
    return {key: value for key, value in found.items() if value}


def _venue(record: Record) -> dict[str, str | None]:
    if record.type in INSTITUTIONAL:
        return {"publisher": record.venue or record.publisher}
    return {
        "container-title": record.venue,
        "container-title-short": record.venue_short,
        "publisher": record.publisher,
    }


def _date(record: Record) -> dict[str, list[list[int]]]:
    parts: list[int] = []
    for part in (record.year, record.month, record.day):
        if part is None:
            break
        parts.append(part)
    return {"date-parts": [parts]} if parts else {}


def _url(record: Record) -> str | None:
    pages = (link.url for link in record.links if link.kind is LinkKind.WEB)
    arxiv = record.arxiv_id and not record.doi and identifiers.arxiv_url(record.arxiv_id)
    return next(pages, arxiv or None)


_TAGS = {"b": "b", "i": "i", "em": "i", "sup": "sup", "sub": "sub"}
_SMALL_CAPS = '<span style="font-variant:small-caps;">'


def from_latex(source: str) -> str:
    """Return LaTeX source as text with the markup of CSL."""
    return "".join(_csl_markup(tidy(Reader(clean(source)).read())))


def _csl_markup(pieces: list[Piece]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case Text(value):
                yield value
            case Formula(source, display):
                yield f" {math.to_text(source)} " if display else math.to_text(source)
            case Break(paragraph):
                yield "\n\n" if paragraph else "\n"
            case ElementStart("small-caps"):
                yield _SMALL_CAPS
            case ElementEnd("small-caps"):
                yield "</span>"
            case ElementStart(tag) if tag in _TAGS:
                yield f"<{_TAGS[tag]}>"
            case ElementEnd(tag) if tag in _TAGS:
                yield f"</{_TAGS[tag]}>"

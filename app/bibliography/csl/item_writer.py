"""A record as a plain CSL item that every citation processor understands."""

import re
from collections.abc import Iterator
from typing import Any

from app.bibliography import fit, identifiers
from app.bibliography.csl.variables import csl_type
from app.bibliography.kinds import SPECIAL
from app.bibliography.latex import math
from app.bibliography.latex.reader import Reader
from app.bibliography.names import parts as names_parts
from app.bibliography.record import (
    INSTITUTIONAL,
    ContributorRole,
    LinkKind,
    PublicationType,
    Record,
    Status,
)
from app.bibliography.text.characters import clean
from app.bibliography.text.pieces import Break, ElementEnd, ElementStart, Formula, Piece, Text, tidy

# The number of these types is their own, not that of an issue.
NUMBERED = frozenset(
    {
        PublicationType.THESIS,
        PublicationType.REPORT,
        PublicationType.STANDARD,
        PublicationType.PATENT,
    }
)
# Where the work itself is, if it is not a text.
OWN_LINKS = {
    PublicationType.SOFTWARE: (LinkKind.WEB, LinkKind.CODE),
    PublicationType.DATASET: (LinkKind.WEB, LinkKind.DATA),
}
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
    "issue": ("issue", "number"),
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
    # CSL's original-title is that of another work, of which this one is a translation.
    "translations": (),
}


def plain_item(record: Record, key: str) -> dict[str, Any]:
    """Return a record as an item with the id `key`."""
    kind = csl_type(record.type, record.genre)
    item: dict[str, Any] = {
        "id": key,
        "type": kind,
        "citation-key": record.citation_key,
        "title": from_latex(record.title),
        **{str(role): list(map(_name, record.names_of(role))) for role in ContributorRole},
        **_venue(record),
        "issued": issued(record),
        # A preprint's number at arXiv is no `number`, since programs read that as pages.
        **numbers(record),
        **({"genre": None} if kind in SPECIAL and SPECIAL[kind].genre == record.genre else {}),
        "DOI": record.doi,
        "ISBN": record.isbn,
        "URL": page_url(record),
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
    if record.type in INSTITUTIONAL or record.type in OWN_LINKS:
        return {"publisher": record.venue or record.publisher}
    if record.type is PublicationType.ARTICLE:
        server = "arXiv" if record.arxiv_id else None
        return {"publisher": record.venue or server or record.publisher}
    return {
        "container-title": record.venue,
        "container-title-short": record.venue_short,
        "publisher": record.publisher,
    }


def issued(record: Record) -> dict[str, list[list[int]]]:
    """Return the date of a record, {} without a year."""
    return {"date-parts": [record.date_parts]} if record.date_parts else {}


def numbers(record: Record) -> dict[str, str | None]:
    """Return the place of a record in its venue, its kind, and its status unless published."""
    pages = record.pages or ""
    return {
        "volume": record.volume,
        "number" if record.type in NUMBERED else "issue": record.issue,
        "page": fit.with_hyphen(pages) if re.search(r"\w", pages) else None,
        "genre": record.genre or ("Thesis" if record.type is PublicationType.THESIS else None),
        "status": str(record.status.label) if record.status is not Status.PUBLISHED else None,
    }


def page_url(record: Record) -> str | None:
    """Return where the work itself is, or else its page at arXiv if it has no DOI."""
    kinds = OWN_LINKS.get(record.type, (LinkKind.WEB,))
    links = (link.url for kind in kinds for link in record.links if link.kind is kind)
    arxiv_id = None if record.doi else record.arxiv_id
    return next(links, identifiers.arxiv_url(arxiv_id) if arxiv_id else None)


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

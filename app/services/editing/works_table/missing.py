"""What a work may lack, and the conditions that find such works."""

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import ColumnElement, or_, select

from app.bibliography.messages import Message, message
from app.bibliography.record import LinkKind
from app.models import (
    Authorship,
    Publication,
    PublicationFile,
    PublicationLink,
    Work,
    work_topic,
)
from app.models.work import listed_year
from app.services.catalog import owner

SHOWN = Publication.position == 0


class Missing(StrEnum):
    """Data that a work may lack; year, venue and owner are those of the version shown."""

    ABSTRACT = "abstract"
    DOI = "doi"
    IDENTIFIER = "identifier"
    LINKS = "links"
    OWNER = "owner"
    PDF = "pdf"
    TOPICS = "topics"
    VENUE = "venue"
    YEAR = "year"

    @property
    def label(self) -> Message:
        """The label of this choice."""
        return MISSING_LABELS[self]

    @property
    def condition(self) -> ColumnElement[bool]:
        """The condition on works that lack it."""
        return LACKS[self]()


MISSING_LABELS = {
    Missing.ABSTRACT: message("Abstract"),
    Missing.DOI: message("DOI"),
    Missing.IDENTIFIER: message("DOI or arXiv number"),
    Missing.LINKS: message("Links"),
    Missing.OWNER: message("Owner as an author"),
    Missing.PDF: message("PDF"),
    Missing.TOPICS: message("Topics"),
    Missing.VENUE: message("Venue"),
    Missing.YEAR: message("Year"),
}


def _no_version(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    # All works that have it are found at once: to ask for each work would take far longer.
    return Work.id.not_in(select(Publication.work_id).where(*conditions))


def _numbered() -> ColumnElement[bool]:
    return or_(Publication.doi.is_not(None), Publication.arxiv_id.is_not(None))


def _no_pdf() -> ColumnElement[bool]:
    # An arXiv number leads to a PDF (services/catalog/links/shown.py).
    given = _linked(PublicationLink.kind == LinkKind.PDF)
    return _no_version(or_(given, _has_file(), Publication.arxiv_id.is_not(None)))


def _no_owner() -> ColumnElement[bool]:
    signed = select(Authorship.publication_id).where(owner.is_owner(Authorship.person_id))
    return _no_version(SHOWN, Publication.id.in_(signed))


def _linked(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return Publication.id.in_(select(PublicationLink.publication_id).where(*conditions))


def _has_file() -> ColumnElement[bool]:
    return Publication.id.in_(select(PublicationFile.publication_id))


LACKS: dict[Missing, Callable[[], ColumnElement[bool]]] = {
    Missing.ABSTRACT: lambda: _no_version(Publication.abstract.is_not(None)),
    Missing.DOI: lambda: _no_version(Publication.doi.is_not(None)),
    Missing.IDENTIFIER: lambda: _no_version(_numbered()),
    Missing.LINKS: lambda: _no_version(or_(_linked(), _has_file(), _numbered())),
    Missing.OWNER: _no_owner,
    Missing.PDF: _no_pdf,
    Missing.TOPICS: lambda: Work.id.not_in(select(work_topic.c.work_id)),
    Missing.VENUE: lambda: _no_version(SHOWN, Publication.venue_id.is_not(None)),
    Missing.YEAR: lambda: listed_year(Work.listed_on) == 0,
}

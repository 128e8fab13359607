"""What a work may lack, and the conditions that find such works."""

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import ColumnElement, exists, or_

from app.bibliography.record import LinkKind
from app.models import Authorship, Publication, PublicationLink, Work, work_topic
from app.models.work import listed_year
from app.services.catalog import owner

SHOWN = Publication.position == 0


class Missing(StrEnum):
    """Data that a work may lack; year, venue and owner are those of the version shown."""

    ABSTRACT = "abstract"
    DOI = "doi"
    LINKS = "links"
    OWNER = "owner"
    PDF = "pdf"
    TOPICS = "topics"
    VENUE = "venue"
    YEAR = "year"

    @property
    def label(self) -> str:
        """The label of this choice."""
        return MISSING_LABELS.get(self, self.value.capitalize())

    @property
    def condition(self) -> ColumnElement[bool]:
        """The condition on works that lack it."""
        return LACKS[self]()


MISSING_LABELS = {
    Missing.DOI: "DOI",
    Missing.OWNER: "Owner as an author",
    Missing.PDF: "PDF",
}


def _no_version(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    # Correlates explicitly, since the outer query may join a version too.
    return ~exists().where(Publication.work_id == Work.id, *conditions).correlate(Work)


def _no_link() -> ColumnElement[bool]:
    linked = _with(PublicationLink.publication_id == Publication.id)
    numbered = or_(Publication.doi.is_not(None), Publication.arxiv_id.is_not(None))
    return _no_version(or_(linked, numbered))


def _no_pdf() -> ColumnElement[bool]:
    linked = PublicationLink.publication_id == Publication.id
    given = _with(linked, PublicationLink.kind == LinkKind.PDF)
    # An arXiv number leads to a PDF (services/catalog/cards.py).
    return _no_version(or_(given, Publication.arxiv_id.is_not(None)))


def _no_owner() -> ColumnElement[bool]:
    signed = Authorship.publication_id == Publication.id
    return _no_version(SHOWN, _with(signed, owner.is_owner(Authorship.person_id)))


def _with(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*conditions).correlate(Publication)


LACKS: dict[Missing, Callable[[], ColumnElement[bool]]] = {
    Missing.ABSTRACT: lambda: _no_version(Publication.abstract.is_not(None)),
    Missing.DOI: lambda: _no_version(Publication.doi.is_not(None)),
    Missing.LINKS: _no_link,
    Missing.OWNER: _no_owner,
    Missing.PDF: _no_pdf,
    Missing.TOPICS: lambda: ~exists().where(work_topic.c.work_id == Work.id).correlate(Work),
    Missing.VENUE: lambda: _no_version(SHOWN, Publication.venue_id.is_not(None)),
    Missing.YEAR: lambda: listed_year(Work.listed_on) == 0,
}

"""What a view of the works table asks of the database: a condition on works, and an order."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, true

from app.bibliography.record import LinkKind
from app.models import Authorship, Publication, PublicationLink, Topic, Work, work_topic
from app.services.catalog import facets, owner
from app.services.editing.works_filter import Filter, Missing, Sort

SHOWN = Publication.position == 0


def condition(chosen: Filter) -> ColumnElement[bool]:
    """Return the condition on works that a view sets."""
    wanted: list[ColumnElement[bool]] = [true()]
    if chosen.q:
        wanted.append(facets.having_words(chosen.q))
    if chosen.state:
        wanted.append(Work.state == chosen.state)
    if chosen.topic:
        tagged = select(work_topic.c.work_id).join(Topic).where(Topic.slug == chosen.topic)
        wanted.append(Work.id.in_(tagged))
    if chosen.year:
        first = chosen.year * 10_000
        wanted.append(Work.listed_on.between(first, first + 9999))
    if chosen.missing:
        wanted.append(LACKS[chosen.missing]())
    return and_(*wanted)


def order(sort: Sort) -> tuple[Any, ...]:
    """Return what works are ordered by, their version shown being joined."""
    if sort is Sort.OLDEST:
        return Work.listed_on == 0, Work.listed_on, Work.id
    if sort is Sort.TITLE:
        # The words that a search looks through are folded, and begin with the title.
        return Publication.words, Work.id
    if sort is Sort.CHANGED:
        return Work.updated_at.desc(), Work.id.desc()
    return Work.listed_on.desc(), Work.id


def _no_version(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    # Told what to correlate with: the query around it may have joined a version too.
    return ~exists().where(Publication.work_id == Work.id, *conditions).correlate(Work)


def _no_link() -> ColumnElement[bool]:
    linked = _with(PublicationLink.publication_id == Publication.id)
    numbered = or_(Publication.doi.is_not(None), Publication.arxiv_id.is_not(None))
    return _no_version(or_(linked, numbered))


def _no_pdf() -> ColumnElement[bool]:
    of = PublicationLink.publication_id == Publication.id
    given = _with(of, PublicationLink.kind == LinkKind.PDF)
    # An arXiv number leads to a PDF (services/links.py).
    return _no_version(or_(given, Publication.arxiv_id.is_not(None)))


def _no_owner() -> ColumnElement[bool]:
    of = Authorship.publication_id == Publication.id
    return _no_version(SHOWN, _with(of, owner.is_owner(Authorship.person_id)))


def _with(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(*conditions).correlate(Publication)


LACKS: dict[Missing, Callable[[], ColumnElement[bool]]] = {
    Missing.ABSTRACT: lambda: _no_version(Publication.abstract.is_not(None)),
    Missing.DOI: lambda: _no_version(Publication.doi.is_not(None)),
    Missing.LINKS: _no_link,
    Missing.OWNER: _no_owner,
    Missing.PDF: _no_pdf,
    Missing.TOPICS: lambda: ~exists().where(work_topic.c.work_id == Work.id),
    Missing.VENUE: lambda: _no_version(SHOWN, Publication.venue_id.is_not(None)),
    Missing.YEAR: lambda: Work.listed_on == 0,
}

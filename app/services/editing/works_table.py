"""The works table, read in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select, true

from app.bibliography.record import LinkKind
from app.bibliography.text.characters import clean
from app.database import db
from app.models import (
    Authorship,
    Publication,
    PublicationLink,
    Topic,
    Venue,
    Work,
    WorkState,
    work_topic,
)
from app.models.work import listed_year
from app.services.catalog import owner, search
from app.services.editing.works_filter import Missing, Sort, WorksFilter

# The number of suggested venues; any other name can be typed.
VENUES = 500


@dataclass(frozen=True)
class TableRow:
    """A row with the data of the version shown. HTML fields are safe."""

    id: int
    slug: str
    state: WorkState
    title_html: str
    title_text: str
    authors_html: str
    venue: str
    year: int | None
    versions: int
    is_starred: bool
    topics: list[str] = field(default_factory=list)

    @property
    def values(self) -> dict[str, Any]:
        """The values that can be edited in the row, as its unchanged form sends them."""
        return {"venue": " ".join(clean(self.venue).split()), "year": self.year}


@dataclass(frozen=True)
class Table:
    """One page of the table, with the numbers of matching works, drafts and all works."""

    filter: WorksFilter
    rows: list[TableRow]
    pages: int
    found: int
    drafts: int
    works: int


@dataclass(frozen=True)
class Choices:
    """The choices of the filter and the fields, as (value, label)."""

    topics: list[tuple[str, str]]
    years: list[tuple[int, str]]
    venues: list[str]
    states: Sequence[tuple[str, str]] = tuple((state, state.label) for state in WorkState)
    missing: Sequence[tuple[str, str]] = tuple((lack, lack.label) for lack in Missing)
    sorts: Sequence[tuple[str, str]] = tuple((sort, sort.label) for sort in Sort)


def table_page(chosen: WorksFilter, per_page: int) -> Table:
    """Return a page of the table; the last page if the number is too high."""
    found, drafts, works = _counts(chosen)
    pages = max(1, -(-found // per_page))
    chosen = chosen.on_page(min(chosen.page, pages))
    query = _rows().where(condition(chosen))
    query = query.order_by(*sort_columns(chosen.sort))
    rows = _read(query.offset((chosen.page - 1) * per_page).limit(per_page))
    return Table(chosen, rows, pages, found, drafts, works)


def rows(ids: Sequence[int]) -> list[TableRow]:
    """Return the rows of these works in this order, without deleted ones."""
    found = {row.id: row for row in _read(_rows().where(Work.id.in_(ids)))}
    return [found[id_] for id_ in ids if id_ in found]


def table_row(slug: str) -> TableRow | None:
    """Return a work's row, or None."""
    return next(iter(_read(_rows().where(Work.slug == slug))), None)


def matching(chosen: WorksFilter) -> list[int]:
    """Return the ids of all works that match the filter, on any page."""
    query = select(Work.id).where(condition(chosen))
    return list(db.session.scalars(query.order_by(Work.id)))


def filter_choices() -> Choices:
    """Return the choices of the filter and the fields."""
    # By label, since PostgreSQL treats the same expression twice as two different ones.
    year = listed_year(Work.listed_on).label("listed_year")
    years = select(year).where(listed_year(Work.listed_on) > 0).group_by("listed_year")
    topics = db.session.execute(select(Topic.slug, Topic.name).order_by(Topic.position, Topic.name))
    return Choices(
        topics=[(slug, name) for slug, name in topics],
        years=[(year, str(year)) for year in db.session.scalars(years.order_by(year.desc()))],
        venues=list(db.session.scalars(select(Venue.name).order_by(Venue.name).limit(VENUES))),
    )


def _counts(chosen: WorksFilter) -> tuple[int, int, int]:
    drafts = func.sum(case((Work.state == WorkState.DRAFT, 1), else_=0))
    works = select(func.count(Work.id)).scalar_subquery()
    query = select(func.count(Work.id), func.coalesce(drafts, 0), works)
    found, drafted, total = db.session.execute(query.where(condition(chosen))).one()
    return found, drafted, total or 0


def _rows() -> Select[*tuple[Any, ...]]:
    versions = select(func.count(Publication.id)).where(Publication.work_id == Work.id)
    versions = versions.correlate(Work)
    return (
        select(
            Work.id,
            Work.slug,
            Work.state,
            Publication.title_html,
            Publication.title_text,
            func.coalesce(Publication.authors_short_html, Publication.authors_html),
            func.coalesce(Venue.name, ""),
            Publication.year,
            versions.scalar_subquery(),
            Work.featured_position.is_not(None),
        )
        .join(Publication, SHOWN & (Publication.work_id == Work.id))
        .outerjoin(Venue, Venue.id == Publication.venue_id)
    )


def _read(query: Select[*tuple[Any, ...]]) -> list[TableRow]:
    found = [TableRow(*values) for values in db.session.execute(query)]
    topics = defaultdict(list)
    tagged = (
        select(work_topic.c.work_id, Topic.name)
        .join(Topic, Topic.id == work_topic.c.topic_id)
        .where(work_topic.c.work_id.in_([row.id for row in found]))
        .order_by(Topic.position, Topic.name)
    )
    for work_id, name in db.session.execute(tagged):
        topics[work_id].append(name)
    for row in found:
        row.topics.extend(topics[row.id])
    return found


SHOWN = Publication.position == 0


def condition(chosen: WorksFilter) -> ColumnElement[bool]:
    """Return the condition on works that the filter sets."""
    conditions: list[ColumnElement[bool]] = [true()]
    if chosen.q:
        conditions.append(search.search_condition(chosen.q))
    if chosen.state:
        conditions.append(Work.state == chosen.state)
    if chosen.topic:
        tagged = select(work_topic.c.work_id).join(Topic).where(Topic.slug == chosen.topic)
        conditions.append(Work.id.in_(tagged))
    if chosen.year:
        first = chosen.year * 10_000
        conditions.append(Work.listed_on.between(first, first + 9999))
    if chosen.missing:
        conditions.append(LACKS[chosen.missing]())
    return and_(*conditions)


def sort_columns(sort: Sort) -> tuple[Any, ...]:
    """Return the columns to sort by, for a query that joins the version shown."""
    if sort is Sort.OLDEST:
        return Work.listed_on == 0, Work.listed_on, Work.id
    if sort is Sort.TITLE:
        # The search text is folded and begins with the title.
        return Publication.words, Work.id
    if sort is Sort.CHANGED:
        return Work.updated_at.desc(), Work.id.desc()
    return Work.listed_on.desc(), Work.id


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
    Missing.TOPICS: lambda: ~exists().where(work_topic.c.work_id == Work.id),
    Missing.VENUE: lambda: _no_version(SHOWN, Publication.venue_id.is_not(None)),
    Missing.YEAR: lambda: listed_year(Work.listed_on) == 0,
}

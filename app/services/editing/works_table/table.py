"""The works table, read in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from app.bibliography.text.characters import clean
from app.database import db
from app.models import Publication, Topic, Venue, Work, WorkState, work_topic
from app.services import cache
from app.services.catalog import grouping, search
from app.services.catalog.facets import choices, overview
from app.services.catalog.facets.choices import Facets
from app.services.catalog.selection import PublicFilter
from app.services.catalog.translations import tables
from app.services.catalog.translations.shown import translations
from app.services.editing import venues
from app.services.editing.works_table.filters import SORTS, WorksFilter
from app.services.editing.works_table.missing import SHOWN, Missing
from app.translations.collation import in_order
from app.translations.text import gettext as _
from app.translations.text import translated

# The number of suggested venues; any other name can be typed.
VENUES = 500
SHOWN_VERSION = SHOWN & (Publication.work_id == Work.id)


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


class Pill(NamedTuple):
    """What the table is narrowed by, and the filter without it."""

    label: str
    leads_to: PublicFilter


@dataclass(frozen=True)
class Table:
    """One page of the table with its facets, and the number of drafts among matching works."""

    filter: WorksFilter
    facets: Facets
    rows: list[TableRow]
    pages: int
    drafts: int
    # The names of all topics, those of no work too, and of some venues.
    topics: list[str]
    venues: list[str]

    @property
    def selection(self) -> WorksFilter:
        """The filter, as the public list calls it."""
        return self.filter

    @property
    def found(self) -> int:
        """The number of matching works."""
        return self.facets.found

    @property
    def works(self) -> int:
        """The number of all works."""
        return self.facets.works

    @property
    def pills(self) -> list[Pill]:
        """All that the table is narrowed by."""
        chosen = self.filter
        found = [Pill(one.label or one.value, one.leads_to) for one in self.facets.all_chosen]
        if chosen.q:
            found.append(Pill(_("“%(words)s”", words=chosen.q), chosen.without_search()))
        if chosen.state:
            label = translated(chosen.state.label)
            found.append(Pill(label, replace(chosen, state=None, page=1)))
        if chosen.missing:
            without = replace(chosen, missing=None, page=1)
            what = translated(chosen.missing.label)
            found.append(Pill(_("Missing: %(what)s", what=what), without))
        return found


@dataclass(frozen=True)
class Choices:
    """The choices of the fields; those of selects as (value, label)."""

    states: Sequence[tuple[str, str]] = tuple((state, state.label) for state in WorkState)
    missing: Sequence[tuple[str, str]] = tuple((lack, lack.label) for lack in Missing)
    sorts: Sequence[tuple[str, str]] = tuple(SORTS.items())


def table_page(chosen: WorksFilter, per_page: int) -> Table:
    """Return a page of the table; the last page if the number is too high."""
    changes = cache.change_count()
    facets = choices.facets(changes, chosen)
    pages = max(1, -(-facets.found // per_page))
    page = min(int(chosen.page), pages)
    chosen = replace(chosen, page=page)
    order = _order(chosen)
    # First the works of the page: to read those before it whole, too, would take far longer.
    ids = select(Work.id).join(Publication, SHOWN_VERSION).where(search.matching_condition(chosen))
    ids = ids.order_by(*order).offset((page - 1) * per_page).limit(per_page)
    rows = _read(_rows().where(Work.id.in_(ids)).order_by(*order)) if facets.found else []
    topics = [topic.own_name for topic in overview.overview(changes, chosen.drafts).topics]
    suggested = venues.names(changes)[:VENUES]
    return Table(chosen, facets, rows, pages, _drafts(chosen), topics, suggested)


def rows(ids: Sequence[int]) -> list[TableRow]:
    """Return the rows of these works in this order, without deleted ones."""
    found = {row.id: row for row in _read(_rows().where(Work.id.in_(ids)))}
    return [found[id_] for id_ in ids if id_ in found]


def table_row(slug: str) -> TableRow | None:
    """Return a work's row, or None."""
    return next(iter(_read(_rows().where(Work.slug == slug))), None)


def matching(chosen: WorksFilter) -> list[int]:
    """Return the ids of all works that match the filter, on any page."""
    query = select(Work.id).where(search.matching_condition(chosen))
    return list(db.session.scalars(query.order_by(Work.id)))


def _drafts(chosen: WorksFilter) -> int:
    drafts = select(func.count(Work.id)).where(Work.state == WorkState.DRAFT)
    return db.session.scalar(drafts.where(search.matching_condition(chosen))) or 0


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
        .join(Publication, SHOWN_VERSION)
        .outerjoin(Venue, Venue.id == Publication.venue_id)
    )


def _read(query: Select[*tuple[Any, ...]]) -> list[TableRow]:
    found = [TableRow(*values) for values in db.session.execute(query)]
    topics = defaultdict(list)
    tagged = (
        select(work_topic.c.work_id, Topic.id, Topic.name, Topic.position)
        .join(Topic, Topic.id == work_topic.c.topic_id)
        .where(work_topic.c.work_id.in_([row.id for row in found]))
    )
    shown = translations()
    for topic in in_order(db.session.execute(tagged)):
        name = shown.text(tables.TOPIC, topic.id, "name", topic.name)
        topics[topic.work_id].append(name)
    for row in found:
        row.topics.extend(topics[row.id])
    return found


def _order(chosen: WorksFilter) -> tuple[Any, ...]:
    """Return the columns to sort by."""
    if chosen.sort == "changed":
        return Work.updated_at.desc(), Work.id.desc()
    return grouping.sort_columns(chosen)

"""The public list of works, page by page, and one work with its versions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from flask import current_app
from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.models import Authorship, Publication, PublicationFile, Work, WorkSlug
from app.services import cache
from app.services.cache import remembered
from app.services.catalog import cards, grouping, search
from app.services.catalog.cards import WorkCard
from app.services.catalog.facets import choices
from app.services.catalog.facets.choices import FacetChoice, Facets
from app.services.catalog.facets.named_types import named_types
from app.services.catalog.full_text import matching as full_text
from app.services.catalog.grouping import Heading, ViewChoice, WorkGroup
from app.services.catalog.listing.translated_titles import TitleKeys, title_keys
from app.services.catalog.selection import STANDARD, PublicFilter
from app.translations.text import gettext as _

# "Selected work" is a choice; more would be a second list.
MOST_SELECTED = 12
# Of more works, those with the words in their titles come first: to rank all would take long.
MOST_RANKED = 3_000
IS_FEATURED = Work.featured_position.is_not(None)
FEATURED_ORDER = (Work.featured_position, Work.listed_on.desc(), Work.id)


class ListPart(NamedTuple):
    """A part of a list that is too long to be shown all at once: its first and last place."""

    first: int
    last: int
    leads_to: PublicFilter


@dataclass(frozen=True)
class WorkList:
    """The list for `selection` down to its page, with the facets of its filter.

    `heading_before` is that of the work before the first entry, if that work is shown already.
    """

    selection: PublicFilter
    facets: Facets
    entries: tuple[WorkCard, ...]
    shown: int
    may_show_all: bool
    parts: tuple[ListPart, ...] = ()
    named_types: tuple[FacetChoice, ...] = ()
    heading_before: Heading | None = None

    @property
    def found(self) -> int:
        """The number of works that match."""
        return self.facets.found

    @property
    def works(self) -> int:
        """The number of all works."""
        return self.facets.works

    @property
    def groups(self) -> list[WorkGroup]:
        """The cards by heading, in list order."""
        return list(grouping.groups(self.selection, self.entries, self.heading_before))

    @property
    def views(self) -> list[ViewChoice]:
        """The choices of how the list is shown."""
        return grouping.view_choices(self.selection)

    @property
    def chosen_topics(self) -> list[str]:
        """The names of the chosen topics."""
        return [topic.label for topic in self.facets.topics if topic.is_chosen]

    @property
    def chosen_labels(self) -> list[str]:
        """What the list is narrowed to, in words."""
        chosen = [choice.label for choice in self.facets.all_chosen if choice.label]
        return [*chosen, _("“%(text)s”", text=self.selection.q)] if self.selection.q else chosen

    @property
    def next(self) -> PublicFilter | None:
        """The filter that "show more" leads to, if there is more."""
        page = self.selection.page
        return (
            self.selection.on_page(page + 1) if page != "all" and self.shown < self.found else None
        )

    @property
    def starts_late(self) -> bool:
        """Whether it lacks the first works, since there are too many for one page."""
        return self.heading_before is None and len(self.entries) < self.shown


def list_parts(
    selection: PublicFilter, found: int, per_page: int, limit: int
) -> Iterator[ListPart]:
    """Yield the parts of a list of more works than one page shows: as few as show all of it."""
    if found <= limit:
        return
    last_page, step = -(-found // per_page), max(1, limit // per_page)
    for page in range(step, last_page + step, step):
        first, last = (page - step) * per_page + 1, min(found, page * per_page)
        yield ListPart(first, last, selection.on_page(min(page, last_page)))


def work_list(changes: int, selection: PublicFilter) -> WorkList:
    """Return the works down to a page, newest first, undated last."""
    whole = list_counts(changes, selection)
    most = max(current_app.config["SHOW_ALL_LIMIT"], current_app.config["WORKS_PER_PAGE"])
    start = max(0, whole.shown - most)
    return replace(whole, entries=_cards(changes, whole.selection, start, whole.shown, whole.found))


def further_works(changes: int, selection: PublicFilter) -> WorkList:
    """Return the works that a page adds to the page before."""
    whole = list_counts(changes, selection)
    page, per_page = whole.selection.page, current_app.config["WORKS_PER_PAGE"]
    start = 0 if page == "all" else (page - 1) * per_page
    # One card more at the start tells whether its group continues.
    found = _cards(changes, whole.selection, max(start - 1, 0), whole.shown, whole.found)
    if not start or not found:
        return replace(whole, entries=found)
    before = grouping.heading(whole.selection, found[0])
    return replace(whole, entries=found[1:], heading_before=before)


def down_to(selection: PublicFilter, slug: str) -> PublicFilter | None:
    """Return the list down to a work: all works if the filter excludes it, None if none has it."""
    # By relevance, only a search could tell the place.
    lists = [selection.cleared()] if selection.sort == "relevance" else [selection]
    for one in dict.fromkeys((*lists, selection.cleared())):
        titles = title_keys(cache.change_count()) if one.sort == "title" else ()
        if place := db.session.scalar(_place(one.on_page(1), titles), {"slug": slug}):
            return one.on_page(-(-place // current_app.config["WORKS_PER_PAGE"]))
    return None


@remembered
def selected_works(_changes: int, drafts: bool) -> list[WorkCard]:
    """Return the featured works in their order, those of one place newest first."""
    return cards.brief_cards(_selected(drafts), {})


def list_counts(changes: int, selection: PublicFilter) -> WorkList:
    """Return the list with the counts only, its page within what exists."""
    per_page: int = current_app.config["WORKS_PER_PAGE"]
    limit: int = current_app.config["SHOW_ALL_LIMIT"]
    facets = choices.facets(changes, selection)
    found, page = facets.found, selection.page
    if page == "all":
        page = page if found <= limit else max(1, limit // per_page)
    else:
        page = max(1, min(page, -(-found // per_page)))
    return WorkList(
        selection=selection.on_page(page),
        facets=facets,
        entries=(),
        shown=found if page == "all" else min(found, page * per_page),
        may_show_all=found <= limit,
        parts=tuple(list_parts(selection, found, per_page, limit)),
        named_types=named_types(changes, selection),
    )


def _cards(
    changes: int, selection: PublicFilter, start: int, end: int, found: int
) -> tuple[WorkCard, ...]:
    read = cards.compact_cards if selection.view == "compact" else cards.work_cards
    one = replace(selection, page=1, view="full", defaults=STANDARD)
    titles = title_keys(changes) if selection.sort == "title" else ()
    matching = _matching(one, titles)
    if selection.sort == "relevance" and full_text.can_rank(selection.q):
        matching = _ranked(one, found > MOST_RANKED)
    entries = read(matching, {"start": start, "works_read": end - start})
    if titles:
        keys = dict(titles)
        entries = [replace(card, title_key=keys.get(card.id, card.title_key)) for card in entries]
    return tuple(cards.with_marks(entries, selection.q) if selection.q else entries)


# To build a statement takes longer than to run it.
@lru_cache
def _selected(drafts: bool) -> cards.Statement:
    chosen = select(Work.id).where(IS_FEATURED, search.visible_condition(drafts))
    return cards.statement(chosen.order_by(*FEATURED_ORDER).limit(MOST_SELECTED), FEATURED_ORDER)


@lru_cache(maxsize=64)
def _matching(selection: PublicFilter, titles: TitleKeys) -> cards.Statement:
    order = grouping.sort_columns(selection, titles)
    matching = select(Work.id).where(search.matching_condition(selection)).order_by(*order)
    page = matching.offset(bindparam("start")).limit(bindparam("works_read"))
    return cards.statement(page, order)


@lru_cache(maxsize=64)
def _ranked(selection: PublicFilter, are_many: bool) -> cards.Statement:
    others = search.matching_condition(replace(selection, q=""))
    rank = full_text.with_titles_first if are_many else full_text.ranked
    found = rank(selection.q, others)
    order = "score", Work.listed_on.desc(), Work.id
    page = found.order_by(*order).offset(bindparam("start")).limit(bindparam("works_read"))
    return cards.ranked_statement(page.subquery("ranked"))


@lru_cache(maxsize=64)
def _place(selection: PublicFilter, titles: TitleKeys) -> Select[int]:
    place = func.row_number().over(order_by=grouping.sort_columns(selection, titles))
    matching = search.matching_condition(selection)
    listed = select(Work.slug, place.label("place")).where(matching).subquery()
    return select(listed.c.place).where(listed.c.slug == bindparam("slug"))


def get_work(slug: str, *, drafts: bool) -> Work | None:
    """Return a work with everything that its page shows, or None; a draft only if `drafts`."""
    return db.session.scalar(
        select(Work)
        .where(Work.slug == slug, search.visible_condition(drafts))
        .options(
            selectinload(Work.topics),
            selectinload(Work.publications).options(
                joinedload(Publication.venue),
                selectinload(Publication.links),
                selectinload(Publication.files).joinedload(PublicationFile.stored),
                selectinload(Publication.authorships).joinedload(Authorship.person),
            ),
        )
    )


def current_slug(slug: str, *, drafts: bool) -> str | None:
    """Return the current slug of the work that formerly had this one, or None."""
    return db.session.scalar(
        select(Work.slug)
        .join(WorkSlug, WorkSlug.work_id == Work.id)
        .where(WorkSlug.slug == slug, search.visible_condition(drafts))
    )

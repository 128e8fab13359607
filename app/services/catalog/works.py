"""The public list of works in pages, and one work with its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import current_app
from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.models import Publication, Work, WorkSlug
from app.services.catalog import cards, facets, search
from app.services.catalog.cards import Heading, WorkCard
from app.services.catalog.selection import PublicFilter


@dataclass(frozen=True)
class WorkList:
    """One page of the list for `selection`, with the topics of its filter."""

    selection: PublicFilter
    topics: tuple[facets.TopicFacet, ...]
    entries: tuple[WorkCard, ...]
    found: int
    works: int
    continued_year: Heading | None
    show_all: bool
    per_page: int

    @property
    def years(self) -> list[tuple[Heading, list[WorkCard]]]:
        """The cards by heading, in list order; 0 is undated, featured works come first."""
        return [(key, list(group)) for key, group in groupby(self.entries, lambda e: e.heading)]

    @property
    def chosen_topics(self) -> list[str]:
        """The names of the chosen topics."""
        return [topic.name for topic in self.topics if topic.chosen]

    @property
    def next_page(self) -> int | None:
        """The page that "show more" leads to, if there is one."""
        page = self.selection.page
        return page + 1 if page != "all" and page * self.per_page < self.found else None

    @property
    def previous_page(self) -> int:
        """The page before this one, or the last page if this one is beyond it."""
        last = max(1, -(-self.found // self.per_page))
        page = self.selection.page
        return 1 if page == "all" else max(1, min(page - 1, last))

    @property
    def unknown_topics(self) -> list[str]:
        """The topics in the URL that no work has."""
        known = {topic.slug for topic in self.topics}
        return [slug for slug in self.selection.topics if slug not in known]


def work_list(changes: int, selection: PublicFilter) -> WorkList:
    """Return one page of the works, newest first, undated last."""
    per_page: int = current_app.config["WORKS_PER_PAGE"]
    overview = facets.overview(changes, selection.drafts)
    topics, found = facets.narrowed(changes, selection)
    may_show_all = found <= current_app.config["SHOW_ALL_LIMIT"]
    if selection.page == "all" and not may_show_all:
        selection = selection.on_page(1)
    featured = overview.featured if selection.is_default else ()
    page, start = list_page(selection, per_page, featured)
    return WorkList(
        selection=selection,
        topics=topics,
        entries=page,
        found=found,
        works=overview.works,
        continued_year=start,
        show_all=may_show_all,
        per_page=per_page,
    )


def get_work(slug: str, *, drafts: bool) -> Work | None:
    """Return a work with everything that its page shows, or None; a draft only if `drafts`."""
    return db.session.scalar(
        select(Work)
        .where(Work.slug == slug, search.visible_condition(drafts))
        .options(
            selectinload(Work.topics),
            selectinload(Work.publications).options(
                selectinload(Publication.venue), selectinload(Publication.links)
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


def list_page(
    selection: PublicFilter, per_page: int, featured: Sequence[int] = ()
) -> tuple[tuple[WorkCard, ...], Heading | None]:
    """Return the cards of a page, and the last heading of the page before it.

    `featured` are the ids of the works that come first, in their order.
    """
    start = 0 if selection.page == "all" else (selection.page - 1) * per_page
    # One extra card at the start shows whether a heading continues from the page before.
    first, most = max(start - 1, 0), per_page + (start > 0)
    ahead = list(featured)
    chosen = (
        select(Work.id)
        .where(search.matching_condition(selection))
        .order_by(*sort_columns(selection))
    )
    if featured:
        chosen = chosen.where(Work.id.not_in(featured))
    if selection.page != "all":
        ahead = ahead[first : first + most]
        chosen = chosen.offset(max(first - len(featured), 0)).limit(most - len(ahead))
    if ahead:
        chosen = select(Work.id).where(or_(Work.id.in_(ahead), Work.id.in_(chosen)))
    found = cards.work_cards(chosen, sort_columns(selection))
    for entry in found:
        entry.is_featured = entry.id in ahead
    found.sort(key=lambda entry: ahead.index(entry.id) if entry.is_featured else len(ahead))
    return tuple(found[start > 0 :]), found[0].heading if start > 0 and found else None


def sort_columns(selection: PublicFilter) -> tuple[Any, ...]:
    """Return the columns that works are sorted by, apart from featured ones."""
    if selection.sort == "oldest":
        return Work.listed_on == 0, Work.listed_on, Work.id
    return Work.listed_on.desc(), Work.id

"""Works as visitors read them: the list in pages, and one work with its versions."""

from dataclasses import dataclass
from itertools import groupby

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.models import Publication, Work, WorkSlug, WorkState
from app.services.catalog import facets, list_pages
from app.services.catalog.cards import Entry, Heading
from app.services.catalog.selection import Selection


@dataclass(frozen=True)
class WorkList:
    """One page of the list, as `selection` asked for it, with the filter that stands above it."""

    selection: Selection
    topics: tuple[facets.TopicFacet, ...]
    entries: tuple[Entry, ...]
    found: int
    works: int
    continued_year: Heading | None
    show_all: bool
    per_page: int

    @property
    def years(self) -> list[tuple[Heading, list[Entry]]]:
        """The entries by year, in the list's order; 0 is undated, featured ones come first."""
        return [(key, list(group)) for key, group in groupby(self.entries, lambda e: e.heading)]

    @property
    def chosen_topics(self) -> list[str]:
        """The names of the topics that the list is narrowed to."""
        return [topic.name for topic in self.topics if topic.chosen]

    @property
    def next_page(self) -> int | None:
        """The page that "show more" leads to, if there is one."""
        page = self.selection.page
        return page + 1 if page != "all" and page * self.per_page < self.found else None

    @property
    def previous_page(self) -> int:
        """The page before this one, or the last where this one is beyond it."""
        last = max(1, -(-self.found // self.per_page))
        page = self.selection.page
        return 1 if page == "all" else max(1, min(page - 1, last))

    @property
    def unknown_topics(self) -> list[str]:
        """Topics of the address that no work of the site has."""
        known = {topic.slug for topic in self.topics}
        return [slug for slug in self.selection.topics if slug not in known]


def listed(changes: int, selection: Selection) -> WorkList:
    """Return one page of the published works, newest first, undated last."""
    per_page: int = current_app.config["WORKS_PER_PAGE"]
    overview = facets.overview(changes)
    topics, found = facets.narrowed(changes, selection)
    may_show_all = found <= current_app.config["SHOW_ALL_LIMIT"]
    if selection.page == "all" and not may_show_all:
        selection = selection.on_page(1)
    featured = overview.featured if selection.is_default else ()
    page, start = list_pages.read(selection, per_page, featured)
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


def find(slug: str) -> Work | None:
    """Return a published work with all that its page shows, or None."""
    return db.session.scalar(
        select(Work)
        .where(Work.slug == slug, Work.state == WorkState.PUBLISHED)
        .options(
            selectinload(Work.topics),
            selectinload(Work.publications).options(
                selectinload(Publication.venue), selectinload(Publication.links)
            ),
        )
    )


def moved_to(slug: str) -> str | None:
    """Return the present slug of a work that once had this one, or None."""
    return db.session.scalar(
        select(Work.slug)
        .join(WorkSlug, WorkSlug.work_id == Work.id)
        .where(WorkSlug.slug == slug, Work.state == WorkState.PUBLISHED)
    )

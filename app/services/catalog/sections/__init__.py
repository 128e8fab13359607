"""The sections of dated entries, as the page and the CV show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from markupsafe import Markup, escape
from sqlalchemy import select

from app.bibliography.document.sections import Placement, SectionKind
from app.bibliography.labels.genres import known_genre
from app.database import db
from app.models import Section, WorkState
from app.services.catalog.sections.dates import Span
from app.services.catalog.sections.statement import sections_statement
from app.services.catalog.translations import tables
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.shown import translations
from app.services.catalog.translations.works import marked_language, shown_title
from app.translations.collation import position_key, sort_key
from app.translations.current import current_language
from app.translations.shown import ShownHtml, language_of
from app.translations.text import translated

NO_NOTE = Markup()
# Of a longer section, the page folds the others away.
MOST_SHOWN = 5
# By their exact dates; years are enough for everything else.
EXACT = {SectionKind.TALKS, SectionKind.NEWS}


class Place(StrEnum):
    """Where sections are shown."""

    PAGE = "page"
    CV = "cv"


@dataclass(frozen=True)
class EntryWork:
    """The work that an entry belongs to. The HTML of its title is safe.

    `language` is that of the title, if it is to be marked.
    """

    slug: str
    title: str
    title_html: Markup
    language: str | None
    is_draft: bool


@dataclass(frozen=True)
class DatedEntry:
    """An entry; `id` is None for a talk that is listed from the works. The HTML is safe."""

    id: int | None
    span: Span
    what: str
    what_html: Markup
    where: str = ""
    # The date as the page shows it.
    when: str = ""
    note_html: Markup = NO_NOTE
    url: str | None = None
    placement: Placement = Placement.BOTH
    work_id: int | None = None
    # None unless the work has a page that may be shown.
    work: EntryWork | None = None

    @property
    def started(self) -> str | None:
        """The first date: "2024", "2024-09" or "2024-09-30"."""
        return self.span.started

    @property
    def ended(self) -> str | None:
        """The last date, None if it is not over yet or is an event."""
        return self.span.ended

    @property
    def years(self) -> str:
        """The years in words."""
        return self.span.years


@dataclass(frozen=True)
class DatedSection:
    """A section with its entries, newest first: those that last until now before all others."""

    id: int
    slug: str
    title: str
    kind: SectionKind
    lists_talks: bool
    entries: tuple[DatedEntry, ...]

    @property
    def is_dated(self) -> bool:
        """Whether any entry has a date."""
        return any(entry.when for entry in self.entries)

    @property
    def shown(self) -> tuple[DatedEntry, ...]:
        """The entries that the page shows at once."""
        return self.entries[:MOST_SHOWN]

    @property
    def folded(self) -> tuple[DatedEntry, ...]:
        """The entries that the page folds away."""
        return self.entries[MOST_SHOWN:]


def sections(place: Place, *, drafts: bool = False, with_empty: bool = False) -> list[DatedSection]:
    """Return the sections that have entries in a place, in the owner's order.

    `drafts` shows works that are not published yet; `with_empty` adds sections without entries.
    """
    found = _read([Placement.BOTH, Placement(place)], drafts)
    return [section for section in found if section.entries or with_empty]


def every_section() -> list[DatedSection]:
    """Return all sections with all entries, as the owner sees them."""
    return _read(list(Placement), drafts=True)


def section_titles() -> dict[str, str]:
    """Return the titles of all sections in the reader's language, by their slugs."""
    rows = db.session.execute(select(Section.slug, Section.id, Section.name, Section.kind))
    return {slug: shown_name(id_, name, kind) for slug, id_, name, kind in rows}


def _read(placements: list[Placement], drafts: bool) -> list[DatedSection]:
    values: dict[str, Any] = {"placements": placements, "drafts": drafts}
    if are_several := site_languages().are_several:
        values["language"] = current_language()
    rows = db.session.execute(sections_statement(translated=are_several), values)
    found = [(place, _section(list(rows), drafts)) for (place, _), rows in groupby(rows, _place)]
    found.sort(key=lambda one: position_key(one[0], one[1].title))
    return [section for _, section in found]


_place = attrgetter("section_position", "section_id")


def _section(rows: list[Any], drafts: bool) -> DatedSection:
    first = rows[0]
    entries = [_entry(row, drafts) for row in rows if row.entry_id is not None]
    # A talk that an entry belongs to is not listed a second time.
    described = {entry.work_id for entry in entries}
    talks = [_talk(row) for row in rows if row.is_talk and row.work_id not in described]
    talks.sort(key=lambda talk: sort_key(talk.what))
    return DatedSection(
        id=first.section_id,
        slug=first.section_slug,
        title=shown_name(first.section_id, first.section_name, first.kind),
        kind=first.kind,
        lists_talks=first.lists_talks,
        entries=newest_first([*entries, *talks]),
    )


def shown_name(section_id: int, name: str, kind: SectionKind) -> str:
    """Return the name of a section to show: one is stored even if it is the usual of its kind."""
    shown = translations().text(tables.SECTION, section_id, "name", name)
    return translated(kind.label) if shown == kind.label else shown


def newest_first(entries: Iterable[DatedEntry]) -> tuple[DatedEntry, ...]:
    """Return entries by their dates; those of the same dates stay in order."""
    return tuple(sorted(entries, key=lambda entry: entry.span.order, reverse=True))


def _entry(row: Any, drafts: bool) -> DatedEntry:
    span = Span(row.started_on, row.ended_on, row.kind.is_of_events)
    table, shown = tables.ENTRY, translations()
    what = shown.text(table, row.entry_id, "what", row.what)
    return DatedEntry(
        id=row.entry_id,
        span=span,
        what=what,
        what_html=ShownHtml.of(escape(what), language_of(what)),
        where=shown.text(table, row.entry_id, "where", row.where),
        when=span.dates if row.kind in EXACT else span.years,
        note_html=shown.html(table, row.entry_id, "note", row.note, row.note_html),
        url=row.url,
        placement=row.placement,
        work_id=row.work_id,
        work=_work(row) if drafts or row.state is WorkState.PUBLISHED else None,
    )


def _work(row: Any) -> EntryWork | None:
    if row.work_slug is None:
        return None
    title, html = shown_title(row)
    language = None if row.translated_title else marked_language(row.language)
    return EntryWork(row.work_slug, title, html, language, row.state is WorkState.DRAFT)


def _talk(row: Any) -> DatedEntry:
    given = [f"{number:02}" for number in (row.year, row.month, row.day) if number]
    span = Span("-".join(given) or None, None, is_event=True)
    what, html = shown_title(row)
    return DatedEntry(
        id=None,
        span=span,
        what=what,
        what_html=html,
        where=", ".join(filter(None, [translated(known_genre(row.genre or "")), row.venue])),
        when=span.dates,
        work_id=row.work_id,
        work=_work(row),
    )

"""The order of the list, and the headings of its groups."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import case

from app.bibliography.messages import message
from app.bibliography.record import Status
from app.models import Work
from app.services.catalog.cards import WorkCard
from app.services.catalog.listing.translated_titles import TitleKeys
from app.services.catalog.selection import Group, PublicFilter
from app.translations.text import gettext as _
from app.translations.text import translated

# The year, the type, or both; or what the list is sorted by.
Heading = tuple[str, ...]
VIEWS: dict[Group, str] = {
    "year": message("By year"),
    "type": message("By type"),
    "year-type": message("By year and type"),
}


class WorkGroup(NamedTuple):
    """Works under one heading.

    It `continues` if the works before have the same heading, and repeats the year if they have it.
    """

    heading: Heading
    cards: list[WorkCard]
    continues: bool
    repeats_year: bool


class ViewChoice(NamedTuple):
    """A choice of how the list is shown, and where it leads."""

    key: str
    label: str
    is_chosen: bool
    leads_to: PublicFilter


def sort_columns(selection: PublicFilter, titles: TitleKeys = ()) -> tuple[Any, ...]:
    """Return the columns that works are sorted by; `titles` has the keys of translated ones."""
    oldest_first = selection.sort == "oldest"
    undated_last = (Work.listed_on == 0,) if oldest_first else ()
    date = Work.listed_on if oldest_first else Work.listed_on.desc()
    title = case(dict(titles), value=Work.id, else_=Work.title_key) if titles else Work.title_key
    order = (title,) if selection.sort == "title" else (*undated_last, date)
    if selection.group == "year" or selection.is_flat:
        return *order, Work.id
    if selection.group == "type":
        return Work.type_rank, *order, Work.id
    year = Work.listed_on // 10_000
    return *undated_last, year if oldest_first else year.desc(), Work.type_rank, *order, Work.id


def groups(
    selection: PublicFilter, cards: Iterable[WorkCard], before: Heading | None
) -> Iterator[WorkGroup]:
    """Group cards in list order; `before` is the heading of the works before them, if shown."""
    for key, group in groupby(cards, lambda card: heading(selection, card)):
        repeats_year = before is not None and len(key) > 1 and before[:1] == key[:1]
        yield WorkGroup(key, list(group), key == before, repeats_year)
        before = key


def heading(selection: PublicFilter, card: WorkCard) -> Heading:
    """Return the heading above a card."""
    if selection.sort == "relevance":
        return (_("By relevance"),)
    if selection.is_flat:
        return (_initial(card),)
    parts = {"year": _year(card), "type": translated(card.type.plural)}
    return tuple(parts[part] for part in selection.group.split("-"))


def _initial(card: WorkCard) -> str:
    return card.title_key[:1].upper() if card.title_key[:1].isalpha() else "0–9"


def _year(card: WorkCard) -> str:
    if card.year:
        return str(card.year)
    return _("Undated") if card.status is Status.PUBLISHED else _("Forthcoming")


def view_choices(selection: PublicFilter) -> list[ViewChoice]:
    """Return how the list can be grouped, and whether it is compact."""
    found = [
        ViewChoice(
            group,
            translated(label),
            selection.group == group and not selection.is_flat,
            selection.grouped(group),
        )
        for group, label in VIEWS.items()
    ]
    is_compact = selection.view == "compact"
    other = selection.in_view("full" if is_compact else "compact")
    return [*found, ViewChoice("compact", _("Compact"), is_compact, other)]

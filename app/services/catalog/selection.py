"""The visitor's filter of the list, parsed from a URL and written back to one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeVar
from urllib.parse import urlencode

from app.services.catalog import year_ranges
from app.services.catalog.year_ranges import YearRanges

T = TypeVar("T", bound=str)
Page = int | Literal["all"]
# What changed last comes first only in the owner's table.
Sort = Literal["newest", "oldest", "title", "relevance", "changed"]
Group = Literal["year", "type", "year-type"]
View = Literal["full", "compact"]
Values = Mapping[str, Sequence[str]]
LAST_PAGE = 100_000
LONGEST_SEARCH = 100
LONGEST_CHOICE = 100
SORTS: tuple[Sort, ...] = ("newest", "oldest", "title", "relevance")
GROUPS: tuple[Group, ...] = ("year", "type", "year-type")
VIEWS: tuple[View, ...] = ("full", "compact")
# The facets by their keys, in the order of an address.
FACETS = {
    "topic": "topics",
    "year": "years",
    "type": "types",
    "author": "authors",
    "status": "statuses",
    "has": "has",
}


class Arrangement(NamedTuple):
    """How a list is shown whose address does not say how."""

    group: Group = "year"
    view: View = "full"
    sort: Sort = "newest"


STANDARD = Arrangement()


@dataclass(frozen=True)
class PublicFilter:
    """What the list is narrowed to, and how it is shown.

    Works have all chosen topics and authors, any of the years, any of the types, and so on.
    Choices are sorted, so that each view has one address. A page counts what is shown so far:
    page 2 shows the works of the first two. Not from the address are `drafts`, whether drafts are
    listed, counted and exported, and `defaults`, the arrangement that the owner chose.
    """

    topics: tuple[str, ...] = ()
    page: Page = 1
    q: str = ""
    sort: Sort = "newest"
    view: View = "full"
    drafts: bool = False
    years: YearRanges = ()
    types: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    group: Group = "year"
    defaults: Arrangement = STANDARD

    @property
    def arrangement(self) -> Arrangement:
        """How the list is shown."""
        return Arrangement(self.group, self.view, self.sort)

    @property
    def shown_as(self) -> list[tuple[str, str]]:
        """The arrangement as far as it differs from the owner's: (key, value) of the address."""
        pairs = zip(Arrangement._fields, self.arrangement, self.defaults, strict=True)
        return [(key, value) for key, value, default in pairs if value != default]

    @property
    def is_flat(self) -> bool:
        """Whether the order runs through all works, so that they are not grouped."""
        return self.sort == "relevance" or (self.sort == "title" and self.group == "year")

    @property
    def query(self) -> str:
        """The canonical query string of this view, without empty values."""
        return _query(self)

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """The keys and values of the canonical query."""
        yield from self.choices
        if self.q:
            yield "q", self.q
        yield from self.further_choices
        yield from self.shown_as
        if self.page != 1:
            yield "page", str(self.page)

    @property
    def narrows(self) -> bool:
        """Whether the filter can exclude works."""
        chosen = (getattr(self, field) for field in FACETS.values())
        return bool(self.q or self.further_choices) or any(chosen)

    @property
    def is_single(self) -> bool:
        """Whether it differs from the whole list in one thing at most: no range, no words.

        There are few such views, so that each may be kept in memory.
        """
        has_range = any(first != last for first, last in self.years)
        chosen = len([*self.choices, *self.further_choices, *self.shown_as])
        return chosen <= 1 and not self.q and not has_range

    @property
    def is_for_crawlers(self) -> bool:
        """Whether it is a page of the whole list, a topic or a year: others have no end.

        A year may be shown whole, so that its works are few links away, however many they are.
        """
        if self.q or self.further_choices or self.shown_as:
            return False
        match [*self.choices]:
            case []:
                return True
            case [("year", year)]:
                return "-" not in year and self.page in {1, "all"}
            case [("topic", _)]:
                return self.page == 1
        return False

    @property
    def choices(self) -> Iterator[tuple[str, str]]:
        """The chosen values of all facets: (key, value), in the order of the address."""
        for key, field in FACETS.items():
            for value in getattr(self, field):
                yield key, year_ranges.range_text(value) if key == "year" else value

    @property
    def further_choices(self) -> Sequence[tuple[str, str]]:
        """What only a filter that extends this one has: (key, value)."""
        return ()

    def conditions(self) -> Sequence[Any]:
        """Return the conditions on works that `further_choices` set."""
        return ()

    def has_chosen(self, key: str, value: str) -> bool:
        """Return whether a value of a facet is chosen; for years, also a part of a range."""
        if key != "year":
            return value in getattr(self, FACETS[key])
        years = year_ranges.parse_range(value)
        return years is not None and year_ranges.includes(self.years, years)

    def toggled(self, key: str, value: str) -> "PublicFilter":
        """Return the first page of the filter with a choice added, or removed if it is chosen."""
        if key == "year":
            return replace(self, years=_toggled_years(self.years, value), page=1)
        field = FACETS[key]
        return self._with({field: tuple(sorted(set(getattr(self, field)) ^ {value}))})

    def without(self, *keys: str) -> "PublicFilter":
        """Return the first page of the filter without what is chosen in some facets."""
        return self._with({FACETS[key]: () for key in keys})

    def without_search(self) -> "PublicFilter":
        """Return the first page of the filter without its search."""
        return replace(self, page=1, q="", sort=self._sort_without_search)

    def cleared(self) -> "PublicFilter":
        """Return the first page of all works, shown in the same way."""
        return self.without(*FACETS).without_search()

    def on_page(self, page: Page) -> "PublicFilter":
        """Return the same filter on another page."""
        return replace(self, page=page)

    def in_view(self, view: View) -> "PublicFilter":
        """Return the same filter in another view, with as many works."""
        return replace(self, view=view)

    def grouped(self, group: Group) -> "PublicFilter":
        """Return the first page of the same filter under other headings."""
        sort = self._sort_without_search
        # By title, a list by year has no years.
        return replace(
            self, group=group, page=1, sort="newest" if (group, sort) == ("year", "title") else sort
        )

    def counted(self) -> "PublicFilter":
        """Return what of the filter decides which works it has: the key of all counts."""
        return self.arranged(STANDARD)

    def arranged(self, arrangement: Arrangement) -> "PublicFilter":
        """Return the first page of the same filter as a site with this arrangement shows it."""
        return replace(self, page=1, defaults=arrangement, **arrangement._asdict())

    def in_file(self) -> "PublicFilter":
        """Return the same filter for a file: newest first by default, on every site."""
        return replace(self, page=1, group="year", view="full", defaults=STANDARD)

    def in_feed(self) -> "PublicFilter":
        """Return the same filter for a feed, which has an order of its own and never drafts."""
        return replace(self.in_file(), sort="newest", drafts=False)

    @property
    def _sort_without_search(self) -> Sort:
        return self.defaults.sort if self.sort == "relevance" else self.sort

    def _with(self, choices: dict[str, Any]) -> "PublicFilter":
        return replace(self, page=1, **choices)


def parse_filter(
    values: Values, most_choices: int, defaults: Arrangement = STANDARD
) -> PublicFilter:
    """Parse query parameters by key; malformed values are ignored, as are more than the most."""
    q = _search(_first(values, "q"))
    sort = _one_of(SORTS, _first(values, "sort"), defaults.sort)
    if sort == "relevance" and not q:
        sort = defaults.sort
    group = _one_of(GROUPS, _first(values, "group"), defaults.group)
    return PublicFilter(
        topics=_choices(values, "topic", most_choices),
        years=_years(values)[:most_choices],
        types=_choices(values, "type", most_choices),
        authors=_choices(values, "author", most_choices),
        statuses=_choices(values, "status", most_choices),
        has=_choices(values, "has", most_choices),
        q=q,
        # By relevance, works are not grouped.
        group=defaults.group if sort == "relevance" else group,
        view=_one_of(VIEWS, _first(values, "view"), defaults.view),
        sort=sort,
        page=parse_page(_first(values, "page")),
        defaults=defaults,
    )


def parse_page(text: str) -> Page:
    """Return the page that a text names, by default the first."""
    if text == "all":
        return "all"
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,5}", text) and int(text) <= LAST_PAGE else 1


def _first(values: Values, key: str) -> str:
    return next(iter(values.get(key, ())), "")


def _search(text: str) -> str:
    return " ".join(text.replace("\0", " ").split())[:LONGEST_SEARCH].strip()


def _choices(values: Values, key: str, most: int) -> tuple[str, ...]:
    given = {v for v in values.get(key, ()) if v and "\0" not in v and len(v) <= LONGEST_CHOICE}
    return tuple(sorted(given)[:most])


def _years(values: Values) -> YearRanges:
    """Return the chosen years; those of a form, which has a field for either end, win."""
    if span := year_ranges.parse_span(_first(values, "from"), _first(values, "to")):
        return (span,)
    ranges = map(year_ranges.parse_range, values.get("year", ()))
    return year_ranges.united(filter(None, ranges))


def _one_of(known: tuple[T, ...], text: str, default: T) -> T:
    return next((value for value in known if value == text), default)


def _toggled_years(chosen: YearRanges, value: str) -> YearRanges:
    years = year_ranges.parse_range(value)
    if years is None:
        return chosen
    if year_ranges.includes(chosen, years):
        return year_ranges.without(chosen, years)
    return year_ranges.united((*chosen, years))


@lru_cache(maxsize=1024)
def _query(selection: PublicFilter) -> str:
    return urlencode(list(selection.pairs))

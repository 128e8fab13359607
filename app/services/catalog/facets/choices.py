"""What a visitor can choose in each facet, with counts, and what is chosen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.bibliography.labels.publications import PLURALS
from app.bibliography.messages import message
from app.bibliography.record import Status
from app.database import db
from app.models import Coauthor
from app.services.catalog import slugs
from app.services.catalog.facets import counts as counting
from app.services.catalog.facets.counts import HAS, FacetCounts
from app.services.catalog.facets.overview import Overview, overview
from app.services.catalog.selection import PublicFilter
from app.services.catalog.year_ranges import range_label, range_text
from app.translations.text import gettext as _
from app.translations.text import translated

# Of a facet that is shown whole.
MOST = 200
# Topics shown at first; two more are shown rather than counted.
TOPICS = 12
TITLES = {
    "topic": message("Topics"),
    "year": message("Years"),
    "type": message("Type"),
    "status": message("Status"),
    "author": message("With"),
    "has": message("Has"),
}


@dataclass(frozen=True)
class FacetChoice:
    """A value of a facet, with the number of works and the view that toggling it leads to."""

    key: str
    value: str
    label: str
    works: int
    is_chosen: bool
    leads_to: PublicFilter


@dataclass(frozen=True)
class Facet:
    """The values of a facet; `more` is the number of those that are not among them."""

    key: str
    choices: tuple[FacetChoice, ...]
    more: int = 0

    @property
    def title(self) -> str:
        """The name of the facet."""
        return translated(TITLES[self.key])

    @property
    def all_title(self) -> str:
        """The title of all values of the facet."""
        return _("Co-authors") if self.key == "author" else self.title


@dataclass(frozen=True)
class Facets:
    """All facets of a list: topics, years (each one, gaps too), and those that have a choice."""

    topics: tuple[FacetChoice, ...]
    years: tuple[FacetChoice, ...]
    lists: tuple[Facet, ...]
    # What is chosen in all of them; each leads to the list without it.
    all_chosen: tuple[FacetChoice, ...]
    # What is chosen though no work of the site has it.
    unknown: tuple[FacetChoice, ...]
    found: int
    works: int

    @property
    def chosen(self) -> list[FacetChoice]:
        """What is chosen besides topics that are listed."""
        return [one for one in self.all_chosen if one.key != "topic" or not one.label]

    @property
    def topic_list(self) -> Facet:
        """The topics as a facet like the others: those that a matching work has."""
        shown = _first_topics(self.useful_topics)
        return Facet("topic", tuple(shown), len(self.useful_topics) - len(shown))

    @property
    def shown_topics(self) -> list[FacetChoice]:
        """The first topics, and those that are chosen; of many, only those with works."""
        few = len(self.topics) <= TOPICS + 2
        return list(self.topics if few else self.topic_list.choices)

    @property
    def further_topics(self) -> int:
        """The number of topics with works that are not shown."""
        return self.topic_list.more if len(self.topics) > TOPICS + 2 else 0

    @property
    def useful_topics(self) -> list[FacetChoice]:
        """The topics that narrow the list, and those that are chosen."""
        return [topic for topic in self.topics if topic.works or topic.is_chosen]


def facets(changes: int, selection: PublicFilter) -> Facets:
    """Return the facets of the list that a filter selects."""
    whole, counts = overview(changes, selection.drafts), counting.counts(changes, selection)
    topics, lists = tuple(_topics(selection, whole, counts)), tuple(_lists(selection, counts))
    chosen = _chosen(selection, [Facet("topic", topics), *lists])
    return Facets(
        topics=topics,
        years=tuple(_years(selection, whole, counts)),
        lists=lists,
        all_chosen=chosen,
        unknown=tuple(choice for choice in chosen if not choice.label),
        found=counts.found,
        works=whole.works,
    )


def whole_facet(changes: int, selection: PublicFilter, key: str, find: str) -> Facet:
    """Return a facet of the matching works: the topics or co-authors with the words of `find`."""
    if key == "author":
        found = counting.coauthors(changes, selection, MOST, find)
        choices = [_choice(selection, "author", *one) for one in found.listed]
        return Facet("author", tuple(choices), found.all - len(choices))
    words = slugs.readable(find).split("-")
    topics = facets(changes, selection).useful_topics
    named = [t for t in topics if all(word in slugs.readable(t.label) for word in words)]
    return Facet("topic", tuple(named[:MOST]), len(named[MOST:]))


def _choice(selection: PublicFilter, key: str, value: str, label: str, works: int) -> FacetChoice:
    is_chosen = selection.has_chosen(key, value)
    return FacetChoice(key, value, label, works, is_chosen, selection.toggled(key, value))


def _first_topics(topics: Sequence[FacetChoice]) -> list[FacetChoice]:
    if len(topics) <= TOPICS + 2:
        return list(topics)
    return [topic for at, topic in enumerate(topics) if at < TOPICS or topic.is_chosen]


def _topics(selection: PublicFilter, whole: Overview, counts: FacetCounts) -> Iterator[FacetChoice]:
    for topic in whole.topics:
        if topic.works:
            works = counts.topics.get(topic.slug, 0)
            yield _choice(selection, "topic", topic.slug, topic.name, works)


def _years(selection: PublicFilter, whole: Overview, counts: FacetCounts) -> Iterator[FacetChoice]:
    works = counting.by_value(counts.groups, selection, "year")
    if len(whole.years) > 1:
        for year in whole.years:
            yield _choice(selection, "year", str(year), str(year), works[year])


def _lists(selection: PublicFilter, counts: FacetCounts) -> Iterator[Facet]:
    labels: dict[str, list[tuple[Any, str]]] = {
        "type": [(kind, translated(label)) for kind, label in PLURALS.items()],
        "status": [(status, translated(status.heading)) for status in Status],
        "has": [(kind, translated(kind.label)) for kind in HAS],
    }
    by_key = {key: _values(selection, counts, key, of) for key, of in labels.items()}
    listed = [_choice(selection, "author", *one) for one in counts.coauthors.listed]
    by_key["author"] = Facet("author", tuple(listed), counts.coauthors.all - len(listed))
    for key in ("type", "status", "author", "has"):
        facet = by_key[key]
        # A single value would narrow nothing.
        if len(facet.choices) > 1 or any(choice.is_chosen for choice in facet.choices):
            yield facet


def _values(
    selection: PublicFilter, counts: FacetCounts, key: str, labels: Iterable[tuple[Any, str]]
) -> Facet:
    works = counting.by_value(counts.groups, selection, key)
    found = [
        _choice(selection, key, value, label, works[value])
        for value, label in labels
        if works[value] or selection.has_chosen(key, value)
    ]
    return Facet(key, tuple(found))


def _chosen(selection: PublicFilter, listed: Iterable[Facet]) -> tuple[FacetChoice, ...]:
    """Return what is chosen; what no work has is without a label."""
    labels = {(c.key, c.value): c.label for facet in listed for c in facet.choices}
    authors = [slug for slug in selection.authors if ("author", slug) not in labels]
    labels |= {("author", slug): name for slug, name in _names(authors)}
    labels |= {("year", range_text(years)): range_label(years) for years in selection.years}
    return tuple(
        _choice(selection, key, value, labels.get((key, value), ""), 0)
        for key, value in selection.choices
    )


def _names(slugs: list[str]) -> list[tuple[str, str]]:
    if not slugs:
        return []
    named = select(Coauthor.slug, Coauthor.name).where(Coauthor.slug.in_(slugs))
    return [(slug, name) for slug, name in db.session.execute(named)]

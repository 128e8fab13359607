"""The number of works of each topic per year, as stacked bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Row, Select, bindparam, cast, func, select

from app.database import db
from app.models import Topic, Work, work_topic
from app.models.work import listed_year
from app.services.catalog import search
from app.services.catalog.charts import axis
from app.services.catalog.translations import tables
from app.services.catalog.translations.shown import translations
from app.translations.collation import position_key
from app.translations.text import ngettext

# More shades could not be told apart.
MOST_LAYERS = 8
MOST_YEARS_LABELLED, MOST_COUNTS_LABELLED = 7, 4
# In pixels: of the bars, and of the room for the label above them.
HEIGHT, MARGIN = 184, 12
# Few years make a narrow chart, not wide bars.
WIDTH_PER_YEAR = 11


@dataclass(frozen=True)
class Segment:
    """The works of a topic in a year; the layers below have `below` works in that year."""

    year: int
    works: int
    below: int


@dataclass(frozen=True)
class Layer:
    """A topic and its segments; the last layer may be all other topics, without a slug."""

    name: str
    slug: str | None
    works: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class TopicsByYear:
    """A bar per year, which counts a work once for each of its topics."""

    layers: tuple[Layer, ...]
    first: int
    last: int
    tallest: int
    without_topic: int
    without_year: int

    @property
    def columns(self) -> int:
        """The number of years, those without works included."""
        return self.last - self.first + 1

    @property
    def width(self) -> str:
        """The share of the page's width."""
        return f"{min(100, WIDTH_PER_YEAR * self.columns)}%"

    @property
    def shades(self) -> list[str]:
        """The shade of every layer; few layers are far apart."""
        topics = sum(layer.slug is not None for layer in self.layers)
        step = MOST_LAYERS // topics
        shades = [f"shade-{1 + n * step}" for n in range(topics)]
        return shades + ["others"] * (len(self.layers) - topics)

    @property
    def years_labelled(self) -> Iterator[tuple[int, str]]:
        """The years below the axis, each with its place."""
        for year in axis.ticks(self.first, self.last, MOST_YEARS_LABELLED):
            yield year, axis.percent(year - self.first + 0.5, self.columns)

    @property
    def counts_labelled(self) -> Iterator[tuple[int, float]]:
        """The numbers beside the axis, each with its place in pixels from the top."""
        for works in axis.ticks(0, self.tallest, MOST_COUNTS_LABELLED):
            yield works, MARGIN + round(HEIGHT * (1 - works / self.tallest), 1)

    @property
    def rows(self) -> Iterator[tuple[int, list[int]]]:
        """The years that have a bar, newest first, each with the works of every layer."""
        of_layers = [{s.year: s.works for s in layer.segments} for layer in self.layers]
        for year in sorted(set().union(*of_layers), reverse=True):
            yield year, [works.get(year, 0) for works in of_layers]


def topics_by_year(drafts: bool) -> TopicsByYear | None:
    """Return the chart, or None if no work has both a topic and a year."""
    topics = _most_used(drafts)
    if not topics:
        return None
    shown = topics if len(topics) <= MOST_LAYERS else topics[: MOST_LAYERS - 1]
    ids = {f"topic_{n}": topic.id for n, topic in enumerate(shown)}
    counts = db.session.execute(_by_year(drafts, len(shown)), ids).all()
    dated = [row for row in counts if row.year]
    tagged = [row for row in dated if row.tagged]
    if not tagged:
        return None
    return TopicsByYear(
        layers=tuple(_layers(shown, len(topics) - len(shown), tagged)),
        first=tagged[0].year,
        last=tagged[-1].year,
        tallest=max(row.tagged for row in tagged),
        without_topic=sum(row.without_topic for row in dated),
        without_year=counts[0].without_year,
    )


def _layers(topics: Sequence[Row[Any]], left: int, years: Sequence[Row[Any]]) -> Iterator[Layer]:
    """Yield the layers that have a segment, the one at the bottom first."""
    below = dict.fromkeys((row.year for row in years), 0)
    for n, topic in enumerate(topics):
        works = {row.year: getattr(row, f"works_{n}") for row in years}
        yield from _layer(_name(topic), topic.slug, topic.works, works, below)
    others = {row.year: row.tagged - below[row.year] for row in years}
    name = ngettext("%(num)s other topic", "%(num)s other topics", left)
    yield from _layer(name, None, sum(others.values()), others, below)


def _layer(
    name: str, slug: str | None, total: int, by_year: dict[int, int], below: dict[int, int]
) -> Iterator[Layer]:
    segments = tuple(Segment(y, works, below[y]) for y, works in by_year.items() if works)
    if segments:
        yield Layer(name, slug, total, segments)
    for year, works in by_year.items():
        below[year] += works


def _most_used(drafts: bool) -> list[Row[Any]]:
    found = db.session.execute(_used_topics(drafts))
    return sorted(found, key=lambda one: (-one.works, position_key(one.position, _name(one))))


def _name(topic: Row[Any]) -> str:
    return translations().text(tables.TOPIC, topic.id, "name", topic.name)


# Built once, as that takes longer than to run them on a small site.
@lru_cache
def _used_topics(drafts: bool) -> Select[*tuple[Any, ...]]:
    used = select(work_topic.c.topic_id, func.count().label("works"))
    if not drafts:
        used = used.where(work_topic.c.work_id.not_in(search.DRAFTS))
    by_id = used.group_by(work_topic.c.topic_id).subquery()
    columns = Topic.id, Topic.slug, Topic.name, Topic.position, by_id.c.works
    return select(*columns).join(by_id, by_id.c.topic_id == Topic.id)


@lru_cache
def _by_year(drafts: bool, topics: int) -> Select[*tuple[Any, ...]]:
    """Count by day first, in the order of an index: by year, the database would sort all works."""
    topic, visible = work_topic.c.topic_id, search.visible_condition(drafts)
    counts = {
        "tagged": func.count(topic),
        "without_topic": func.count() - func.count(topic),
        **{
            f"works_{n}": func.count().filter(topic == bindparam(f"topic_{n}", type_=Integer))
            for n in range(topics)
        },
    }
    days = (
        select(
            listed_year(Work.listed_on).label("year"),
            *(count.label(name) for name, count in counts.items()),
        )
        .outerjoin(work_topic, work_topic.c.work_id == Work.id)
        .where(visible)
        .group_by(Work.listed_on)
        .subquery()
    )
    without_year = select(func.count()).where(visible, listed_year(Work.listed_on) == 0)
    return (
        select(
            days.c.year,
            # PostgreSQL's sum of whole numbers is a decimal.
            *(cast(func.sum(days.c[name]), Integer).label(name) for name in counts),
            without_year.scalar_subquery().label("without_year"),
        )
        .group_by(days.c.year)
        .order_by(days.c.year)
    )

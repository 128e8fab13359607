"""The chart of topics by year, compared with counts made in Python."""

from collections import Counter
from random import Random
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app.database import db
from app.models import Work, WorkState
from app.services.catalog.charts.topics_by_year import Layer, TopicsByYear, topics_by_year
from tests.support.factories import fill, record


def chart_of(app: Flask, drafts: bool = False) -> TopicsByYear | None:
    with app.app_context():
        return topics_by_year(drafts)


def drawn(chart: TopicsByYear | None) -> dict[str, dict[int, int]]:
    """Return the works of every layer by year."""
    assert chart
    return {layer.name: {s.year: s.works for s in layer.segments} for layer in chart.layers}


def random_records(chance: Random, topics: int) -> list[dict[str, Any]]:
    names = [f"Topic {n}" for n in range(topics)]
    return [
        record(
            title=f"Study number {n}",
            year=chance.choice([None, *range(1999, 2008), 2019]),
            topics=chance.sample(names, chance.randint(0, min(3, topics))),
        )
        for n in range(60)
    ]


@pytest.mark.parametrize("topics", [1, 8, 9, 20])
def test_every_number_is_that_of_a_plain_count(app: Flask, topics: int) -> None:
    records = random_records(Random(topics), topics)  # noqa: S311 (the same works every time)
    fill(app, *records)
    in_all = Counter(topic for r in records for topic in r["topics"])
    by_works = [topic for topic, _ in in_all.most_common()]
    shown = by_works if topics <= 8 else by_works[:7]
    expected: dict[str, Counter[int]] = {name: Counter() for name in shown}
    for one in records:
        for topic in one["topics"] if one["year"] else []:
            name = topic if topic in shown else f"{len(in_all) - 7} other topics"
            expected.setdefault(name, Counter())[one["year"]] += 1
    chart = chart_of(app)
    assert drawn(chart) == expected
    assert chart
    assert [layer.works for layer in chart.layers if layer.slug] == [in_all[t] for t in shown]
    assert chart.without_year == sum(r["year"] is None for r in records)
    assert chart.without_topic == sum(bool(r["year"]) and not r["topics"] for r in records)


def test_segments_are_stacked_without_gaps(app: Flask) -> None:
    fill(app, *random_records(Random(3), 20))  # noqa: S311
    chart = chart_of(app)
    assert chart
    heights: Counter[int] = Counter()
    for layer in chart.layers:
        for one in layer.segments:
            assert one.below == heights[one.year]
            heights[one.year] += one.works
    assert chart.tallest == max(heights.values())


def test_rows_are_the_bars(app: Flask) -> None:
    fill(
        app,
        record(title="A", year=2020, topics=["Tides", "Salt"]),
        record(title="B", year=2020, topics=["Tides"]),
        record(title="C", year=2023, topics=["Salt", "Tides"]),
        record(title="D", year=2021),
    )
    chart = chart_of(app)
    assert chart
    assert [layer.name for layer in chart.layers] == ["Tides", "Salt"]
    assert list(chart.rows) == [(2023, [1, 1]), (2020, [2, 1])]
    assert (chart.first, chart.last, chart.columns, chart.tallest) == (2020, 2023, 4, 3)
    assert list(chart.years_labelled) == [
        (2020, "12.5%"),
        (2021, "37.5%"),
        (2022, "62.5%"),
        (2023, "87.5%"),
    ]
    assert list(chart.counts_labelled) == [(0, 196), (1, 134.7), (2, 73.3), (3, 12)]


@pytest.mark.parametrize(
    ("years", "width"), [([2024], "11%"), ([2020, 2024], "55%"), ([1966, 2025], "100%")]
)
def test_few_years_make_a_narrow_chart(app: Flask, years: list[int], width: str) -> None:
    fill(app, *(record(title=f"In {year}", year=year, topics=["Tides"]) for year in years))
    chart = chart_of(app)
    assert chart
    assert chart.width == width


@pytest.mark.parametrize(
    ("topics", "shades"),
    [(1, [1]), (2, [1, 5]), (3, [1, 3, 5]), (4, [1, 3, 5, 7]), (5, [1, 2, 3, 4, 5])],
)
def test_few_layers_differ_more(topics: int, shades: list[int]) -> None:
    layers = tuple(Layer(f"{n}", f"{n}", 1, ()) for n in range(topics))
    chart = TopicsByYear(layers, 2024, 2024, 1, 0, 0)
    assert chart.shades == [f"shade-{number}" for number in shades]
    others = TopicsByYear((*layers, Layer("3 other topics", None, 1, ())), 2024, 2024, 1, 0, 0)
    assert others.shades == [*chart.shades, "others"]


@pytest.mark.parametrize(
    "records", [[], [record()], [record(year=None, topics=["Tides"])]], ids=len
)
def test_without_a_topic_and_a_year_there_is_no_chart(
    app: Flask, records: list[dict[str, Any]]
) -> None:
    fill(app, *records)
    assert chart_of(app) is None


def test_what_is_not_published_yet_and_has_no_year_is_left_out(app: Flask) -> None:
    fill(
        app,
        record(title="Soon", year=None, status="in-press", topics=["Tides"]),
        record(title="Next", year=2025, status="in-press", topics=["Tides"]),
    )
    chart = chart_of(app)
    assert drawn(chart) == {"Tides": {2025: 1}}
    assert chart
    assert chart.without_year == 1


def test_drafts_are_counted_for_those_who_see_them(app: Flask) -> None:
    fill(
        app,
        record(title="New", year=2024, topics=["Tides"]),
        record(title="Secret", year=2019, topics=["Tides", "Salt"]),
    )
    with app.app_context():
        db.session.execute(update(Work).where(Work.slug == "secret").values(state=WorkState.DRAFT))
        db.session.commit()
    assert drawn(chart_of(app)) == {"Tides": {2024: 1}}
    assert drawn(chart_of(app, drafts=True)) == {
        "Tides": {2019: 1, 2024: 1},
        "Salt": {2019: 1},
    }

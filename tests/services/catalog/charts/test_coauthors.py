"""The chart of co-authors, compared with counts made in Python."""

from collections import Counter
from random import Random

from flask import Flask
from sqlalchemy import update

from app.database import db
from app.models import Work, WorkState
from app.services import cache
from app.services.catalog.charts.coauthors import CoauthorBars, coauthor_bars
from app.services.catalog.listing import refresh
from tests.support.factories import fill, record

NAMES = [
    f"{given} {family}"
    for given in ("Kim", "Zoë", "Lee", "Max")
    for family in ("Li", "Ng", "Ek", "Oz", "Wu")
]


def chart_of(app: Flask, drafts: bool = False) -> CoauthorBars | None:
    with app.app_context():
        return coauthor_bars(cache.change_count(), drafts)


def test_every_number_is_that_of_a_plain_count(app: Flask) -> None:
    chance = Random(5)  # noqa: S311 (the same works every time)
    authors = [chance.sample(NAMES, chance.randint(0, 6)) for _ in range(40)]
    fill(app, *(record(title=f"Study {n}", authors=[*a, "Ada Roe"]) for n, a in enumerate(authors)))
    counts = Counter(name for names in authors for name in names)
    chart = chart_of(app)
    assert chart
    assert {bar.name: bar.works for bar in chart.bars}.items() <= counts.items()
    by_works = [works for _, works in counts.most_common(15)]
    assert [bar.works for bar in chart.bars] == by_works
    assert chart.others == len(counts) - 15
    assert chart.bars[0].width == "100%"


def test_bars_are_relative_to_the_longest(app: Flask) -> None:
    fill(
        app,
        *(record(title=f"Study {n}", authors=["Ada Roe", "Kim Li"]) for n in range(3)),
        record(title="Alone", authors=["Ada Roe", "Zoë Ng"]),
    )
    chart = chart_of(app)
    assert chart
    assert [(bar.slug, bar.works, bar.width) for bar in chart.bars] == [
        ("kim-li", 3, "100%"),
        ("zoe-ng", 1, "33.33%"),
    ]
    assert chart.others == 0


def test_without_coauthors_there_is_no_chart(app: Flask) -> None:
    fill(app, record(authors=["Ada Roe"]))
    assert chart_of(app) is None


def test_coauthors_of_drafts_alone_are_not_named(app: Flask) -> None:
    fill(app, record(title="New"), record(title="Secret", authors=["Ada Roe", "Zoë Ng", "Kim Li"]))
    with app.app_context():
        db.session.execute(update(Work).where(Work.slug == "secret").values(state=WorkState.DRAFT))
        refresh.refresh_all()
        db.session.commit()
    seen, all_ = chart_of(app), chart_of(app, drafts=True)
    assert seen
    assert all_
    assert [(bar.name, bar.works) for bar in seen.bars] == [("Kim Li", 1)]
    assert [(bar.name, bar.works) for bar in all_.bars] == [("Kim Li", 2), ("Zoë Ng", 1)]

"""Feeds hold the newest works: those that visitors have seen for the shortest time."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Work, WorkState
from app.services import cache
from app.services.actor import TERMINAL
from app.services.catalog.selection import PublicFilter
from app.services.editing import bulk
from app.services.exporting.feeds import feed
from app.services.exporting.feeds.feed import Addresses, Feed
from tests.support.factories import PREPRINT, fill, record
from tests.support.pdf_files import attach

ADDRESSES = Addresses(
    "https://ada.example",
    "https://ada.example/",
    "https://ada.example/feed.atom",
    "/publications/{}".format,
)
WHOLE = PublicFilter()
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        record(
            topics=["Tides"],
            abstract=None,
            links=[{"url": "https://a.example/t.pdf", "kind": "pdf"}],
        ),
        {**PREPRINT, "abstract": "Whole $x$."},
        record(title="Salt", year=2020),
        record(title="Sand", year=2022, language="de"),
    )


def read(app: Flask, selection: PublicFilter = WHOLE, most: int = 50) -> Feed:
    with app.app_context():
        return feed.feed(selection, most, ADDRESSES)


def titles(app: Flask, selection: PublicFilter = WHOLE, most: int = 50) -> list[str]:
    return [entry.title for entry in read(app, selection, most).entries]


def date(app: Flask, slug: str, **dates: datetime) -> None:
    with app.app_context():
        work = db.session.scalars(select(Work).where(Work.slug == slug)).one()
        for name, value in dates.items():
            setattr(work, name, value)
        cache.commit()


def set_state(app: Flask, slug: str, state: WorkState) -> None:
    with app.app_context():
        id_ = db.session.scalars(select(Work.id).where(Work.slug == slug)).one()
        change = bulk.hide if state is WorkState.DRAFT else bulk.publish
        change([id_], TERMINAL, None)


def test_works_that_came_together_are_in_the_order_of_the_list(app: Flask) -> None:
    assert titles(app) == ["On tides", "Sand", "Salt"]
    assert titles(app, most=2) == ["On tides", "Sand"]


def test_an_old_work_that_is_new_on_the_site_comes_first(app: Flask) -> None:
    fill(app, record(title="Forgotten", year=1990))
    assert titles(app)[0] == "Forgotten"


def test_a_draft_is_new_when_it_becomes_visible(app: Flask) -> None:
    before = datetime.now(UTC)
    date(app, "salt", created_at=LONG_AGO, visible_since=LONG_AGO)
    assert titles(app)[-1] == "Salt"
    set_state(app, "salt", WorkState.DRAFT)
    assert "Salt" not in titles(app)
    set_state(app, "salt", WorkState.PUBLISHED)
    first = read(app).entries[0]
    assert first.title == "Salt"
    assert before - timedelta(seconds=1) <= first.published <= first.updated


def test_drafts_are_never_in_a_feed(app: Flask) -> None:
    set_state(app, "salt", WorkState.DRAFT)
    assert "Salt" not in titles(app, PublicFilter(drafts=True).in_feed())


def test_a_filter_narrows_the_feed(app: Flask) -> None:
    one = read(app, PublicFilter(topics=("tides",), years=((2024, 2024),)))
    assert [entry.title for entry in one.entries] == ["On tides"]
    assert one.id.endswith(":feed?topic=tides&year=2024")


def test_an_entry_tells_of_all_versions(app: Flask) -> None:
    entry = read(app).entries[0]
    assert entry.authors == ["Ada Roe", "Kim Li"]
    assert "Whole x." in entry.html
    assert "https://arxiv.org/abs/2301.00001" in entry.html
    assert entry.pdf == "https://a.example/t.pdf"
    assert entry.topics == ["Tides"]
    assert read(app).entries[1].language == "de"


def test_a_file_of_the_site_comes_before_other_pdfs(app: Flask) -> None:
    attach(app, "tides", version=2)
    entry = next(entry for entry in read(app).entries if entry.title == "On tides")
    assert entry.pdf == "https://ada.example/publications/on-tides/tides.pdf"
    assert f'<a href="{entry.pdf}">PDF</a>' in entry.html


def test_ids_survive_a_rename(app: Flask) -> None:
    before = {entry.title: entry.id for entry in read(app).entries}
    with app.app_context():
        db.session.scalars(select(Work).where(Work.slug == "salt")).one().slug = "brine"
        cache.commit()
    found = {entry.title: entry for entry in read(app).entries}
    assert {title: entry.id for title, entry in found.items()} == before
    assert found["Salt"].url.endswith("/brine")


def test_the_feed_changed_when_its_latest_entry_did(app: Flask) -> None:
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    date(app, "sand", updated_at=later)
    assert read(app).updated == later
    assert max(entry.updated for entry in read(app).entries) == later


def test_an_empty_feed_is_dated_by_the_site(app: Flask) -> None:
    none = read(app, PublicFilter(topics=("none",)))
    assert none.entries == []
    assert feed.EPOCH < none.updated <= datetime.now(UTC)

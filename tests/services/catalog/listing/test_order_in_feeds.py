"""What feeds are sorted by: since when visitors see a work."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select, update

from app.database import db
from app.models import Work, WorkState
from app.services import cache
from app.services.actor import TERMINAL
from app.services.catalog.listing import order, refresh
from app.services.editing import bulk
from tests.support.factories import fill, record

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def since(app: Flask) -> datetime | None:
    with app.app_context():
        return db.session.scalars(select(Work.visible_since)).one()


def is_now(moment: datetime | None) -> bool:
    return moment is not None and abs(datetime.now(UTC) - moment) < timedelta(minutes=1)


def test_a_new_work_is_seen_from_now_on(app: Flask) -> None:
    fill(app, record())
    assert is_now(since(app))


def test_a_draft_is_not_seen_and_later_from_then_on(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        bulk.hide([1], TERMINAL, None)
        assert db.session.scalars(select(Work.visible_since)).one() is None
        bulk.publish([1], TERMINAL, None)
    assert is_now(since(app))


def test_a_save_keeps_the_date_and_is_kept_apart_from_it(app: Flask) -> None:
    fill(app, record())
    dates = {"visible_since": LONG_AGO, "updated_at": LONG_AGO}
    with app.app_context():
        db.session.execute(update(Work).values(dates))
        cache.commit()
        refresh.refresh_all()
        cache.commit()
        work = db.session.scalars(select(Work)).one()
        assert (work.visible_since, work.updated_at) == (LONG_AGO, LONG_AGO)


def test_a_check_finds_works_whose_date_does_not_fit_their_state(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        assert order.outdated([1]) == set()
        for values in ({"state": WorkState.DRAFT}, {"visible_since": None}):
            usual = {"state": WorkState.PUBLISHED, "visible_since": LONG_AGO}
            db.session.execute(update(Work).values({**usual, **values}))
            assert order.outdated([1]) == {1}
            assert refresh.outdated_works() == [1]

"""Turns to ask a host, kept in the database: for all processes of a site, wherever they run."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.database import db
from app.database.transactions import writing
from app.models import LookupHost
from app.services.lookups import schedule
from app.services.lookups.client import Client
from app.services.lookups.errors import LookupFailedError
from app.services.lookups.rate_limit import RateLimiter
from app.services.lookups.schedule import SharedSchedule

DOI, ARXIV = "doi.org", "arxiv.org"


def pass_seconds(seconds: float, host: str = DOI) -> None:
    """Let time pass for what the database remembers of a host."""
    own = LookupHost.host == host
    with writing() as connection:
        free_at = connection.execute(select(LookupHost.free_at).where(own)).scalar_one()
        earlier = free_at - timedelta(seconds=seconds)
        connection.execute(update(LookupHost).where(own).values(free_at=earlier))


def test_another_process_waits_for_the_interval(app: Flask) -> None:
    one, other = SharedSchedule(), SharedSchedule()
    with app.app_context():
        assert one.take_turn(DOI, 3) == 0
        one.end_turn(DOI, 3)
        assert 2.5 < other.take_turn(DOI, 3) <= 3
        assert other.take_turn(ARXIV, 3) == 0
        other.end_turn(ARXIV, 3)
        pass_seconds(3, DOI)
        assert other.take_turn(DOI, 3) == 0


def test_nobody_asks_a_host_while_another_process_does(app: Flask) -> None:
    one, other = SharedSchedule(), SharedSchedule()
    with app.app_context():
        assert one.take_turn(DOI, 0) == 0
        assert other.take_turn(DOI, 0) == schedule.LOOK_AGAIN
        one.end_turn(DOI, 0)
        assert other.take_turn(DOI, 0) == 0


def test_a_host_is_free_again_if_who_asked_it_died(app: Flask) -> None:
    with app.app_context():
        assert SharedSchedule().take_turn(DOI, 1) == 0
        pass_seconds(schedule.LONGEST.total_seconds())
        assert SharedSchedule().take_turn(DOI, 1) == 0


def test_a_host_that_asks_for_a_pause_gets_it_from_every_process(app: Flask) -> None:
    one, other = SharedSchedule(), SharedSchedule()
    with app.app_context():
        one.take_turn(DOI, 1)
        one.block(DOI, 40)
        one.end_turn(DOI, 1)
        assert 39 < other.take_turn(DOI, 1) <= 40
        limiter = RateLimiter(schedule=SharedSchedule())
        refused = pytest.raises(LookupFailedError, match="Try again in 40 seconds")
        with refused, limiter.acquire(DOI, 3):
            pass


def test_hosts_are_forgotten_after_a_day(app: Flask) -> None:
    own = SharedSchedule()
    with app.app_context():
        own.take_turn(DOI, 1)
        own.end_turn(DOI, 1)
        pass_seconds(25 * 60 * 60)
        own.take_turn(ARXIV, 1)
        assert list(db.session.scalars(select(LookupHost.host))) == [ARXIV]


def test_look_ups_share_a_schedule_by_default() -> None:
    assert isinstance(Client().rate_limiter._schedule, SharedSchedule)


def test_a_database_that_is_busy_is_a_message(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "writing", lambda **_: writing(waits=False))
    with app.app_context(), writing(), pytest.raises(LookupFailedError, match="in a few seconds"):
        SharedSchedule().take_turn(DOI, 1)

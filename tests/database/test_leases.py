"""Who works on a job, and when another one may take it over."""

import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Update, select, update

from app.database import clock, db, leases
from app.models import Site
from app.services import cache

LONGEST = timedelta(minutes=1)
ELSEWHERE = "0123456789abcdef.1.x"


def lost(app: Flask, worker: str | None, ago: float) -> bool:
    with app.app_context():
        return leases.is_lost(worker, clock.now() - timedelta(seconds=ago), LONGEST)


def test_a_worker_of_this_process_is_alive_until_it_is_silent_for_too_long(app: Flask) -> None:
    name = leases.worker_name()
    assert [lost(app, name, 0), lost(app, name, 59), lost(app, name, 61)] == [False, False, True]


def test_a_dead_worker_of_this_machine_is_noticed_at_once(app: Flask) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as dead:
        dead.wait()
    assert lost(app, f"{leases.machine()}.{dead.pid}.x", 0)


def test_a_worker_of_another_machine_is_judged_by_its_signs_alone(app: Flask) -> None:
    # Its number is that of a process here, or of none.
    assert not lost(app, ELSEWHERE, 0)
    assert not lost(app, f"0123456789abcdef.{os.getpid()}.x", 0)
    assert lost(app, ELSEWHERE, 61)


def test_a_job_that_nobody_took_may_be_taken(app: Flask) -> None:
    assert lost(app, None, 0)


def test_names_of_workers_differ() -> None:
    assert leases.worker_name() != leases.worker_name()


def test_an_old_name_is_that_of_another_machine(app: Flask) -> None:
    assert not lost(app, f"{os.getpid()}.x", 0)


def test_on_postgresql_a_worker_gives_signs_of_life_while_it_holds_the_write_lock(
    app: Flask, server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leases, "BEAT", 0.01)
    signs: list[datetime] = []
    enough = threading.Event()

    def sign(now: datetime) -> Update:
        signs.append(now)
        if len(signs) == 3:
            enough.set()
        return update(Site).where(Site.id == 2).values(changes=0)

    with app.app_context():
        cache.commit()
        db.session.execute(update(Site).values(changes=7))
        with leases.beating(sign):
            assert enough.wait(5 if server else 0.1) is bool(server)
        db.session.commit()
        assert db.session.scalar(select(Site.changes)) == 7
    assert signs == sorted(signs)


def test_the_time_is_that_of_the_database(app: Flask) -> None:
    with app.app_context():
        before, now, after = datetime.now(UTC), clock.now(), datetime.now(UTC)
        assert clock.now() > now
    assert before <= now <= after

"""Answers are those of the present data and day, whoever wrote, and however."""

import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from app.services import cache
from app.serving import data_version
from app.serving.front import Front
from tests.support.rsgi import get, kept, scope

CHANGE = "UPDATE site SET changes = changes + 1"


def change(app: Flask, statement: str = CHANGE) -> None:
    """Write to the database as another process would."""
    with closing(sqlite3.connect(app.config["SQLALCHEMY_DATABASE_URI"][10:])) as other, other:
        other.execute(statement)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for the version at every request."""
    monkeypatch.setattr(data_version, "INTERVAL", 0)


@pytest.mark.usefixtures("impatient")
def test_a_save_elsewhere_is_seen_and_the_answer_before_it_is_gone(
    site: Flask, front: Front
) -> None:
    assert b"Study number 0" in get(front).body
    change(site, "UPDATE publication SET title_html = 'Salt' WHERE title = 'Study number 0'")
    assert b"Study number 0" in get(front).body
    change(site)
    assert b"Salt" in get(front).body
    assert kept(front) == 1


def test_a_version_is_asked_again_soon_and_at_once_after_an_own_write(
    site: Flask, front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert data_version.INTERVAL <= 0.05
    monkeypatch.setattr(data_version, "INTERVAL", 60)
    version = front.visitors.version
    before = version.current()
    change(site)
    version.expire()
    assert (after := version.current()) != before
    change(site)
    assert version.current() == after
    version._valid_until -= 60
    assert version.current() != after


def test_a_request_that_may_write_makes_the_next_one_ask(front: Front) -> None:
    get(front)
    assert front.visitors.version._valid_until > 0
    get(front, "/sign-in", "POST", content_length="0")
    assert front.visitors.version._valid_until == 0


@pytest.mark.usefixtures("impatient")
def test_a_commit_in_progress_leaves_what_was_valid(site: Flask, front: Front) -> None:
    before = front.visitors.version.current()
    database = site.config["SQLALCHEMY_DATABASE_URI"][10:]
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute(CHANGE)
        assert front.visitors.version.current() == before
        other.execute("COMMIT")
    assert front.visitors.version.current() != before


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("way", ["moved over it", "copied over it"])
def test_another_site_in_place_of_the_file_is_seen(
    site: Flask, front: Front, tmp_path: Path, way: str, migrated: Path
) -> None:
    file = Path(site.config["SQLALCHEMY_DATABASE_URI"][10:])
    get(front)
    with site.app_context():
        changes = cache.change_count()
    other = shutil.copy(migrated, tmp_path / "other.sqlite")
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("INSERT INTO site (id, changes, lineage) VALUES (1, ?, 'b')", [changes])
    if way == "moved over it":
        Path(other).replace(file)
    else:
        shutil.copy(other, file)
    assert b"This site is empty" in get(front).body


@pytest.mark.usefixtures("impatient")
def test_without_a_database_nothing_is_kept_or_answered_from_memory(
    site: Flask, front: Front
) -> None:
    get(front)
    file = Path(site.config["SQLALCHEMY_DATABASE_URI"][10:])
    file.rename(file.with_name("away"))
    assert front.visitors.version.current() is None
    asked = scope("/")
    assert front.visitors.ready(asked, asked.headers) is None
    file.with_name("away").rename(file)
    assert get(front).status == 200


@pytest.mark.usefixtures("impatient")
def test_a_new_day_makes_answers_old(front: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    before = front.visitors.version.current()
    monkeypatch.setattr(data_version, "today", lambda: date(2100, 1, 1))
    assert front.visitors.version.current() != before

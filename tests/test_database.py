"""Connections, transactions, and the nonsense that the database refuses by itself."""

import sqlite3
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from app.database import Base, db, journal_settings
from app.models import (
    Authorship,
    Person,
    Publication,
    PublicationLink,
    Site,
    Supervision,
    SupervisionSupervisor,
    Topic,
    Venue,
    Work,
)
from tests.factories import fill, record


def test_migrations_make_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrations_go_down_again(app: Flask) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        tables = db.session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'"))
        assert set(tables) == {"alembic_version"}


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("busy_timeout", 5000), ("trusted_schema", 0)],
)
def test_connections_have_their_settings(app: Flask, pragma: str, value: int) -> None:
    with app.app_context():
        assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


@pytest.mark.parametrize(
    ("version", "mode"),
    [((3, 40, 1), "DELETE"), ((3, 44, 6), "WAL"), ((3, 45, 9), "DELETE"), ((3, 50, 6), "DELETE"),
     ((3, 50, 7), "WAL"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((4, 0, 0), "WAL")],
)  # fmt: skip
def test_wal_only_where_sqlite_resets_it_rightly(version: tuple[int, int, int], mode: str) -> None:
    assert journal_settings(version)[0] == mode


def test_this_machine_uses_the_settings_of_its_sqlite(app: Flask) -> None:
    mode, synchronous = journal_settings(sqlite3.sqlite_version_info)
    with app.app_context():
        assert db.session.scalar(text("PRAGMA journal_mode")) == mode.lower()
        assert db.session.scalar(text("PRAGMA synchronous")) == {"FULL": 2, "EXTRA": 3}[synchronous]


@pytest.mark.parametrize(("method", "allowed"), [("GET", False), ("HEAD", False), ("POST", True)])
def test_safe_methods_cannot_write(app: Flask, method: str, allowed: bool) -> None:
    with app.test_request_context(method=method):
        db.session.add(Topic(name="T", slug="t"))
        if allowed:
            db.session.commit()
            assert db.session.scalar(select(Topic.name)) == "T"
        else:
            with pytest.raises(OperationalError, match="readonly"):
                db.session.commit()


def test_a_connection_that_read_may_write_afterwards(app: Flask) -> None:
    with app.test_request_context(method="GET"):
        assert db.session.scalar(select(Site.changes)) is None
    with app.test_request_context(method="POST"):
        db.session.add(Topic(name="T", slug="t"))
        db.session.commit()


def test_writers_wait_their_turn_and_lose_nothing(app: Flask) -> None:
    fill(app, record())
    with app.test_request_context(method="POST"):
        db.session.scalar(select(Site.changes))
        file = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        other = sqlite3.connect(file, isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def publication(**fields: Any) -> Publication:
    work = Work(slug="w")
    db.session.add(work)
    db.session.flush()
    given: dict[str, Any] = {
        "work_id": work.id, "position": 0, "type": "book", "title": "T", "title_html": "T",
        "title_text": "T", "authors_html": "", **fields,
    }  # fmt: skip
    return Publication(**given)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "  "},
        {"position": -1},
        {"type": "novel"},
        {"year": 0},
        {"year": 99999},
        {"month": 13, "year": 2000},
        {"month": 1},
        {"day": 32, "month": 1, "year": 2000},
        {"day": 1, "year": 2000},
        {"doi": "11.1/x"},
        {"doi": "10.1000/ABC"},
        {"arxiv_id": "x"},
        {"work_id": 999},
        {"venue_id": 999},
        {"links": [PublicationLink(position=0, kind="web", label="x", url="javascript:alert(1)")]},
        {"links": [PublicationLink(position=0, kind="web", label=" ", url="https://a.example")]},
        {"authorships": [Authorship(position=0, name_as_published="")]},
    ],
)
def test_publications_that_make_no_sense_are_refused(app: Flask, fields: dict[str, Any]) -> None:
    with app.app_context():
        made = publication(**fields)
        db.session.add(made)
        with pytest.raises((IntegrityError, LookupError, Exception)) as refused:
            db.session.flush()
        assert isinstance(refused.value, IntegrityError) or "not among" in str(refused.value)


@pytest.mark.parametrize(
    "row",
    [
        lambda: Topic(name=" ", slug="x"),
        lambda: Person(slug="x", family_name=""),
        lambda: Person(slug="x", family_name="X", orcid="12"),
        lambda: Person(slug="x", family_name="X", url="ftp://x"),
        lambda: Venue(name="", kind="journal"),
        lambda: Work(slug=""),
        lambda: Site(id=2),
        lambda: Supervision(supervisors=[SupervisionSupervisor(position=0, role="principal")]),
    ],
)
def test_rows_that_make_no_sense_are_refused(app: Flask, row: Any) -> None:
    with app.app_context():
        db.session.add(row())
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_the_same_twice_is_refused(app: Flask) -> None:
    with app.app_context():
        db.session.add(publication(doi="10.1000/x"))
        db.session.flush()
        db.session.add(Publication(work_id=1, position=0, type="book", title="T", title_html="",
                                   title_text="", authors_html=""))  # fmt: skip
        with pytest.raises(IntegrityError, match=r"work_id, publication\.position"):
            db.session.flush()

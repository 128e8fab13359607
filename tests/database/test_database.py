"""Migrations, connections, transactions and database constraints."""

import sqlite3
from pathlib import Path
from typing import Any

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import delete, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from app import create_app
from app.database import Base, db, full_text
from app.database.postgresql import opening
from app.database.sqlite import journal_settings
from app.models import (
    Authorship,
    Declined,
    DeclinedValue,
    ImportContent,
    Person,
    Publication,
    PublicationLink,
    RevisionItem,
    Site,
    Supervision,
    SupervisionSupervisor,
    Topic,
    Venue,
    Work,
)
from app.services.actor import TERMINAL
from app.services.importing import batches, worker
from tests.support.database import content
from tests.support.factories import fill, record


def test_migrations_match_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        options = {"include_name": full_text.is_compared}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []
        assert full_text.is_as_defined(connection)


def test_migrations_can_be_downgraded(app: Flask) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="base")
        assert inspect(db.session.connection()).get_table_names() == ["alembic_version"]


def test_import_contents_survive_a_downgrade_and_upgrade(app: Flask) -> None:
    text_given, items = b"@misc{a, title = {A}}\n" * 100_000, "SELECT count(*) FROM import_item"
    with app.app_context():
        batch_id = batches.create_batch("mine.bib", b"@misc{a, title = {A}}", TERMINAL)
        worker.run(batch_id)
        db.session.execute(delete(ImportContent))
        batches.store_content(batch_id, text_given)
        db.session.commit()
        assert batches.content_size(batch_id) == len(text_given) > 2 * batches.PIECE_SIZE
        db.session.remove()
        flask_migrate.downgrade(revision="0003")
        assert db.session.scalars(text("SELECT content FROM import_batch")).all() == [text_given]
        db.session.remove()
        flask_migrate.upgrade()
        assert batches.read_content(batch_id) == text_given
        assert db.session.scalar(text(items)) == 1


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("foreign_keys", 1), ("secure_delete", 1), ("busy_timeout", 5000), ("trusted_schema", 0)],
)
def test_connections_set_their_pragmas(app: Flask, pragma: str, value: int) -> None:
    with app.app_context():
        assert db.session.scalar(text(f"PRAGMA {pragma}")) == value


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 9), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_wal_is_used_only_with_sqlite_versions_that_reset_it_correctly(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_settings(version)[0] == mode


def test_a_connection_uses_the_journal_settings_of_the_installed_sqlite(database: Path) -> None:
    app = create_app({"DATABASE_URL": f"sqlite:///{database}"})
    mode, synchronous = journal_settings(sqlite3.sqlite_version_info)
    with app.app_context():
        assert db.session.scalar(text("PRAGMA journal_mode")) == mode.lower()
        assert db.session.scalar(text("PRAGMA synchronous")) == {"FULL": 2, "EXTRA": 3}[synchronous]
        db.engine.dispose()


@pytest.mark.parametrize(("method", "allowed"), [("GET", False), ("HEAD", False), ("POST", True)])
def test_safe_methods_cannot_write(app: Flask, method: str, allowed: bool) -> None:
    with app.test_request_context("/sign-in", method=method):
        db.session.add(Topic(name="T", slug="t"))
        if allowed:
            db.session.commit()
            assert db.session.scalar(select(Topic.name)) == "T"
        else:
            with pytest.raises(DBAPIError, match=r"read-?only"):
                db.session.commit()


def test_a_connection_can_write_after_a_read_only_request(app: Flask) -> None:
    with app.test_request_context(method="GET"):
        assert db.session.scalar(select(Site.changes)) is None
    with app.test_request_context("/sign-in", method="POST"):
        db.session.add(Topic(name="T", slug="t"))
        db.session.commit()


@pytest.mark.usefixtures("database")
def test_a_write_request_locks_the_database_from_its_first_read(app: Flask) -> None:
    fill(app, record())
    with app.test_request_context("/sign-in", method="POST"):
        db.session.scalar(select(Site.changes))
        file = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
        other = sqlite3.connect(file, isolation_level=None, timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_postgresql_transactions_that_write_take_a_write_lock() -> None:
    assert opening().endswith("PERFORM pg_advisory_xact_lock(1); END $$")
    assert "advisory" not in opening(beside=True)


def publication(**fields: Any) -> Publication:
    work = Work(slug="w")
    db.session.add(work)
    db.session.flush()
    given: dict[str, Any] = {
        "work_id": work.id,
        "position": 0,
        "type": "book",
        "title": "T",
        "title_html": "T",
        "title_text": "T",
        "authors_html": "",
        **fields,
    }
    return Publication(**given)


def link(**fields: str) -> dict[str, Any]:
    return {"links": [PublicationLink(position=0, kind="web", **fields)]}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"title": "  "}, "title_not_blank"),
        ({"position": -1}, "position_counts"),
        ({"type": "novel"}, "ck_publication_type"),
        ({"year": 0}, "year_range"),
        ({"year": 99999}, "year_range"),
        ({"month": 13, "year": 2000}, "month_range"),
        ({"month": 1}, "month_has_year"),
        ({"day": 32, "month": 1, "year": 2000}, "day_range"),
        ({"day": 1, "year": 2000}, "day_has_month"),
        ({"doi": "11.1/x"}, "doi_shape"),
        ({"doi": "10.1000/ABC"}, "doi_shape"),
        ({"arxiv_id": "x"}, "ck_publication_arxiv"),
        ({"work_id": 999}, "(?i)foreign key"),
        ({"venue_id": 999}, "(?i)foreign key"),
        (link(label="x", url="javascript:alert(1)"), "url_http"),
        (link(label=" ", url="https://a.example"), "label_not_blank"),
        (
            {"authorships": [Authorship(position=0, name_as_published="")]},
            "name_as_published_not_blank",
        ),
    ],
)
def test_invalid_publications_are_refused(app: Flask, fields: dict[str, Any], refusal: str) -> None:
    with app.app_context():
        db.session.add(publication(**fields))
        with pytest.raises(StatementError, match=refusal):
            db.session.flush()


@pytest.mark.parametrize(
    "row",
    [
        lambda: Topic(name=" ", slug="x"),
        lambda: Person(slug="x", name="x", family_name=""),
        lambda: Person(slug="x", name="x", family_name="X", orcid="12"),
        lambda: Person(slug="x", name="x", family_name="X", url="ftp://x"),
        lambda: Venue(name="", kind="journal"),
        lambda: Work(slug=""),
        lambda: Site(id=2),
        lambda: Declined(reason="deleted", who="Ada"),
        lambda: Declined(reason="not-mine", who="Ada", work_id=1),
        lambda: Declined(reason="not-mine", who="Ada", title=" "),
        lambda: DeclinedValue(declined_id=9, version=0, kind="doi", value="10.1000/x"),
        lambda: Supervision(supervisors=[SupervisionSupervisor(position=0, role="principal")]),
    ],
)
def test_invalid_rows_are_refused(app: Flask, row: Any) -> None:
    with app.app_context():
        db.session.add(row())
        with pytest.raises(IntegrityError):
            db.session.flush()


def test_two_versions_of_a_work_cannot_share_a_position(app: Flask) -> None:
    with app.app_context():
        db.session.add(publication(doi="10.1000/x"))
        db.session.flush()
        db.session.add(
            Publication(
                work_id=1,
                position=0,
                type="book",
                title="T",
                title_html="",
                title_text="",
                authors_html="",
            )
        )
        with pytest.raises(IntegrityError, match=r"work_id(, publication\.|_)position"):
            db.session.flush()


def test_history_survives_a_downgrade_and_upgrade(app: Flask) -> None:
    fill(app, record(topics=["Tides"]))
    with app.app_context():
        before, history = content(), _topics_in_history()
        db.session.remove()
        flask_migrate.downgrade(revision="0005")
        topics = text("SELECT after FROM revision_item WHERE noun = 'topic'")
        assert "former" not in str(db.session.scalars(topics).all())
        db.session.remove()
        flask_migrate.upgrade()
        assert content() == before
        assert _topics_in_history() == history
        assert db.session.scalar(select(func.count()).where(RevisionItem.is_erased)) == 0


def _topics_in_history() -> list[dict[str, Any]]:
    return list(db.session.scalars(select(RevisionItem.after).where(RevisionItem.noun == "topic")))

"""Migrations keep every row, every reference, the ids and the history."""

from typing import Any

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import select, text

from app.database import db, sqlite
from app.models import (
    Action,
    Authorship,
    Decision,
    ImportItem,
    Noun,
    Publication,
    PublicationLink,
    RevisionItem,
)
from tests.support import edits
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import choose, stage
from tests.support.listing import assert_derived_afresh

# These read SQLite's own tables.
pytestmark = pytest.mark.usefixtures("database")
COUNTER = text("SELECT seq FROM sqlite_sequence WHERE name = 'publication'")
STRAY = text("INSERT INTO authorship VALUES (9, 0, NULL, 'Roe', 0, 0, 'author')")


@pytest.mark.slow
def test_types_roles_and_statuses_survive_a_downgrade_and_upgrade(app: Flask) -> None:
    edits.fill_site(app)
    with app.app_context():
        edits.done(edits.retitle, (Noun.WORK, 1))
        edits.done(edits.join, (Noun.WORK, 1), (Noun.WORK, 2), action=Action.JOIN)
        edits.done(edits.new_topic_and_work)
        edits.done(edits.delete_work, (Noun.WORK, 1))
        edits.done(edits.rename_venue, (Noun.VENUE, 1))
        stored = rows()
        db.session.execute(text("UPDATE sqlite_sequence SET seq = 70 WHERE name = 'publication'"))
        db.session.commit()
        flask_migrate.downgrade(revision="0004")
        columns = db.session.execute(text("SELECT name FROM pragma_table_info('publication')"))
        assert not {"genre", "status"} & set(columns.scalars())
        db.session.remove()
        flask_migrate.upgrade()
        assert rows() == stored
        assert_derived_afresh()
        assert db.session.scalar(COUNTER) == 70
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1


@pytest.mark.slow
def test_entries_of_imports_survive_a_downgrade_and_upgrade(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, record(), PREPRINT, record(title="On kelp"), record(title="On dunes"))
    choose(app, batch_id, 2, Decision.DECLINE)
    entry = ImportItem.__table__
    indexes = text("SELECT sql FROM sqlite_master WHERE tbl_name = 'import_item' ORDER BY name")
    with app.app_context():
        declined = text("UPDATE import_item SET state = 'declined' WHERE position = 3")
        db.session.execute(declined)
        db.session.commit()
        stored = db.session.execute(select(entry)).all()
        definitions = db.session.scalars(indexes).all()
        db.session.remove()
        flask_migrate.downgrade(revision="0006")
        db.session.remove()
        flask_migrate.upgrade()
        # Whatever only the newer release knows is skipped, or as any new entry.
        restored = db.session.execute(select(entry)).all()
        assert [(row.state, row.decision) for row in restored[2:]] == [
            ("new", "skip"),
            ("new", "add"),
        ]
        assert restored[:2] == stored[:2]
        assert len(db.session.scalars(indexes).all()) == len(definitions)


def rows() -> list[Any]:
    """Return all rows of publications and of their history."""
    tables = (Publication, Authorship, PublicationLink, RevisionItem)
    return [db.session.execute(select(table.__table__)).all() for table in tables]


def test_a_migration_that_breaks_a_reference_is_not_committed(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        with sqlite.without_foreign_keys(connection):
            connection.execute(STRAY)
            with pytest.raises(ValueError, match="authorship refers to a missing row of publicat"):
                sqlite.check_foreign_keys(connection)
        assert connection.scalar(text("SELECT count(*) FROM authorship")) == 0
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1

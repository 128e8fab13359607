"""Importing a file again after its import was undone."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Action, Revision, Work
from app.services.actor import TERMINAL
from app.services.history import undo
from app.services.history.collisions import CannotRestoreError
from tests.support.factories import fill, record
from tests.support.imports import imported
from tests.support.undo import undo_last

MINE = (record(), record(title="On dunes"))


def slugs(app: Flask) -> set[str]:
    with app.app_context():
        return set(db.session.scalars(select(Work.slug)))


def test_reimported_works_keep_their_addresses(app: Flask) -> None:
    fill(app)
    imported(app, *MINE)
    before = slugs(app)
    undo_last(app)
    assert imported(app, *MINE).done == "Imported 2 works from mine.json"
    assert slugs(app) == before


def test_an_undone_import_cannot_be_redone_after_a_reimport(app: Flask) -> None:
    fill(app)
    imported(app, *MINE)
    undo_last(app)
    imported(app, *MINE)
    with app.app_context():
        undone = db.session.scalars(select(Revision).where(Revision.action == Action.UNDO)).one()
        with pytest.raises(CannotRestoreError, match="belongs to"):
            undo.undo(undone, TERMINAL)
    assert len(slugs(app)) == 2

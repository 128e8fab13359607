"""A load is one revision in history, and can be undone as a whole."""

from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Account, AccountSession, Action, Image, Noun, Revision, RevisionItem
from app.services.actor import TERMINAL
from app.services.history import undo
from app.services.loading import document
from tests.support.accounts import sign_in
from tests.support.database import content, rows
from tests.support.factories import PREPRINT, fill, profile_document, record


def test_a_load_is_one_revision_from_the_terminal(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), PREPRINT, people=[{"name": "Bo Ek"}])
    with app.app_context():
        revision = db.session.scalars(select(Revision)).one()
        assert (revision.action, revision.who) == (Action.IMPORT, "the terminal")
        assert revision.title == "Loaded 2 records"
        assert revision.undo_of is None
        assert all(item.is_made for item in revision.items)
        nouns = [item.noun for item in revision.items]
        assert sorted(nouns) == sorted(
            [
                Noun.WORK,
                Noun.SUPERVISION,
                Noun.PROFILE,
                Noun.PERSON,
                Noun.PERSON,
                Noun.TOPIC,
                Noun.VENUE,
                Noun.VENUE,
            ]
        )


def test_a_reload_makes_a_revision_only_if_something_changed(app: Flask) -> None:
    fill(app, record())
    fill(app, record())
    with app.app_context():
        assert rows(Revision) == 1
    fill(app, record(abstract="Salt."), record(title="News"))
    with app.app_context():
        revision = db.session.get_one(Revision, 2)
        assert [(item.label, item.is_made) for item in revision.items] == [
            ("On tides", False),
            ("News", True),
        ]
        assert revision.items[0].after["1.abstract"] == "Salt."


def test_starting_over_keeps_accounts_and_history_and_can_be_undone(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), PREPRINT, people=[{"name": "Bo Ek"}])
    sign_in(app)
    with app.app_context():
        db.session.add(Image(hash="a" * 64, mimetype="image/jpeg", content=b"x"))
        db.session.commit()
        before = content()
        other = profile_document(record(title="Theirs"), profile={"name": "Cy Ow"})
        document.load_document(other, replace=True)
        assert [rows(model) for model in (Account, AccountSession, Image)] == [1, 1, 1]
        latest = db.session.get_one(Revision, 2)
        assert latest.title == "Started over with 1 record"
        assert rows(RevisionItem) > 10
        undo.undo(latest, TERMINAL)
        assert content() == before


def test_undoing_the_first_load_empties_the_site_and_redo_restores_it(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), PREPRINT, people=[{"name": "Bo Ek", "role": "co"}])
    with app.app_context():
        before = content()
        undone = undo.undo(db.session.get_one(Revision, 1), TERMINAL)
        assert undone
        assert not any(content().values())
        undo.undo(db.session.get_one(Revision, undone), TERMINAL)
        assert content() == before

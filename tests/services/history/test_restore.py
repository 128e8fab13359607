"""Undoing an older change restores only its own fields, or is refused and changes nothing."""

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.database import db
from app.models import Action, Noun, Publication, Revision, Topic, Venue, Work
from app.services.actor import TERMINAL
from app.services.editing import merging, splitting
from app.services.history import undo
from app.services.history.collisions import CannotRestoreError
from app.services.history.recording import Recording
from tests.support import edits
from tests.support.database import content
from tests.support.edits import USING, W, done, undone
from tests.support.factories import fill, record


@pytest.fixture
def site(app: Flask) -> Flask:
    edits.fill_site(app)
    return app


def test_undoing_an_older_change_restores_only_its_fields(site: Flask) -> None:
    with site.app_context():
        revision = done(edits.retitle, W).id
        done(lambda _: setattr(db.session.get_one(Publication, 1), "pages", "7-9"), W)
        undone(revision)
        shown = db.session.get_one(Publication, 1)
        assert (shown.title, shown.pages, len(shown.authorships)) == ("On tides", "7-9", 2)


def test_undo_is_refused_if_the_field_was_changed_since(site: Flask) -> None:
    with site.app_context():
        revision = done(edits.retitle, W).id
        done(lambda _: setattr(db.session.get_one(Publication, 1), "title", "Else"), W)
        before = content()
        with pytest.raises(CannotRestoreError, match="“On waves” was changed again since"):
            undone(revision)
        assert content() == before


def test_undo_is_refused_if_the_work_was_deleted_since(site: Flask) -> None:
    with site.app_context():
        revision = done(edits.retitle, W).id
        done(edits.delete_work, W)
        before = content()
        with pytest.raises(CannotRestoreError, match="“On waves” was deleted since"):
            undone(revision)
        assert content() == before


def test_restoring_a_work_also_restores_its_deleted_topic_and_venue(site: Flask) -> None:
    with site.app_context():
        before = content()
        work = done(edits.delete_work, W).id
        done(edits.delete_topic, *USING)
        db.session.rollback()
        gone = done(
            lambda _: db.session.execute(delete(Venue).where(Venue.name == "arXiv")) and None,
            (Noun.VENUE, 2),
        )
        assert gone
        undone(work)
        after = content()
        for table in ("work", "publication", "venue", "topic"):
            assert after[table] == before[table]
        assert [row for row in after["work_topic"] if row["work_id"] == 1] == [
            row for row in before["work_topic"] if row["work_id"] == 1
        ]


def test_undo_keeps_a_new_topic_that_another_work_uses(site: Flask) -> None:
    with site.app_context():
        revision = done(edits.new_topic_and_work).id
        topic = db.session.scalars(select(Topic).where(Topic.name == "New")).one().id
        done(lambda _: edits.tag(2, topic), (Noun.WORK, 2))
        undone(revision)
        assert db.session.get_one(Topic, topic).name == "New"
        assert [t.name for t in db.session.get_one(Work, 2).topics] == ["Tides", "New"]
        assert db.session.scalars(select(Work.slug)).all() == ["on-tides", "two"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("doi", "10.1000/two", "Its DOI now belongs to “Else”"),
        ("slug", "two", "Its web address now belongs to “two”"),
    ],
)
def test_restoring_a_work_is_refused_if_its_doi_or_slug_is_taken(
    site: Flask, field: str, value: str, message: str
) -> None:
    def take(_: Recording) -> None:
        shown = db.session.get_one(Publication, 1)
        shown.title = shown.title_text = "Else"
        if field == "doi":
            shown.doi = value
        else:
            db.session.get_one(Work, 1).slug = value

    with site.app_context():
        revision = done(lambda _: db.session.delete(db.session.get_one(Work, 2)), (Noun.WORK, 2)).id
        done(take, W)
        before = content()
        with pytest.raises(CannotRestoreError, match=message):
            undone(revision)
        assert content() == before


def test_restoring_a_topic_is_refused_if_its_name_is_taken(site: Flask) -> None:
    with site.app_context():
        revision = done(edits.delete_topic, *USING).id
        done(lambda _: setattr(db.session.get_one(Topic, 2), "name", "Salt"), *USING)
        before = content()
        with pytest.raises(CannotRestoreError, match="Its name now belongs to “Salt”"):
            undone(revision)
        assert content() == before


def test_restoring_a_work_from_before_a_join_restores_the_other_work(site: Flask) -> None:
    with site.app_context():
        before = content()
        loaded = db.session.get_one(Revision, 1)
        done(edits.join, W, (Noun.WORK, 2), action=Action.JOIN)
        done(edits.retitle, W)
        undo.restore(W, loaded, TERMINAL)
        assert content() == before


def test_restoring_across_a_split_names_the_conflicting_work(app: Flask) -> None:
    fill(app, record(title="One"), record(title="Two"))
    with app.app_context():
        joined = merging.join("one", "two", TERMINAL, None)
        left = db.session.get_one(Work, 1).publications[1].id
        splitting.split("one", left, TERMINAL, None)
        revision = db.session.get_one(Revision, joined)
        with pytest.raises(CannotRestoreError, match="now belongs to “Two”"):
            undo.restore((Noun.WORK, 1), revision, TERMINAL)

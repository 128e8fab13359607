"""Recording: all changes within it become one revision or are rolled back."""

import pytest
from flask import Flask
from sqlalchemy import delete, select

from app.database import db
from app.models import Action, Noun, Profile, Revision, RevisionItem, Topic, Venue, Work, WorkState
from app.services import cache
from app.services.actor import Actor
from app.services.history import recording as history_recording
from app.services.history import timeline
from app.services.history.recording import DoneAlreadyError, recording
from tests.support.database import content, restart_ids, rows, statements
from tests.support.factories import fill, many, record

ADA = Actor("ada@site.example", account_id=7)


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(topics=["Tides"], abstract="Salt."), record(title="Two", topics=["Tides"]))
    with app.app_context():
        db.session.execute(delete(RevisionItem))
        db.session.execute(delete(Revision))
        restart_ids("revision")
        db.session.commit()
    return app


def fail_after_an_edit() -> None:
    with recording(ADA, Action.SAVE, "Half") as done:
        done.watch(Noun.WORK, 1)
        db.session.get_one(Work, 1).slug = "elsewhere"
        db.session.flush()
        raise OSError("disk full")


def delete_partly_watched_work() -> None:
    with recording(ADA, Action.DELETE, "Gone") as done:
        done.watch(Noun.WORK, 1, whole=False)
        db.session.execute(delete(Work).where(Work.id == 1))


def set_pages(pages: str, key: str) -> None:
    with recording(ADA, Action.SAVE, "Edited", form_key=key) as done:
        done.watch(Noun.WORK, 1)
        db.session.get_one(Work, 1).publications[0].pages = pages


def test_a_revision_records_actor_action_and_changed_fields(site: Flask) -> None:
    with site.app_context():
        count = cache.change_count()
        db.session.rollback()
        with recording(ADA, Action.SAVE, "Edited “On tides”", form_key="k1") as done:
            done.watch(Noun.WORK, 1, 2)
            db.session.get_one(Work, 1).publications[0].pages = "1-9"
        revision = db.session.scalars(select(Revision)).one()
        assert done.revision_id == revision.id
        assert (revision.who, revision.account_id, revision.form_key) == (ADA.name, 7, "k1")
        assert (revision.action, revision.title) == (Action.SAVE, "Edited “On tides”")
        (item,) = revision.items
        assert (item.noun, item.record_id, item.label) == (Noun.WORK, 1, "On tides")
        assert (item.before, item.after) == ({"1.pages": None}, {"1.pages": "1-9"})
        assert (item.is_made, item.is_gone) == (False, False)
        assert cache.change_count() == count + 1


def test_created_records_have_no_before_and_deleted_ones_no_after(site: Flask) -> None:
    with site.app_context():
        with recording(ADA, Action.ADD, "Added, deleted") as done:
            done.watch(Noun.TOPIC, 1)
            done.watch(Noun.WORK, 1, 2)
            topic = Topic(slug="salt", name="Salt", position=9)
            db.session.add(topic)
            db.session.execute(delete(Topic).where(Topic.id == 1))
            db.session.flush()
            done.made(Noun.TOPIC, topic.id)
        items = {(i.noun, i.record_id): i for i in db.session.scalars(select(RevisionItem))}
        made, gone = items[Noun.TOPIC, 2], items[Noun.TOPIC, 1]
        assert (made.is_made, made.before) == (True, {})
        assert made.after == {"slug": "salt", "name": "Salt", "position": 9, "former": []}
        assert (gone.is_gone, gone.after, gone.label) == (True, {}, "Tides")
        assert items[Noun.WORK, 2].before == {"topics": [1]}


def test_an_edit_without_changes_makes_no_revision(site: Flask) -> None:
    with site.app_context():
        count = cache.change_count()
        with recording(ADA, Action.SAVE, "Nothing") as done:
            done.watch(Noun.WORK, 1)
            db.session.get_one(Work, 1).publications[0].title = "On tides"
        assert done.revision_id is None
        assert (rows(Revision), cache.change_count()) == (0, count)


def test_a_failed_edit_is_rolled_back(site: Flask) -> None:
    with site.app_context():
        before = content()
        with pytest.raises(OSError, match="disk full"):
            fail_after_an_edit()
        assert content() == before
        assert rows(Revision) == 0


def test_a_repeated_submission_acts_once(site: Flask) -> None:
    with site.app_context():
        set_pages("1-2", "same")
        with pytest.raises(DoneAlreadyError) as again:
            set_pages("3-4", "same")
        assert again.value.revision.id == 1
        assert db.session.get_one(Work, 1).publications[0].pages == "1-2"
        assert rows(Revision) == 1


def test_a_work_watched_partly_then_wholly_is_recorded_wholly(site: Flask) -> None:
    with site.app_context():
        with recording(ADA, Action.SAVE, "Both") as done:
            done.watch(Noun.WORK, 1, whole=False)
            done.watch(Noun.WORK, 1)
            work = db.session.get_one(Work, 1)
            work.state, work.publications[0].year = WorkState.DRAFT, 2020
        (item,) = db.session.scalars(select(RevisionItem))
        assert item.after == {"state": "draft", "1.year": 2020}


def test_deleting_a_partly_watched_work_is_refused(site: Flask) -> None:
    with site.app_context():
        before = content()
        with pytest.raises(ValueError, match="watched whole"):
            delete_partly_watched_work()
        assert content() == before


def test_watch_everything_records_changes_to_all_records(site: Flask) -> None:
    with site.app_context():
        with recording(ADA, Action.IMPORT, "All") as done:
            done.watch_everything()
            db.session.add(Venue(name="New", kind="journal"))
            db.session.get_one(Profile, 1).biography = "I study tides."
            db.session.execute(delete(Work).where(Work.id == 2))
        found = {(i.noun, i.is_made, i.is_gone) for i in db.session.scalars(select(RevisionItem))}
        assert found == {
            (Noun.VENUE, True, False),
            (Noun.PROFILE, False, False),
            (Noun.WORK, False, True),
        }


def test_the_latest_revision_and_last_change_of_records_are_found(site: Flask) -> None:
    with site.app_context():
        assert history_recording.latest_revision((Noun.WORK, 1), (Noun.WORK, 2)) == 0
        for number in (1, 2):
            with recording(ADA, Action.SAVE, "Edited") as done:
                done.watch(Noun.WORK, number)
                db.session.get_one(Work, number).publications[0].pages = "1-9"
        assert history_recording.latest_revision((Noun.WORK, 1)) == 1
        assert history_recording.latest_revision((Noun.WORK, 1), (Noun.WORK, 2)) == 2
        last = timeline.last_change((Noun.WORK, 1), (Noun.WORK, 2))
        assert last
        assert (last.id, last.who, last.when, last.revisions) == (2, ADA.name, "just now", 2)
        assert (last.noun, last.record_id) == (Noun.WORK, 1)
        assert timeline.last_change((Noun.TOPIC, 1)) is None
        assert timeline.last_change() is None


@pytest.mark.slow
def test_recording_many_works_takes_few_statements(app: Flask) -> None:
    fill(app, *many(300))
    with statements(app) as sent, app.app_context():
        with recording(ADA, Action.SAVE, "Unpublished 300 works") as done:
            done.watch(Noun.WORK, *range(1, 301), whole=False)
            db.session.execute(db.update(Work).values(state=WorkState.DRAFT))
        assert len(done.before) == 300
        assert len(sent) < 36
        assert len(db.session.get_one(Revision, done.revision_id).items) == 300

"""Bulk edits change exactly the selected works, in one revision that can be undone."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Action, Revision, RevisionItem, Topic, Work, WorkState
from app.services.actor import Actor
from app.services.editing import bulk
from app.services.editing.bulk import UnknownTopicError
from app.services.history import timeline, undo
from app.services.history.recording import DoneAlreadyError
from tests.support.database import content, rows, statements
from tests.support.factories import fill, many

ADA = Actor("ada@site.example", account_id=7)
Edit = Callable[[list[int], str], int | None]
EDITS: dict[str, Edit] = {
    "Hid 3 works from visitors": lambda ids, key: bulk.hide(ids, ADA, key),
    "Added “Steering” to 3 works": lambda ids, key: bulk.add_topic(ids, "Steering", ADA, key),
    "Added “Topic 0” to 2 works": lambda ids, key: bulk.add_topic(ids, "topic 0", ADA, key),
    "Removed “Topic 0” from 1 work": lambda ids, key: bulk.remove_topic(ids, "Topic 0", ADA, key),
    "Deleted 3 works": lambda ids, key: bulk.remove(ids, ADA, key),
}
CHOSEN = [2, 3, 4]


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, *many(8, links=[{"url": "https://files.example/a.pdf", "kind": "pdf"}]))
    return app


def rows_of_others(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    works = [row for row in found["work"] if row["id"] not in CHOSEN]
    tagged = [row for row in found["work_topic"] if row["work_id"] not in CHOSEN]
    versions = [row for row in found["publication"] if row["work_id"] not in CHOSEN]
    return {"work": works, "work_topic": tagged, "publication": versions}


@pytest.mark.parametrize("title", EDITS)
def test_a_bulk_edit_changes_only_the_selected_works_and_can_be_undone(
    site: Flask, title: str
) -> None:
    with site.app_context():
        before = content()
        revision_id = EDITS[title](CHOSEN, "k")
        revision = db.session.get_one(Revision, revision_id)
        assert revision.title == title
        assert revision.action is (Action.DELETE if "Deleted" in title else Action.SAVE)
        after = content()
        assert after != before
        assert rows_of_others(after) == rows_of_others(before)
        undo.undo(revision, ADA)
        assert content() == before


def test_publishing_records_only_former_drafts(site: Flask) -> None:
    with site.app_context():
        bulk.hide([2, 3], ADA, None)
        revision_id = bulk.publish([1, 2, 3, 4], ADA, None)
        assert db.session.get_one(Revision, revision_id).title == "Published 2 works"
        items = select(RevisionItem.record_id, RevisionItem.before, RevisionItem.after)
        changed = db.session.execute(items.where(RevisionItem.revision_id == revision_id)).all()
        assert changed == [(n, {"state": "draft"}, {"state": "published"}) for n in (2, 3)]
        assert all(state is WorkState.PUBLISHED for state in db.session.scalars(select(Work.state)))


def test_a_bulk_edit_updates_the_version_number_and_time(site: Flask) -> None:
    with site.app_context():
        was = {work.id: (work.version, work.updated_at) for work in db.session.query(Work)}
        bulk.hide([2], ADA, None)
        now = {work.id: (work.version, work.updated_at) for work in db.session.query(Work)}
        assert now[2][0] == was[2][0] + 1
        assert now[2][1] > was[2][1]
        assert now[3] == was[3]


@pytest.mark.parametrize(
    "act",
    [
        lambda: bulk.publish([1, 2], ADA, "k"),
        lambda: bulk.add_topic([1, 4], "Topic 0", ADA, "k"),
        lambda: bulk.remove_topic([2, 3], "Topic 0", ADA, "k"),
        lambda: bulk.remove([99], ADA, "k"),
        lambda: bulk.add_topic([], "Nobody's", ADA, "k"),
    ],
)
def test_a_bulk_edit_without_effect_writes_nothing(site: Flask, act: Callable[[], Any]) -> None:
    with site.app_context():
        before, made = content(), rows(Revision)
        db.session.rollback()
        assert act() is None
        assert content() == before
        assert rows(Revision) == made


def test_undo_deletes_a_new_topic_and_removing_an_unknown_one_is_refused(site: Flask) -> None:
    with site.app_context():
        revision = db.session.get_one(Revision, bulk.add_topic([1], "Steering", ADA, None))
        undo.undo(revision, ADA)
        names = set(db.session.scalars(select(Topic.name)))
        assert names == {"Topic 0", "Topic 1", "Topic 2"}
        db.session.rollback()
        with pytest.raises(UnknownTopicError):
            bulk.remove_topic([1], "Nobody's", ADA, None)


def test_a_repeated_submission_acts_once(site: Flask) -> None:
    with site.app_context():
        first = bulk.hide([1], ADA, "once")
        assert timeline.done_by("once") == first
        assert timeline.done_by("never") is None
        db.session.rollback()
        with pytest.raises(DoneAlreadyError):
            bulk.publish([1], ADA, "once")


@pytest.mark.slow
@pytest.mark.parametrize("title", EDITS)
def test_the_number_of_statements_does_not_grow_with_the_works(app: Flask, title: str) -> None:
    fill(app, *many(200))
    counts = []
    for ids in (CHOSEN, list(range(5, 200))):
        with statements(app) as sent, app.app_context():
            assert EDITS[title](ids, f"for {len(ids)}")
        counts.append(len(sent))
    assert counts[1] <= counts[0]


@pytest.mark.slow
def test_bulk_edits_of_3000_works_are_fast(app: Flask) -> None:
    fill(app, *many(3_000))
    everything = list(range(1, 3_001))
    seconds = []
    for act in (bulk.hide, bulk.publish, bulk.remove):
        with app.app_context():
            start = process_time()
            assert act(everything, ADA, None)
            seconds.append(process_time() - start)
    # The goal is 2 s; a busy machine may take several times as long.
    assert max(seconds) < 10

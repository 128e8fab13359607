"""What deleting, undoing, redoing and restoring works declines and takes back."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Action, Declined, DeclinedValue, DeclineReason, Noun, Revision, Work
from app.services.actor import TERMINAL
from app.services.declined import store
from app.services.editing import bulk, declined, merging, versions, works
from app.services.history import trash
from app.services.loading import new_site
from tests.support.database import statements
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.imports import counts, imported, seen, stage
from tests.support.undo import undo_last

TIDES = record(work="tides", doi="10.1000/tides")


def titles(app: Flask) -> list[str | None]:
    """Return the titles of what is declined now."""
    with app.app_context():
        return [entry.title for entry in declined.declined_page(None).entries]


def delete(app: Flask, slug: str = "tides") -> None:
    with app.app_context():
        works.delete(slug, TERMINAL, None)


def newest() -> Revision:
    return db.session.scalars(select(Revision).order_by(Revision.id.desc()).limit(1)).one()


def test_a_deleted_work_is_declined_until_the_deletion_is_undone(app: Flask) -> None:
    fill(app, TIDES, {**PREPRINT, "work": "tides"}, record(title="On dunes"))
    delete(app)
    assert titles(app) == ["On tides"]
    for expected in ([], ["On tides"], [], ["On tides"]):
        undo_last(app)
        assert titles(app) == expected
    with app.app_context():
        values = set(db.session.scalars(select(DeclinedValue.value)))
    assert values == {
        *("on tides", "10.1000/tides", "2301.00001", "2023", "2024"),
        *(value for value in values if "roe" in value or "li" in value or len(value) == 32),
    }


def test_restoring_from_the_trash_takes_it_back(app: Flask) -> None:
    fill(app, TIDES)
    delete(app)
    with app.app_context():
        work_id = db.session.scalars(select(Declined.work_id)).one() or 0
        trash.restore((Noun.WORK, work_id), newest(), TERMINAL)
    assert titles(app) == []
    undo_last(app)
    assert titles(app) == ["On tides"]


def test_deleting_many_works_declines_each_with_few_statements(app: Flask) -> None:
    sent = []
    for number in (3, 40):
        fill(app, *many(number))
        with app.app_context():
            ids = list(db.session.scalars(select(Work.id)))
            with statements(app) as counted:
                bulk.remove(ids, TERMINAL, None)
            sent.append(len(counted))
    assert sent[0] == sent[1]
    assert len(titles(app)) == 40


def test_neither_joining_nor_undoing_an_import_nor_starting_over_declines(app: Flask) -> None:
    fill(app, TIDES, record(title="On dunes", work="dunes"))
    with app.app_context():
        merging.join("tides", "dunes", TERMINAL, None)
    imported(app, record(title="On kelp"))
    undo_last(app)
    with app.app_context():
        new_site.start_over("Ada Roe", TERMINAL, None)
    assert titles(app) == []


def test_a_removed_version_is_declined_but_not_its_work(app: Flask) -> None:
    fill(app, TIDES, {**PREPRINT, "work": "tides"})
    with app.app_context():
        preprint = works.edited_work("tides", None).work.publications[1].id
        versions.remove("tides", preprint, TERMINAL, None)
    found = seen(app, stage(app, PREPRINT, {**TIDES, "work": None}, record(volume="4")))
    assert counts(found) == {"declined": 1, "same": 1, "changed": 1}


@pytest.mark.parametrize("add", [fill, imported])
def test_what_is_added_again_is_no_longer_declined(app: Flask, add: Callable[..., object]) -> None:
    fill(app, TIDES)
    delete(app)
    if add is imported:
        with app.app_context():
            declined.take_back(None, TERMINAL)
    add(app, TIDES)
    assert titles(app) == []


def test_taking_back_can_be_undone(app: Flask) -> None:
    fill(app, TIDES, record(title="On dunes", work="dunes"))
    delete(app)
    delete(app, "dunes")
    with app.app_context():
        one = declined.declined_page(None).entries[0]
        declined.take_back(one.id, TERMINAL)
        assert newest().title == "Took back a declined entry"
    assert titles(app) == ["On tides"]
    undo_last(app)
    assert titles(app) == ["On dunes", "On tides"]
    with app.app_context():
        declined.take_back(None, TERMINAL)
        assert newest().action is Action.SAVE
        assert declined.take_back(None, TERMINAL) is None
    assert titles(app) == []


def test_a_work_deleted_permanently_is_still_recognized(app: Flask) -> None:
    fill(app, TIDES)
    delete(app)
    with app.app_context():
        store.hash_works([db.session.scalars(select(Declined.work_id)).one() or 0])
        db.session.commit()
        entry = declined.declined_page(None).entries[0]
        assert db.session.scalars(select(Declined.reason)).one() is DeclineReason.DELETED
    assert (entry.title, entry.reason) == (
        "A work deleted permanently",
        "Deleted permanently just now",
    )
    assert counts(seen(app, stage(app, TIDES))) == {"declined": 1}

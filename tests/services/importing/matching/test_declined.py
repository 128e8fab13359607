"""Entries that were declined before, in the preview of a later import."""

from typing import Any

import pytest
from flask import Flask

from app.database import db
from app.models import Decision, ImportState, ItemState, Revision
from app.services.actor import TERMINAL
from app.services.editing import declined, works
from tests.support.database import statements, versions
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.imports import applied, choose, counts, entries, imported, seen, stage
from tests.support.undo import undo_last

TIDES, KELP = record(), record(title="On kelp", doi="10.1000/kelp")
CONFERENCE = record(type="paper-conference", venue="TideConf")


def states(app: Flask, batch_id: int) -> list[tuple[ItemState, Decision]]:
    return [(entry.state, entry.decision) for entry in entries(app, batch_id)]


def decline(app: Flask, *records: dict[str, Any]) -> None:
    """Import records and mark all of them as not the owner's."""
    batch_id = stage(app, *records)
    for position in range(len(records)):
        choose(app, batch_id, position, Decision.DECLINE)
    applied(app, batch_id)


def titles(app: Flask) -> list[str]:
    with app.app_context():
        return [entry.title for entry in declined.declined_page(None).entries]


DECLINED = (ItemState.DECLINED, Decision.SKIP)


def test_what_is_not_hers_is_skipped_by_later_imports(app: Flask) -> None:
    fill(app)
    batch_id = stage(app, TIDES, KELP)
    choose(app, batch_id, 0, Decision.DECLINE)
    assert applied(app, batch_id).done == "Imported 1 work from mine.json, and declined 1 entry"
    later = stage(app, PREPRINT, CONFERENCE, record(title="On tides and dunes"))
    assert states(app, later) == [DECLINED, DECLINED, (ItemState.NEW, Decision.ADD)]
    assert seen(app, later).chosen == 1
    applied(app, later)
    assert [work[0][0] for work in versions(app)] == ["On kelp", "On tides and dunes"]


def test_an_import_that_only_declines_is_undone_and_redone(app: Flask) -> None:
    fill(app)
    decline(app, TIDES, KELP)
    with app.app_context():
        assert db.session.get_one(Revision, 2).title == "Declined 2 entries of an import"
    assert sorted(titles(app)) == ["On kelp", "On tides"]
    for expected in ([], ["On kelp", "On tides"], []):
        undo_last(app)
        assert sorted(titles(app)) == expected
    assert counts(seen(app, stage(app, TIDES, KELP))) == {"new": 2}


@pytest.mark.parametrize("decision", [Decision.ADD, Decision.JOIN])
def test_importing_a_declined_entry_takes_it_back(app: Flask, decision: Decision) -> None:
    fill(app)
    decline(app, PREPRINT)
    both = stage(app, PREPRINT, TIDES)
    assert states(app, both) == [DECLINED] * 2
    choose(app, both, 0, Decision.ADD)
    choose(app, both, 1, decision)
    applied(app, both)
    expected = [[("On tides", 2024), ("On tides", 2023)]]
    if decision is Decision.ADD:
        expected = [[("On tides", 2023)], [("On tides", 2024)]]
    assert versions(app) == expected
    assert titles(app) == []
    undo_last(app)
    assert (titles(app), versions(app)) == (["On tides"], [])


def test_only_the_declined_version_of_a_work_is_skipped(app: Flask) -> None:
    fill(app, TIDES)
    decline(app, PREPRINT)
    later = stage(app, PREPRINT, TIDES, CONFERENCE)
    assert states(app, later) == [
        DECLINED,
        (ItemState.SAME, Decision.SKIP),
        (ItemState.VERSION, Decision.JOIN),
    ]
    assert [entry.work_id for entry in entries(app, later)] == [1, 1, 1]


def test_a_deleted_duplicate_does_not_hold_back_the_work_that_is_kept(app: Flask) -> None:
    fill(app, record(work="tides"), {**PREPRINT, "work": "tides-2"})
    with app.app_context():
        works.delete("tides-2", TERMINAL, None)
    later = stage(app, record(volume="4"), CONFERENCE, PREPRINT)
    assert [state for state, _ in states(app, later)] == [
        ItemState.CHANGED,
        ItemState.VERSION,
        ItemState.DECLINED,
    ]


def test_what_belongs_to_a_declined_entry_of_the_file_is_declined(app: Flask) -> None:
    fill(app)
    decline(app, PREPRINT)
    retitled = record(title="Tides of Mars", arxiv_id="2301.00001")
    again = record(title="Tides of Mars", volume="4")
    assert states(app, stage(app, PREPRINT, retitled, again)) == [DECLINED] * 3


def test_an_entry_without_identifiers_is_recognized_as_it_stands(app: Flask) -> None:
    fill(app)
    nameless = record(title="Untitled", authors=[])
    decline(app, nameless)
    assert states(app, stage(app, nameless)) == [DECLINED]
    assert counts(seen(app, stage(app, record(title="Untitled", authors=[], year=1999)))) == {
        "new": 1
    }


def test_what_was_declined_during_the_preview_is_not_imported_unseen(app: Flask) -> None:
    fill(app)
    earlier = stage(app, TIDES, KELP)
    choose(app, earlier, 1, Decision.DECLINE)
    decline(app, TIDES)
    back = applied(app, earlier)
    assert (back.state, back.done) == (ImportState.READY, None)
    assert (back.note or "").startswith("The site has changed")
    assert states(app, earlier) == [DECLINED, (ItemState.NEW, Decision.DECLINE)]


def test_what_was_taken_back_during_the_preview_is_offered_again(app: Flask) -> None:
    fill(app)
    decline(app, TIDES)
    later = stage(app, TIDES)
    with app.app_context():
        declined.take_back(None, TERMINAL)
    assert applied(app, later).state is ImportState.READY
    assert states(app, later) == [(ItemState.NEW, Decision.ADD)]


def test_a_loaded_document_is_not_held_back(app: Flask) -> None:
    fill(app)
    decline(app, TIDES)
    fill(app, TIDES)
    assert versions(app) == [[("On tides", 2024)]]
    assert titles(app) == []


@pytest.mark.slow
def test_the_statements_of_an_import_do_not_grow_with_what_is_declined(app: Flask) -> None:
    fill(app)
    sent = []
    for number in (2, 40):
        batch_id = stage(app, *many(number))
        for position in range(number):
            choose(app, batch_id, position, Decision.DECLINE)
        with statements(app) as counted:
            applied(app, batch_id)
            imported(app, *many(number))
        sent.append(len(counted))
    assert sent[0] == sent[1]

"""Applying an import: one revision or nothing, and importing the same again changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.bibliography.entry import ParsedEntry
from app.database import db
from app.database.transactions import locks_out
from app.models import (
    Decision,
    ImportItem,
    ImportState,
    ItemState,
    Publication,
    Revision,
    Topic,
    Work,
)
from app.services.catalog import stored_html
from app.services.importing import apply, batches, prepare, staging, worker, write
from tests.support.database import content, rows, versions
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, many, record
from tests.support.imports import applied, choose, counts, entries, imported, seen, stage
from tests.support.undo import undo_last

OTHER = record(title="On dunes", doi="10.1000/dunes", topics=["Dunes"])


def test_an_import_is_one_revision_with_a_summary(app: Flask) -> None:
    fill(app, record())
    done = imported(app, OTHER, record(title="On kelp"), PREPRINT, record(volume="3"))
    assert done.done == "Imported 2 works, 1 version and 1 change from mine.json"
    assert done.state is ImportState.APPLIED
    assert versions(app)[0] == [("On tides", 2024), ("On tides", 2023)]
    with app.app_context():
        assert rows(Revision) == 2
        assert db.session.scalars(select(Topic.name)).all() == ["Dunes"]


def test_imported_publications_are_stored_fully_rendered(app: Flask) -> None:
    document = [record(**r) for r in many(5)] + [PREPRINT, record(), OTHER]
    fill(app)
    imported(app, *document)
    with app.app_context():
        after = content()
        for publication in db.session.scalars(select(Publication)):
            shown = publication.title_html, publication.authors_html
            stored_html.render(publication, 1)
            assert shown == (publication.title_html, publication.authors_html)
        db.session.rollback()
    works = versions(app)
    with app.app_context():
        assert len(after["publication"]) == len(document)
    assert [("On tides", 2024), ("On tides", 2023)] in works


def test_importing_the_same_file_again_finds_everything_unchanged(app: Flask) -> None:
    fill(app, record(pages="1–9"))
    file = [record(pages="2–10", volume="3"), OTHER, PREPRINT, record(title="On kelp"), OTHER]
    imported(app, *file)
    again = seen(app, stage(app, *file))
    assert counts(again) == {"same": len(file)}
    assert again.chosen == 0


def test_undo_removes_everything_and_redo_restores_it(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        before = content()
    imported(app, OTHER, PREPRINT, record(abstract=LONG_ABSTRACT))
    with app.app_context():
        after = content()
    undo_last(app)
    with app.app_context():
        assert content() == before
    undo_last(app)
    with app.app_context():
        assert content() == after


def test_skipped_entries_are_not_imported(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, OTHER, record(title="On kelp"), record(volume="3", pages="4–5"))
    choose(app, batch_id, 0, Decision.SKIP)
    choose(app, batch_id, 2, Decision.JOIN, "pages")
    applied(app, batch_id)
    assert versions(app) == [[("On tides", 2024)], [("On kelp", 2024)]]
    with app.app_context():
        first = db.session.get_one(Publication, 1)
        assert (first.pages, first.volume) == ("4–5", None)


def test_current_values_are_replaced_only_if_selected(app: Flask) -> None:
    fill(app, record(pages="1–9", title="On tydes", doi="10.1000/t"))
    batch_id = stage(app, record(pages="2–10", doi="10.1000/t", year=2023))
    applied(app, batch_id)
    with app.app_context():
        assert db.session.get_one(Publication, 1).title == "On tydes"
    batch_id = stage(app, record(pages="2–10", doi="10.1000/t", year=2023))
    choose(app, batch_id, 0, Decision.JOIN, "title", "year", "pages")
    applied(app, batch_id)
    with app.app_context():
        publication = db.session.get_one(Publication, 1)
        assert (publication.title, publication.year) == ("On tides", 2023)
        assert db.session.get_one(Work, 1).listed_on == 20230000


def test_possible_duplicates_join_if_selected(app: Flask) -> None:
    fill(app, record(title="Weighing the tides of a whole summer by hand"))
    batch_id = stage(app, record(title="Weighing tides of the whole summer by hands", year=2023))
    choose(app, batch_id, 0, Decision.JOIN)
    applied(app, batch_id)
    assert len(versions(app)) == 1
    assert len(versions(app)[0]) == 2


def test_a_version_can_be_imported_as_a_separate_work(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, PREPRINT)
    choose(app, batch_id, 0, Decision.ADD)
    applied(app, batch_id)
    assert versions(app) == [[("On tides", 2024)], [("On tides", 2023)]]


def test_duplicates_of_skipped_entries_become_the_work(app: Flask) -> None:
    fill(app)
    batch_id = stage(app, PREPRINT, record(), record(volume="3"))
    choose(app, batch_id, 0, Decision.SKIP)
    choose(app, batch_id, 1, Decision.SKIP)
    applied(app, batch_id)
    assert versions(app) == [[("On tides", 2024)]]


def test_suggested_topics_are_added_only_if_selected(app: Flask) -> None:
    fill(app, record(), topics=["Dunes", "Sand"])
    batch_id = stage(app, record(title="Dunes of sand"))
    choose(app, batch_id, 0, Decision.ADD, topics=["Sand"])
    applied(app, batch_id)
    with app.app_context():
        assert [t.name for t in db.session.get_one(Work, 2).topics] == ["Sand"]


@pytest.mark.slow
def test_a_failure_writes_nothing_and_keeps_the_preview(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, record())
    batch_id = stage(app, OTHER, PREPRINT)
    with app.app_context():
        before = content()

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(write.WorkWriter, "_tag", fail)
    failed = applied(app, batch_id)
    assert (failed.state, failed.note) == (ImportState.READY, worker.FAILED)
    assert failed.chosen == 2
    with app.app_context():
        assert content() == before
    monkeypatch.undo()
    assert applied(app, batch_id).state is ImportState.APPLIED


def test_an_import_returns_to_the_preview_if_the_site_changed(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, PREPRINT, record(title="On kelp"))
    undo_last(app)
    shown = applied(app, batch_id)
    assert shown.state is ImportState.READY
    assert "1 entry was updated" in (shown.note or "")
    assert [e.state for e in entries(app, batch_id)] == [ItemState.NEW, ItemState.NEW]
    assert applied(app, batch_id).done == "Imported 2 works from mine.json"


@pytest.mark.slow
def test_works_added_since_the_preview_are_not_duplicated(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, OTHER, record(title="On kelp"))
    imported(app, OTHER)
    assert applied(app, batch_id).done == "Imported 1 work from mine.json"
    assert len(versions(app)) == 3


def test_a_repeated_import_request_acts_once(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, OTHER)
    applied(app, batch_id)
    with app.app_context():
        assert batches.request_apply(batch_id) is False
    applied(app, batch_id)
    assert len(versions(app)) == 2


def test_an_invalid_link_is_kept_only_in_the_source(app: Flask) -> None:
    fill(app)
    wrong = {"url": f"https://{'ü' * 60}.example/"}
    imported(app, record(links=[wrong, {"url": "https://a.example/"}]))
    with app.app_context():
        publication = db.session.scalars(select(Publication)).one()
        assert [link.url for link in publication.links] == ["https://a.example/"]
        assert "ü" in (publication.source or "")


@pytest.mark.slow
def test_skipped_entries_stay_skipped_when_the_site_changes(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, OTHER, record(title="Weighing tides of the whole summer by hands"))
    choose(app, batch_id, 1, Decision.SKIP)
    imported(app, record(title="Weighing the tides of a whole summer by hand"))
    applied(app, batch_id)
    assert applied(app, batch_id).state is ImportState.APPLIED
    assert len(versions(app)) == 3


def test_duplicates_of_a_skipped_entry_stay_together(app: Flask) -> None:
    fill(app)
    batch_id = stage(app, PREPRINT, record(), record(type="chapter", venue="Seas"))
    choose(app, batch_id, 0, Decision.SKIP)
    applied(app, batch_id)
    assert [len(work) for work in versions(app)] == [2]


@pytest.mark.slow
def test_works_added_during_the_recheck_are_not_duplicated(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app)
    batch_id = stage(app, record())
    fill(app, OTHER)
    usual = staging.parsed_entry

    def late(item: ImportItem) -> ParsedEntry:
        fill(app, record())
        return usual(item)

    monkeypatch.setattr(staging, "parsed_entry", late)
    assert applied(app, batch_id).done is None
    assert len(versions(app)) == 2


SAVE = "BEGIN IMMEDIATE; UPDATE site SET changes = changes + 1; COMMIT"


def saving_meanwhile(monkeypatch: pytest.MonkeyPatch, database: Path) -> list[bool]:
    """Save something whenever an import is prepared; return whether that was possible."""
    prepared, saved = prepare.prepare_publications, list[bool]()

    def prepare_and_save(*args: Any) -> Any:
        found = prepared(*args)
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as other:
            try:
                other.executescript(SAVE)
                saved.append(True)
            except sqlite3.OperationalError:
                saved.append(False)
        return found

    monkeypatch.setattr(prepare, "prepare_publications", prepare_and_save)
    return saved


def test_an_import_is_done_though_others_keep_saving(
    app: Flask, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, record())
    batch_id = stage(app, OTHER, record(title="On kelp"), record(volume="3"))
    saved = saving_meanwhile(monkeypatch, database)
    done = applied(app, batch_id)
    assert saved == [True, True, False]
    assert done.state is ImportState.APPLIED
    assert len(versions(app)) == 3
    with app.app_context():
        assert not locks_out()


def test_a_large_import_gives_up_rather_than_lock_others_out(
    app: Flask, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, record())
    batch_id = stage(app, OTHER)
    monkeypatch.setattr(apply, "SMALL", 0)
    saved = saving_meanwhile(monkeypatch, database)
    done = applied(app, batch_id)
    assert saved == [True] * 4
    assert (done.state, done.note) == (ImportState.READY, apply.KEEPS_CHANGING)
    assert len(versions(app)) == 1

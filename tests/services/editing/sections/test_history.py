"""Every change of sections and entries can be undone, restored and deleted permanently."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.bibliography.document.sections import SectionKind
from app.database import Base, db
from app.models import Noun, Revision, Section, SectionEntry, Work
from app.services.actor import TERMINAL
from app.services.editing import bulk, merging, works
from app.services.editing.sections import entries, sections
from app.services.erasing import erase
from app.services.history import pages, trash, undo
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshots import RecordRef
from tests.support.database import content, rows
from tests.support.factories import fill, record
from tests.support.sections import SECTIONS, TALKS

Change = Callable[[], int | None]
AWARDS, POSITIONS, MEDAL, PRIZE = 1, 2, 1, 2
VALUES: dict[str, Any] = {
    "what": "Prize of the Bay",
    "where": "Bay",
    "started_on": "2020-05",
    "ended_on": "",
    "note": "For *tides*.",
    "url": "https://bay.example",
    "work": "Salt",
    "placement": "cv",
}
CHANGES: dict[str, Change] = {
    "add": lambda: sections.add(SectionKind.GRANTS, "", TERMINAL, None),
    "add one's own": lambda: sections.add(SectionKind.CUSTOM, "Hobbies", TERMINAL, None),
    "rename": lambda: sections.save(AWARDS, {"name": "Honours"}, TERMINAL, None),
    "list talks": lambda: sections.save(4, {"name": "", "lists_talks": False}, TERMINAL, None),
    "up": lambda: sections.move(POSITIONS, "up", TERMINAL),
    "down": lambda: sections.move(AWARDS, "down", TERMINAL),
    "delete": lambda: sections.delete(AWARDS, TERMINAL),
    "add an entry": lambda: entries.add(AWARDS, VALUES, TERMINAL, None),
    "edit an entry": lambda: entries.save(MEDAL, VALUES, TERMINAL, None),
    "delete an entry": lambda: entries.delete(PRIZE, TERMINAL),
    "delete its work": lambda: works.delete("on-tides", TERMINAL, None),
    "delete many works": lambda: bulk.remove([1, 2], TERMINAL, None),
    "join its work": lambda: merging.join("salt", "on-tides", TERMINAL, None),
}


@pytest.fixture
def site(app: Flask) -> Any:
    fill(app, record(topics=["Tides"]), record(title="Salt"), sections=[*SECTIONS, TALKS])
    with app.app_context():
        yield app


def belonging() -> str | None:
    """Return the slug of the work that the prize belongs to."""
    query = select(Work.slug).join(SectionEntry, SectionEntry.work_id == Work.id)
    return db.session.scalar(query.where(SectionEntry.id == PRIZE))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_one_revision_that_can_be_undone_and_redone(
    site: Flask, change: Change
) -> None:
    before = content()
    revision_id = change()
    assert revision_id
    after = content()
    assert after != before
    for expected in (before, after, before):
        newest = db.session.query(Revision).order_by(Revision.id.desc()).first()
        assert newest
        undo.undo(newest, TERMINAL)
        assert content() == expected


def titles() -> list[str]:
    return list(db.session.scalars(select(Revision.title).order_by(Revision.id)))[1:]


def test_the_timeline_says_what_was_done(site: Flask) -> None:
    for change in CHANGES.values():
        undo.undo(db.session.get_one(Revision, change()), TERMINAL)
    assert titles()[::2][:10] == [
        "Added the section “Grants”",
        "Added the section “Hobbies”",
        "Renamed the section “Awards” to “Honours”",
        "Edited the section “Talks”",
        "Moved the section “Positions” up",
        "Moved the section “Awards” down",
        "Deleted the section “Awards”",
        "Added “Prize of the Bay” to Awards",
        "Edited “Prize of the Bay” in Awards",
        "Deleted “Best Paper Award” from Awards",
    ]


def test_the_history_of_an_entry_tells_fields_and_names(site: Flask) -> None:
    entries.save(PRIZE, VALUES, TERMINAL, None)
    (change,) = pages.history_page(None).entries[0].changes
    lines = {line.label: "".join(piece.text for piece in line.pieces) for line in change.lines}
    assert change.kind == "Section entry"
    assert {"What", "Where", "From", "Note", "Web address", "Work", "Shown"} == lines.keys()
    assert "On tides" in lines["Work"]
    assert "Salt" in lines["Work"]
    assert "Only in the CV" in lines["Shown"]


def test_nothing_changed_makes_no_revision(site: Flask) -> None:
    assert sections.move(AWARDS, "up", TERMINAL) is None
    assert sections.save(AWARDS, {"name": "Awards"}, TERMINAL, None) is None
    assert entries.save(PRIZE, entries.values(PRIZE), TERMINAL, None) is None
    assert rows(Revision) == 1


def test_a_joined_work_keeps_its_entries(site: Flask) -> None:
    merging.join("salt", "on-tides", TERMINAL, None)
    assert belonging() == "salt"


def test_a_work_from_the_trash_has_its_entries_again(site: Flask) -> None:
    revision_id = works.delete("on-tides", TERMINAL, None)
    assert belonging() is None
    trash.restore((Noun.WORK, 1), db.session.get_one(Revision, revision_id), TERMINAL)
    assert belonging() == "on-tides"


def test_undoing_that_a_work_was_added_is_recorded_for_its_entries(site: Flask) -> None:
    entries.save(PRIZE, {**VALUES, "work": ""}, TERMINAL, None)
    deleted = works.delete("salt", TERMINAL, None)
    undone_id = undo.undo(db.session.get_one(Revision, deleted), TERMINAL)
    entries.save(PRIZE, VALUES, TERMINAL, None)
    before = content()
    again = undo.undo(db.session.get_one(Revision, undone_id), TERMINAL)
    assert belonging() is None
    undo.undo(db.session.get_one(Revision, again), TERMINAL)
    assert content() == before


def test_an_entry_is_restored_without_a_work_that_is_gone(site: Flask) -> None:
    revision_id = entries.delete(PRIZE, TERMINAL)
    works.delete("on-tides", TERMINAL, None)
    trash.restore((Noun.ENTRY, PRIZE), db.session.get_one(Revision, revision_id), TERMINAL)
    assert belonging() is None
    assert rows(SectionEntry) == 5
    assert rows(Work) == 1


def test_the_trash_has_a_section_with_its_entries_as_one(site: Flask) -> None:
    before = content()
    entries.delete(MEDAL, TERMINAL)
    revision_id = sections.delete(AWARDS, TERMINAL)
    assert [one.label for one in trash.everything()] == ["Awards", "Cape Medal"]
    trash.restore((Noun.SECTION, AWARDS), db.session.get_one(Revision, revision_id), TERMINAL)
    (left,) = trash.everything()
    trash.restore((Noun.ENTRY, MEDAL), db.session.get_one(Revision, left.revision_id), TERMINAL)
    assert content() == before


def test_an_entry_brings_its_section_back(site: Flask) -> None:
    revision_id = entries.delete(MEDAL, TERMINAL)
    sections.delete(AWARDS, TERMINAL)
    trash.restore((Noun.ENTRY, MEDAL), db.session.get_one(Revision, revision_id), TERMINAL)
    assert db.session.get_one(SectionEntry, MEDAL).section_id == AWARDS
    assert db.session.get_one(Section, AWARDS).name == "Awards"


def test_a_restored_section_gets_a_free_address_but_no_name_of_another(site: Flask) -> None:
    revision = db.session.get_one(Revision, sections.delete(AWARDS, TERMINAL))
    sections.add(SectionKind.CUSTOM, "Awards!", TERMINAL, None)
    trash.restore((Noun.SECTION, AWARDS), revision, TERMINAL)
    assert db.session.get_one(Section, AWARDS).slug == "awards-2"
    again = db.session.get_one(Revision, sections.delete(AWARDS, TERMINAL))
    sections.add(SectionKind.AWARDS, "", TERMINAL, None)
    with pytest.raises(CannotRestoreError, match="Its name now belongs to “Awards”"):
        trash.restore((Noun.SECTION, AWARDS), again, TERMINAL)


def everything() -> str:
    tables = Base.metadata.sorted_tables
    found = [row for table in tables for row in db.session.execute(select(table))]
    return "\n".join(map(str, found))


@pytest.mark.parametrize("ref", [(Noun.SECTION, AWARDS), (Noun.ENTRY, MEDAL)])
def test_what_is_deleted_permanently_is_nowhere(site: Flask, ref: RecordRef) -> None:
    entries.save(MEDAL, {**VALUES, "work": "", "note": "Sealed."}, TERMINAL, None)
    deleted = sections.delete if ref[0] is Noun.SECTION else entries.delete
    deleted(ref[1], TERMINAL)
    erase.erase([ref], TERMINAL, None)
    for words in ("Prize of the Bay", "Cape Medal", "Sealed.", "bay.example"):
        assert words not in everything()
    assert ("Best Paper Award" in everything()) == (ref[0] is Noun.ENTRY)
    assert trash.everything() == []


def test_a_work_that_is_deleted_permanently_leaves_its_entry(site: Flask) -> None:
    revision = db.session.get_one(Revision, works.delete("on-tides", TERMINAL, None))
    erase.erase([(Noun.WORK, 1)], TERMINAL, None)
    with pytest.raises(CannotRestoreError):
        undo.undo(revision, TERMINAL)
    assert db.session.get_one(SectionEntry, PRIZE).what == "Best Paper Award"


def test_an_earlier_state_of_an_entry_is_restored(site: Flask) -> None:
    before = content()
    revision = db.session.get_one(Revision, entries.save(PRIZE, VALUES, TERMINAL, None))
    undo.restore((Noun.ENTRY, PRIZE), revision, TERMINAL, before=True)
    assert content() == before

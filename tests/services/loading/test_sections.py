"""Loading sections: what is new is added, nothing is overwritten; an export loads as it was."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.bibliography.document import reader
from app.bibliography.document.reader import DocumentError
from app.database import db
from app.models import Revision, Section, SectionEntry
from app.services.actor import TERMINAL
from app.services.editing.sections import entries, sections
from app.services.exporting import document as exporting
from app.services.history import undo
from app.services.loading import document, new_site
from tests.support.database import rows
from tests.support.factories import fill, profile_document, record
from tests.support.sections import AWARDS, SECTIONS, TALKS, stored

WHOLE: list[dict[str, Any]] = [
    *SECTIONS,
    TALKS,
    {
        "name": "In the média",
        "entries": [
            {
                "what": "Radio",
                "where": "The Cape",
                "started_on": "2024-09-30",
                "ended_on": "2024-10",
                "note": "About *tides*.",
                "url": "https://radio.example/a",
                "work": "on-tides",
                "placement": "cv",
            }
        ],
    },
]


def exported(app: Flask) -> bytes:
    with app.app_context():
        whole = exporting.document(drafts=True)
        assert whole
        return exporting.content(whole)


def test_an_export_loads_as_it_was(app: Flask, migrated: Path, tmp_path: Path) -> None:
    fill(app, record(), sections=WHOLE)
    with app.app_context():
        sections.save(1, {"name": "Honours"}, TERMINAL, None)
        sections.move(3, "up", TERMINAL)
        entries.delete(1, TERMINAL)
    content = exported(app)
    file = tmp_path / "fresh.sqlite"
    file.write_bytes(migrated.read_bytes())
    copy = create_app({"DATABASE_URL": f"sqlite:///{file}", "TESTING": True})
    with copy.app_context():
        document.load_document(reader.read_document(content))
    assert exported(copy) == content
    assert copy.test_client().get("/").text == app.test_client().get("/").text
    assert reader.read_document(content).sections[0].slug == "awards"


def test_the_same_document_again_changes_nothing(app: Flask) -> None:
    fill(app, record(), sections=WHOLE)
    before = exported(app)
    assert not fill(app, record(), sections=WHOLE).wrote
    assert exported(app) == before


def test_loading_adds_what_is_new_and_overwrites_nothing(app: Flask) -> None:
    fill(app, record(), sections=[AWARDS])
    same = {"what": "cape medal", "started_on": "2021", "where": "Elsewhere", "note": "New."}
    other = {"what": "Cape Medal", "started_on": "2022"}
    fill(app, record(), sections=[{"kind": "awards", "entries": [same, other]}, {"kind": "news"}])
    assert stored(app) == {"Awards": ["Cape Medal", "Best Paper Award", "Cape Medal"], "News": []}
    with app.app_context():
        medal = db.session.get_one(SectionEntry, 1)
        assert (medal.what, medal.where) == ("Cape Medal", "Academy of the Sea")
        assert (medal.note, medal.note_html) == ("New.", "<p>New.</p>")


def test_replacing_starts_over(app: Flask) -> None:
    fill(app, record(), sections=[AWARDS])
    with app.app_context():
        document.load_document(profile_document(sections=[{"name": "Hobbies"}]), replace=True)
    assert stored(app) == {"Hobbies": []}


def test_an_entry_of_an_unknown_work_is_an_error(app: Flask) -> None:
    with pytest.raises(DocumentError, match=r"sections\[0\].entries\[1\].work: no work is called"):
        fill(app, sections=[AWARDS])
    with app.app_context():
        assert rows(Section) == 0


def test_an_entry_of_a_work_that_has_another_address_here_is_loaded(app: Flask) -> None:
    fill(app, record(work="tides"))
    entry = {"what": "Prize", "work": "on-the-tides"}
    fill(app, record(work="on-the-tides"), sections=[{"kind": "awards", "entries": [entry]}])
    assert stored(app) == {"Awards": ["Prize"]}


def test_drafts_are_not_named_in_what_visitors_may_have(app: Flask) -> None:
    works = [{"work": "on-tides", "state": "draft"}]
    fill(app, record(work="on-tides"), works=works, sections=[AWARDS])
    with app.app_context():
        public = exporting.document()
    assert public
    assert [entry.work for entry in public.sections[0].entries] == [None, None]


def test_starting_with_ones_own_name_removes_sections_and_can_be_undone(app: Flask) -> None:
    fill(app, record(), sections=WHOLE)
    before = stored(app)
    with app.app_context():
        new_site.start_over("Kim Li", TERMINAL, None)
        assert (rows(Section), rows(SectionEntry)) == (0, 0)
        revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
        assert revision
        undo.undo(revision, TERMINAL)
    assert stored(app) == before

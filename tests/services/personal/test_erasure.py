"""An erased person is in no table any more, but for printed lists of authors."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.bibliography.document.sections import SectionKind
from app.database import db
from app.models import Authorship, Person, Publication, Revision, SectionEntry, Supervision
from app.services.actor import TERMINAL
from app.services.catalog.translations import tables, texts
from app.services.editing import people, works
from app.services.editing.sections import entries, sections
from app.services.history import trash, undo
from app.services.history.collisions import CannotRestoreError
from app.services.importing import batches, worker
from app.services.loading import new_site
from app.services.personal.erasure import Remainder, erase_person
from app.services.personal.subject import SubjectError, find_subject
from tests.support.database import tables_with
from tests.support.factories import document_bytes, fill, record
from tests.support.pdf_files import attach
from tests.support.personal import PEOPLE, fill_with_people

PRINTED = {"authorship", "publication", "revision_item", "profile", "coauthor"}


@pytest.fixture
def site(app: Flask) -> Any:
    fill_with_people(app)
    with app.app_context():
        yield


def erased(name: str) -> Remainder:
    return erase_person(find_subject(name), TERMINAL)


def test_a_person_is_gone_with_supervisions_names_and_history(site: None) -> None:
    for words in ("wrenley", "wren.example", "cape college"):
        assert tables_with(words)
    assert erased("Uma Wren") == Remainder(publications=1, in_biography=True)
    for words in ("wrenley", "wren.example", "cape college"):
        assert tables_with(words) == set()
    # The slug of the printed name.
    assert tables_with("uma-wren") == {"coauthor"}
    # The author list of "Open sea", the page made of it, and the biography.
    assert tables_with("uma wren") <= PRINTED
    assert db.session.scalars(select(Supervision.id)).all() == [2]
    assert trash.everything() == []
    titles = db.session.scalars(select(Revision.title).order_by(Revision.id)).all()
    assert titles[1:] == ["Edited a person", "Deleted 2 items permanently"]


def test_pdfs_that_may_print_the_name_are_counted(app: Flask, site: None) -> None:
    fill(app, record(title="Salt", authors=["Ada Roe"]), record(title="Kelp", authors=["Ada Roe"]))
    attach(app, "open-sea", slug="open-sea")
    attach(app, "thanks to Uma Wren", slug="salt")
    attach(app, "kelp", slug="kelp")
    assert erased("Uma Wren").pdf_files == 2


EDITED = "Edited Tom Wu"


def test_the_supervisors_of_others_lose_the_person_now_and_in_history(site: None) -> None:
    people.save(2, {**people.values(2), "level": "PhD"}, TERMINAL, None)
    erased("Uma Wren")
    rows = [("Ada Roe", "principal"), ("Ines Paz", "co")]
    assert [(row["name"], row["role"]) for row in people.values(2)["supervisors"]] == rows
    revision = next(one for one in db.session.scalars(select(Revision)) if one.title == EDITED)
    undo.undo(revision, TERMINAL)
    assert people.values(2)["level"] == "MSc"
    people.delete(2, TERMINAL, None)
    deleted = next(one for one in trash.everything() if one.noun.value == "supervision")
    gone = db.session.get_one(Revision, deleted.revision_id)
    trash.restore((deleted.noun, deleted.record_id), gone, TERMINAL)
    assert [(row["name"], row["role"]) for row in people.values(2)["supervisors"]] == rows


def test_a_supervisor_without_a_record_is_erased_by_name(site: None) -> None:
    assert erased("ines paz") == Remainder(publications=1, in_biography=False)
    assert tables_with("ines paz") <= PRINTED - {"profile"}
    assert "ines" not in str(people.values(2)).casefold()


def test_a_deleted_person_is_erased_from_the_trash(site: None) -> None:
    people.delete(2, TERMINAL, None)
    assert len(trash.everything()) == 2
    assert erased("Tom Wu") == Remainder(publications=0, in_biography=False)
    assert tables_with("tom wu") | tables_with("tom-wu") == set()
    assert trash.everything() == []


def test_what_was_erased_cannot_be_restored(site: None) -> None:
    revision = db.session.scalars(select(Revision).where(Revision.title.contains("Wrenley"))).one()
    erased("Uma Wren")
    with pytest.raises(CannotRestoreError, match="deleted permanently"):
        undo.undo(revision, TERMINAL)


def test_author_lists_stay_as_printed_without_a_link(site: None) -> None:
    uma = next(iter(find_subject("Uma Wren").ids))
    (row,) = db.session.scalars(select(Authorship).where(Authorship.position == 1))
    row.person_id = uma
    db.session.commit()
    erased("Uma Wren")
    printed = select(Authorship.name_as_published, Authorship.person_id)
    rows = db.session.execute(printed.order_by(Authorship.position))
    assert [tuple(one) for one in rows] == [("Ada Roe", 1), ("Uma Wren", None), ("Ines Paz", None)]
    assert "Uma Wren" in db.session.scalars(select(Publication.authors_html)).one()
    works.delete("open-sea", TERMINAL, None)
    (listed,) = trash.everything()
    gone = db.session.get_one(Revision, listed.revision_id)
    trash.restore((listed.noun, listed.record_id), gone, TERMINAL)


def test_files_that_name_the_person_are_deleted(site: None) -> None:
    content = document_bytes(record(title="Kelp", authors=["Ada Roe"]), people=PEOPLE)
    batch_id = batches.create_batch("profile.json", content, TERMINAL)
    worker.run(batch_id)
    assert "import_content" in tables_with("wren.example")
    erased("Uma Wren")
    assert tables_with("wren.example") == set()


def test_a_former_owner_is_erased_with_the_profile_of_that_time(site: None) -> None:
    new_site.start_over("Dora May", TERMINAL, None)
    assert tables_with("i teach uma wren")
    erased("Ada Roe")
    assert tables_with("i teach uma wren") == set()
    assert tables_with("ada roe") <= {"revision_item"}
    assert db.session.scalars(select(Person.name)).all() == ["Dora May"]
    assert tables_with("dora may") >= {"person", "revision_item"}


def test_the_owner_is_not_erased(site: None) -> None:
    with pytest.raises(SubjectError, match="the owner of the site"):
        erased("Ada Roe")
    assert db.session.scalars(select(Person.name).where(Person.id == 1)).one() == "Ada Roe"


def test_entries_that_mention_the_person_are_named(site: None) -> None:
    sections_with("A prize for Uma Wren")
    assert erased("Tom Wu").entries == ()
    assert erased("Uma Wren").entries == ("A prize for Uma Wren",)


def test_translations_that_mention_the_person_are_named(site: None) -> None:
    sections_with("A prize")
    entry_id = db.session.scalars(select(SectionEntry.id)).one()
    texts.write_texts(tables.ENTRY, entry_id, {"what.fr": "Un prix pour Tom Wu"})
    texts.write_texts(tables.PROFILE, 1, {"biography.fr": "J’encadre Tom Wu."})
    db.session.commit()
    remainder = erased("Tom Wu")
    assert (remainder.entries, remainder.in_biography) == (("A prize",), True)


def test_the_sections_of_a_former_owner_are_erased(site: None) -> None:
    sections_with("Medal of the cape")
    new_site.start_over("Dora May", TERMINAL, None)
    sections_with("Medal of the bay")
    erased("Ada Roe")
    assert tables_with("medal of the cape") == set()
    assert tables_with("medal of the bay") == {"section_entry", "revision_item", "revision"}


def sections_with(what: str) -> int:
    """Add a section with an entry; return its id."""
    sections.add(SectionKind.AWARDS, "", TERMINAL, None)
    section_id = sections.all_sections()[0].id
    entries.add(section_id, {**entries.new_values(section_id), "what": what}, TERMINAL, None)
    return section_id

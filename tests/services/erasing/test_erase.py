"""What is deleted permanently is in no table any more; what remains says so."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import (
    Action,
    DismissedDuplicate,
    Image,
    ImportBatch,
    ImportItem,
    ImportState,
    ItemState,
    LinkCheck,
    LinkState,
    Noun,
    Person,
    Publication,
    Revision,
    RevisionItem,
    Topic,
    Venue,
    Work,
    WorkSlug,
)
from app.services.actor import TERMINAL
from app.services.editing import duplicate_pairs, merging, people, splitting, topics, works
from app.services.erasing import erase
from app.services.history import trash, undo
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshots import RecordRef
from app.services.importing import batches, worker
from app.services.moving.tables import all_tables, stored_rows
from tests.support.factories import fill, record

SEALED = "Sealed letters of Wren"
ENTRY = (
    "@article{sealed, title = {Sealed letters of Wren}, author = {Roe, Ada and Wren, Uma},"
    " journal = {Annals of Wax}, year = 2021, doi = {10.1000/sealed}}\n"
)
OTHER = "@article{kelp, title = {On kelp}, author = {Roe, Ada}, year = 2020}\n"


def everything() -> str:
    """Return the content of all tables, with the bytes of stored files as text."""
    found = []
    for table in all_tables():
        # As it is stored: titles of revisions have values.
        for row in db.session.execute(stored_rows(db.session.connection(), table)):
            found += [v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in row]
    return "\n".join(found).casefold()


def erased(*refs: RecordRef) -> Revision:
    revision_id = erase.erase(list(refs), TERMINAL, None)
    return db.session.get_one(Revision, revision_id)


def work_id(slug: str) -> int:
    return db.session.scalars(select(Work.id).where(Work.slug == slug)).one()


def titles() -> list[str]:
    return list(db.session.scalars(select(Revision.title).order_by(Revision.id)))


def run_import(content: str, *, apply: bool) -> int:
    batch_id = batches.create_batch("mine.bib", content.encode(), TERMINAL)
    worker.run(batch_id)
    if apply:
        assert batches.request_apply(batch_id)
        worker.run(batch_id)
    return batch_id


@pytest.fixture
def site(app: Flask) -> Any:
    """A site with one work to erase, which came by an import and was edited and renamed."""
    fill(app, record(title="On kelp", doi="10.1000/kelp", year=2020, authors=["Ada Roe"]))
    with app.app_context():
        run_import(ENTRY + OTHER, apply=True)
        run_import(ENTRY + OTHER, apply=False)
        sealed = work_id("sealed-letters-of-wren")
        edited = works.edited_work("sealed-letters-of-wren", None)
        values = {**edited.values(), "slug": "wren-letters", "abstract": "Uma Wren's last words."}
        works.save(edited, values, None, TERMINAL, None)
        kelp = work_id("on-kelp")
        one, other = db.session.get_one(Work, sealed), db.session.get_one(Work, kelp)
        duplicate_pairs.dismiss(one, other, TERMINAL)
        works.delete("wren-letters", TERMINAL, "the key")
        yield sealed


@pytest.mark.slow
def test_no_table_has_anything_of_an_erased_work(site: int) -> None:
    assert "sealed letters" in everything()
    revision = erased((Noun.WORK, site))
    found = everything()
    for words in ("sealed", "wren", "wax", "10.1000/sealed", "last words"):
        assert words not in found
    assert "on kelp" in found
    assert (revision.title, revision.action) == ("Deleted a work permanently", Action.ERASE)
    assert "Edited a work" in titles()
    assert "Deleted a work" in titles()
    assert any(title.startswith("Imported") and "mine.bib" in title for title in titles())
    assert trash.everything() == []
    # The entry of the other work is still in the preview, with the site unchanged.
    assert db.session.scalars(select(ImportItem.title).distinct()).all() == ["On kelp"]
    assert db.session.scalars(select(DismissedDuplicate)).all() == []
    assert db.session.scalars(select(WorkSlug)).all() == []


def test_an_erased_work_is_declined_by_later_imports(site: int) -> None:
    erased((Noun.WORK, site))
    batch_id = run_import(ENTRY + OTHER, apply=False)
    found = select(ImportItem.state).where(ImportItem.batch_id == batch_id)
    states = db.session.scalars(found.order_by(ImportItem.position)).all()
    assert states == [ItemState.DECLINED, ItemState.SAME]


@pytest.mark.slow
def test_undo_and_restore_of_erased_content_are_refused_in_words(site: int) -> None:
    erased((Noun.WORK, site))
    refs = [(item.revision_id, item.record_id) for item in db.session.scalars(select(RevisionItem))]
    touched = {revision for revision, record_id in refs if record_id == site}
    for revision_id in sorted(touched):
        revision = db.session.get_one(Revision, revision_id)
        with pytest.raises(CannotRestoreError, match="deleted permanently"):
            undo.undo(revision, TERMINAL)
        for before in (False, True):
            with pytest.raises(CannotRestoreError):
                undo.restore((Noun.WORK, site), revision, TERMINAL, before=before)
        with pytest.raises(CannotRestoreError):
            trash.restore((Noun.WORK, site), revision, TERMINAL)
    assert db.session.scalars(select(Work.slug)).all() == ["on-kelp"]


@pytest.fixture
def two(app: Flask) -> Any:
    fill(app, record(title="Open sea"), record(title=SEALED, doi="10.1000/sealed", year=2010))
    with app.app_context():
        yield


def join() -> None:
    merging.join("open-sea", "sealed-letters-of-wren", TERMINAL, None)


def split() -> None:
    moved = db.session.scalars(select(Publication.id).where(Publication.title == SEALED)).one()
    splitting.split("open-sea", moved, TERMINAL, None)


def test_a_work_that_was_joined_is_erased_with_its_versions(two: None) -> None:
    sea = work_id("open-sea")
    join()
    works.delete("open-sea", TERMINAL, None)
    erased((Noun.WORK, sea))
    found = everything()
    assert "sealed" not in found
    assert "open" not in found.replace("open_", "")
    assert titles()[1:] == ["Joined a work", "Deleted a work", "Deleted a work permanently"]


def test_a_version_that_belongs_to_another_work_now_stays(two: None) -> None:
    sea, sealed = work_id("open-sea"), work_id("sealed-letters-of-wren")
    join()
    split()
    works.delete("open-sea", TERMINAL, None)
    erased((Noun.WORK, sea))
    assert "open sea" not in everything()
    assert db.session.scalars(select(Publication.title)).all() == [SEALED]
    items = select(RevisionItem).where(
        RevisionItem.noun == Noun.WORK, RevisionItem.record_id == sealed
    )
    kept = db.session.scalars(items.order_by(RevisionItem.revision_id)).all()[0]
    assert SEALED in str(kept.after)


def test_what_a_living_work_once_had_is_erased_from_its_history(two: None) -> None:
    sea = work_id("open-sea")
    join()
    split()
    (slug,) = db.session.scalars(select(Work.slug).where(Work.id != sea))
    gone = work_id(slug)
    works.delete(slug, TERMINAL, None)
    erased((Noun.WORK, gone))
    assert "sealed" not in everything()
    for revision in db.session.scalars(select(Revision).where(Revision.action == Action.JOIN)):
        with pytest.raises(CannotRestoreError, match="deleted permanently"):
            undo.restore((Noun.WORK, sea), revision, TERMINAL)
    assert db.session.scalars(select(Publication.title)).all() == ["Open sea"]


PEOPLE = [{"name": "Uma Wren", "level": "PhD", "role": "principal", "url": "https://wren.example"}]


@pytest.fixture
def student(app: Flask) -> Any:
    fill(app, record(title="Open sea"), people=PEOPLE)
    with app.app_context():
        values = people.values(1)
        people.save(1, {**values, "name": "Uma Wrenley"}, TERMINAL, None)
        yield


@pytest.mark.parametrize("noun", [Noun.SUPERVISION, Noun.PERSON])
def test_a_persons_names_disappear_everywhere(student: None, noun: Noun) -> None:
    person = db.session.scalars(select(Person.id).where(Person.name == "Uma Wrenley")).one()
    people.delete(1, TERMINAL, None)
    db.session.add(LinkCheck(url="https://wren.example/", state=LinkState.OK))
    db.session.commit()
    assert len(trash.everything()) == 2
    erased((noun, 1 if noun is Noun.SUPERVISION else person))
    assert "wren" not in everything()
    assert trash.everything() == []
    assert titles()[1:3] == ["Edited a person", "Deleted a student or collaborator"]


def test_a_name_that_is_not_published_any_more_can_be_erased(student: None) -> None:
    people.save(1, {**people.values(1), "is_unnamed": True}, TERMINAL, None)
    (listed,) = trash.everything()
    assert (listed.noun, listed.label) == (Noun.PERSON, "Uma Wrenley")
    erased((listed.noun, listed.record_id))
    assert "wren" not in everything()
    revision = db.session.get_one(Revision, 3)
    with pytest.raises(CannotRestoreError):
        undo.undo(revision, TERMINAL)
    assert people.values(1)["level"] == "PhD"


def test_printed_author_lists_keep_the_name_of_an_erased_person(app: Flask) -> None:
    fill(app, record(title="Open sea", authors=["Ada Roe", "Uma Wren"]), people=PEOPLE)
    with app.app_context():
        works.delete("open-sea", TERMINAL, None)
        people.delete(1, TERMINAL, None)
        person = next(one for one in trash.everything() if one.noun is Noun.PERSON)
        erased((Noun.PERSON, person.record_id))
        (work,) = trash.everything()
        revision = db.session.get_one(Revision, work.revision_id)
        trash.restore((Noun.WORK, work.record_id), revision, TERMINAL)
        (shown,) = db.session.scalars(select(Publication))
        assert [(a.name_as_published, a.person_id) for a in shown.authorships] == [
            ("Ada Roe", 1),
            ("Uma Wren", None),
        ]


def test_a_work_is_restored_without_its_erased_topic(app: Flask) -> None:
    fill(app, record(title="Open sea", topics=["Wrens", "Tides"]))
    with app.app_context():
        wrens = db.session.scalars(select(Topic.id).where(Topic.name == "Wrens")).one()
        topics.rename(wrens, "Wrens at sea", TERMINAL, None)
        works.delete("open-sea", TERMINAL, None)
        topics.delete(wrens, TERMINAL)
        erased((Noun.TOPIC, wrens))
        assert "wrens at sea" not in everything()
        (work,) = trash.everything()
        revision = db.session.get_one(Revision, work.revision_id)
        trash.restore((Noun.WORK, work.record_id), revision, TERMINAL)
        (restored,) = db.session.scalars(select(Work))
        assert [topic.name for topic in restored.topics] == ["Tides"]


def test_erasing_everything_leaves_only_what_is_on_the_site(site: int) -> None:
    works.delete("on-kelp", TERMINAL, None)
    refs = [(one.noun, one.record_id) for one in trash.everything()]
    revision = erased(*refs)
    assert revision.title == "Deleted 2 works permanently"
    found = everything()
    assert "kelp" not in found
    assert "wren" not in found
    assert db.session.scalars(select(ImportItem)).all() == []
    assert trash.everything() == []


def test_a_stopped_import_says_that_its_file_is_gone(site: int) -> None:
    batch_id = batches.create_batch("more.bib", (ENTRY + OTHER).encode(), TERMINAL)
    batches.stop(batch_id)
    erased((Noun.WORK, site))
    batch = db.session.get_one(ImportBatch, batch_id)
    assert (batch.state, batch.note) == (
        ImportState.FAILED,
        "Part of this file was deleted permanently. To import the rest, choose the file again.",
    )
    assert batches.read_content(batch_id) == b""


def test_venues_and_images_in_use_stay(app: Flask) -> None:
    fill(app, record(title="Open sea"), record(title=SEALED))
    with app.app_context():
        db.session.add(Image(hash="0" * 64, mimetype="image/jpeg", content=b"x"))
        works.delete("sealed-letters-of-wren", TERMINAL, None)
        erased((Noun.WORK, 2))
        assert db.session.scalars(select(Venue.name)).all() == ["Journal of Tides"]
        assert db.session.scalars(select(Image.hash)).all() == []

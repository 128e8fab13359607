"""Each language's text is a field of its own: in snapshots, undo, the trash and diffs."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Noun, Revision, RevisionItem
from app.services.actor import TERMINAL
from app.services.catalog.translations import tables, texts
from app.services.catalog.translations.tables import TextTable
from app.services.editing import profile, topics, works
from app.services.history import pages, snapshots, trash
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshots import FieldName, field_name
from tests.support.database import content
from tests.support.edits import done, undone
from tests.support.factories import fill, record
from tests.support.languages import speak
from tests.support.sections import SECTIONS

TEXTS: dict[str, tuple[TextTable, Noun, dict[str, str]]] = {
    "profile": (tables.PROFILE, Noun.PROFILE, {"biography.fr": "Les *marées*."}),
    "topic": (tables.TOPIC, Noun.TOPIC, {"name.fr": "Marées"}),
    "supervision": (tables.SUPERVISION, Noun.SUPERVISION, {"level.fr": "Doctorat"}),
    "section": (tables.SECTION, Noun.SECTION, {"name.fr": "Postes"}),
    "entry": (tables.ENTRY, Noun.ENTRY, {"what.fr": "Prix", "note.pt-BR": "Uma *nota*"}),
    "publication": (tables.PUBLICATION, Noun.WORK, {"title.fr": "Marées", "abstract.fr": "Sel."}),
}


@pytest.fixture
def site(app: Flask) -> Iterator[Flask]:
    fill(
        app,
        record(topics=["Tides", "Salt"]),
        people=[{"name": "Kim Li", "level": "PhD"}],
        sections=SECTIONS,
        profile={"biography": "I study tides."},
    )
    speak(app, "en", "fr", "ar")
    with app.app_context():
        yield app


@pytest.mark.parametrize("name", TEXTS)
def test_undo_and_redo_bring_translations_back(site: Flask, name: str) -> None:
    table, noun, given = TEXTS[name]
    before = content()
    revision = done(lambda _: texts.write_texts(table, 1, given), (noun, 1))
    after = content()
    assert after != before
    first = undone(revision.id)
    assert content() == before
    undone(first or 0)
    assert content() == after


@pytest.mark.parametrize("name", TEXTS)
def test_only_the_changed_text_is_recorded(site: Flask, name: str) -> None:
    table, noun, given = TEXTS[name]
    revision = done(lambda _: texts.write_texts(table, 1, given), (noun, 1))
    version = f"{snapshots.current_states([(noun, 1)])[noun, 1].get('publications', [''])[0]}."
    start = version if noun is Noun.WORK else ""
    assert revision.items[0].before == {}
    assert revision.items[0].after == {f"{start}{key}": text for key, text in given.items()}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("biography", FieldName(None, "biography", "")),
        ("biography.fr", FieldName(None, "biography", "fr")),
        ("12.title", FieldName(12, "title", "")),
        ("12.title.pt-BR", FieldName(12, "title", "pt-BR")),
        ("publications", FieldName(None, "publications", "")),
    ],
)
def test_names_of_fields_have_their_parts(name: str, parts: FieldName) -> None:
    assert field_name(name) == parts


def test_history_names_the_language_of_a_change(site: Flask) -> None:
    profile.save_biography("I study tides.", TERMINAL, None, {"biography.fr": "Les marées."})
    done(
        lambda _: texts.write_texts(tables.PUBLICATION, 1, {"title.fr": "Les marées"}),
        (Noun.WORK, 1),
    )
    newest, older = pages.history_page(None).entries[:2]
    assert [line.label for line in newest.changes[0].lines] == ["Title (français)"]
    assert [line.label for line in older.changes[0].lines] == ["Biography (français)"]
    assert [(p.kind, p.text) for p in older.changes[0].lines[0].pieces] == [("ins", "Les marées.")]


def test_what_is_restored_from_the_trash_has_its_translations(site: Flask) -> None:
    texts.write_texts(tables.TOPIC, 1, {"name.fr": "Marées"})
    texts.write_texts(tables.PUBLICATION, 1, {"title.fr": "Marées"})
    db.session.commit()
    before = content()
    topic = topics.delete(1, TERMINAL)
    assert texts.stored_texts(tables.TOPIC, [1]) == {}
    trash.restore((Noun.TOPIC, 1), db.session.get_one(Revision, topic or 0), TERMINAL)
    work = works.delete("on-tides", TERMINAL, None)
    assert texts.stored_texts(tables.PUBLICATION, [1]) == {}
    trash.restore((Noun.WORK, 1), db.session.get_one(Revision, work or 0), TERMINAL)
    assert content() == before


def test_a_name_that_another_record_has_by_now_is_not_restored(site: Flask) -> None:
    texts.write_texts(tables.TOPIC, 1, {"name.fr": "Marées"})
    db.session.commit()
    deletion = topics.delete(1, TERMINAL)
    topics.rename(2, "Salt", TERMINAL, None, {"name.fr": "Marées"})
    with pytest.raises(CannotRestoreError, match="“Marées”"):
        undone(deletion or 0)


def test_names_can_be_exchanged(site: Flask) -> None:
    for id_, name in ((1, "Marées"), (2, "Sel")):
        texts.write_texts(tables.TOPIC, id_, {"name.fr": name})
    db.session.commit()
    before = content()

    def exchange(_: object) -> None:
        texts.delete_texts(tables.TOPIC, [1, 2])
        texts.insert_texts(tables.TOPIC, {1: {"name.fr": "Sel"}, 2: {"name.fr": "Marées"}})

    revision = done(exchange, (Noun.TOPIC, 1), (Noun.TOPIC, 2))
    undone(revision.id)
    assert content() == before


def test_a_text_changed_since_is_not_undone(site: Flask) -> None:
    first = profile.save_biography("I study.", TERMINAL, None, {"biography.fr": "Un."})
    profile.save_biography("I study.", TERMINAL, None, {"biography.fr": "Deux."})
    with pytest.raises(CannotRestoreError, match="changed again"):
        undone(first or 0)
    items = select(RevisionItem).order_by(RevisionItem.revision_id.desc()).limit(1)
    assert db.session.scalars(items).one().after == {"biography.fr": "Deux."}

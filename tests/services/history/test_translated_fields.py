"""Every translated field of every kind of record: undo, trash, diffs, joins and erasure."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.database import db
from app.models import Noun, Revision
from app.services.actor import TERMINAL
from app.services.catalog import version_order
from app.services.catalog.translations import tables, texts
from app.services.editing import merging, people, profile, splitting, topics, works
from app.services.editing.sections import entries, sections
from app.services.erasing import erase
from app.services.history import pages, trash
from app.services.personal.erasure import erase_person
from app.services.personal.subject import find_subject
from tests.support.database import content, tables_with
from tests.support.edits import done, undone
from tests.support.translated_fields import TranslatedField, every_field, fill_records

FIELDS = pytest.mark.parametrize("field", every_field(), ids=str)
IN_TRASH = pytest.mark.parametrize(
    "field", [one for one in every_field() if one.noun is not Noun.PROFILE], ids=str
)
DELETE = {
    Noun.TOPIC: lambda: topics.delete(1, TERMINAL),
    Noun.SUPERVISION: lambda: people.delete(1, TERMINAL),
    Noun.SECTION: lambda: sections.delete(1, TERMINAL),
    Noun.ENTRY: lambda: entries.delete(2, TERMINAL),
    Noun.WORK: lambda: works.delete("on-tides", TERMINAL, None),
}


@pytest.fixture
def site(app: Flask) -> Iterator[Flask]:
    fill_records(app)
    with app.app_context():
        yield app


def write(field: TranslatedField, **given: str) -> Revision:
    """Save a field's texts in some languages as one change."""
    values = {field.key(language): text for language, text in given.items()}
    return done(
        lambda _: texts.write_texts(field.table, field.record_id, values),
        (field.noun, field.record_id),
    )


@FIELDS
def test_undoing_a_change_of_one_language_keeps_later_ones_of_another(
    site: Flask, field: TranslatedField
) -> None:
    before = content()
    french, arabic = write(field, fr="Une mer"), write(field, ar="بحر")
    assert field.stored() == {"fr": "Une mer", "ar": "بحر"}
    redo = undone(french.id)
    assert field.stored() == {"ar": "بحر"}
    undone(redo or 0)
    assert field.stored() == {"fr": "Une mer", "ar": "بحر"}
    undone(french.id)
    undone(arabic.id)
    assert content() == before


@FIELDS
def test_diffs_name_the_field_and_the_language_and_mark_the_text(
    site: Flask, field: TranslatedField
) -> None:
    write(field, fr="Une mer", ar="بحر")
    changes = pages.history_page(None).entries[0].changes
    assert [line.language for change in changes for line in change.lines] == ["fr", "ar"]
    lines = {line.language: line for change in changes for line in change.lines}
    assert {tag: [(p.kind, p.text) for p in line.pieces] for tag, line in lines.items()} == {
        "fr": [("ins", "Une mer")],
        "ar": [("ins", "بحر")],
    }
    names = {"fr": "français", "ar": "العربية"}
    labels = {line.label.removesuffix(f" ({names[tag or '']})") for tag, line in lines.items()}
    assert len(labels) == 1
    assert not any("(" in label or label.islower() for label in labels)


@IN_TRASH
def test_what_is_restored_has_its_texts_in_all_languages(
    site: Flask, field: TranslatedField
) -> None:
    write(field, fr="Une mer", ar="بحر")
    before = content()
    revision_id = DELETE[field.noun]()
    assert field.stored() == {}
    trash.restore(
        (field.noun, field.record_id), db.session.get_one(Revision, revision_id or 0), TERMINAL
    )
    assert content() == before


@IN_TRASH
def test_what_is_deleted_permanently_is_gone_in_every_language(
    site: Flask, field: TranslatedField
) -> None:
    for language in ("fr", "ar"):
        for text in ("Phosphore", "Phosphorescence"):
            write(field, **{language: f"{text} {language}"})
    DELETE[field.noun]()
    assert tables_with("phosphor") == {"revision_item"}
    erase.erase([(field.noun, field.record_id)], TERMINAL, None)
    assert tables_with("phosphor") == set()


@pytest.mark.parametrize(
    "field", [one for one in every_field() if one.table is tables.SUPERVISION], ids=str
)
def test_an_erased_person_is_gone_in_every_language(site: Flask, field: TranslatedField) -> None:
    write(field, fr="Phosphore", ar="Phosphorescence")
    write(field, fr="Phosphores")
    erase_person(find_subject("Kim Li"), TERMINAL)
    assert tables_with("phosphor") == set()


@pytest.mark.parametrize(
    "field", [one for one in every_field() if one.table is tables.PUBLICATION], ids=str
)
def test_joined_and_split_works_keep_their_texts(site: Flask, field: TranslatedField) -> None:
    write(field, fr="Une mer", ar="بحر")
    other = {field.key("fr"): "Du sel"}
    done(lambda _: texts.write_texts(tables.PUBLICATION, 2, other), (Noun.WORK, 2))
    before = content()
    joined = merging.join("on-salt", "on-tides", TERMINAL, None)
    both = texts.stored_texts(tables.PUBLICATION, [1, 2])
    assert both == {1: {field.key("fr"): "Une mer", field.key("ar"): "بحر"}, 2: other}
    splitting.split("on-salt", 1, TERMINAL, None)
    assert texts.stored_texts(tables.PUBLICATION, [1, 2]) == both
    assert len(version_order.work_at("on-salt").publications) == 1
    undone_split = undone(max(db.session.query(Revision.id))[0])
    assert undone_split
    undone(joined or 0)
    assert content() == before


def test_the_own_text_of_a_record_is_in_the_site_s_language(site: Flask) -> None:
    profile.save_biography("I study salt.", TERMINAL, None)
    edited = works.edited_work("on-tides", None)
    works.save(
        edited, {**edited.values(), "title": "On salt", "language": "fr"}, None, TERMINAL, None
    )
    changes = [entry.changes[0] for entry in pages.history_page(None).entries[:2]]
    lines = [(line.label, line.language) for change in changes for line in change.lines]
    assert lines[0] == ("Title (français)", "fr")
    assert ("Language", None) in lines
    assert lines[-1] == ("Biography (English)", "en")

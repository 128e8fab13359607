"""The language of the texts without a translation, changed so that each text stays in its own."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, exists, select, update

from app.database import bulk, db
from app.models import Profile, Publication, Section, SectionEntry, Supervision, Topic
from app.services.catalog import biography
from app.services.catalog.translations import tables, texts
from app.services.catalog.translations.tables import TextTable

RECORDS: tuple[tuple[TextTable, Any], ...] = (
    (tables.PROFILE, Profile),
    (tables.TOPIC, Topic),
    (tables.SUPERVISION, Supervision),
    (tables.SECTION, Section),
    (tables.ENTRY, SectionEntry),
)
REQUIRED = {"name", "what"}


def exchange(before: str, after: str) -> None:
    """Let the translations into the language `after` be the records' own texts.

    Their own texts so far become translations into `before`. Without any translation, all texts
    are taken to have been in `after` from the start.
    """
    if before == after or not any(db.session.scalar(_has(table, after)) for table, _ in RECORDS):
        return
    for table, model in RECORDS:
        _exchange(table, list(db.session.scalars(select(model))), before, after)
    unsaid = update(Publication).where(Publication.language.is_(None))
    db.session.execute(unsaid.values(language=before))
    for one in db.session.scalars(select(Profile)):
        biography.render(one)
    for entry in db.session.scalars(select(SectionEntry)):
        entry.note_html = biography.to_html(entry.note)


def _has(table: TextTable, language: str) -> Any:
    return select(exists().where(table.model.language == language))


def _exchange(table: TextTable, records: list[Any], before: str, after: str) -> None:
    stored = texts.stored_texts(table, [record.id for record in records])
    own, translations = {}, {}
    for record in _movable(table, records, stored, after):
        found = stored.get(record.id, {})
        own[record] = _own_texts(table, record, found, after)
        given = {field: getattr(record, field) for field in table.fields}
        keys = {texts.key(field, before): text for field, text in given.items()}
        translations[record.id] = {key: text or found.get(key) for key, text in keys.items()}
    for some in bulk.batches(list(translations)):
        of_them = table.model.record_id.in_(some)
        both = table.model.language.in_((before, after))
        db.session.execute(delete(table.model).where(of_them, both))
    _write(table, own)
    texts.insert_texts(table, translations)


def _own_texts(
    table: TextTable, record: Any, found: Mapping[str, str], after: str
) -> dict[str, Any]:
    """Return what becomes the text of each field; a name that has no translation stays."""
    there = {field: found.get(texts.key(field, after)) for field in table.fields}
    empty = {field: None if getattr(record, field) is None else "" for field in table.fields}
    return {
        field: text or empty[field]
        for field, text in there.items()
        if text or field not in REQUIRED
    }


def _movable(
    table: TextTable, records: list[Any], stored: Mapping[int, texts.Texts], after: str
) -> Iterator[Any]:
    """Yield the records but those whose new name is that of a record that has no other."""
    key = texts.key("name", after)
    new = {record.id: stored.get(record.id, {}).get(key) for record in records}
    are_unique = "name" in table.fields
    staying = {record.name for record in records if not new[record.id]} if are_unique else set()
    yield from (record for record in records if new[record.id] not in staying)


def _write(table: TextTable, own: Mapping[Any, Mapping[str, Any]]) -> None:
    # Names are unique, also while they are exchanged.
    for record, changes in own.items():
        if "name" in table.fields and "name" in changes:
            record.name = f"{record.id} {uuid4()}"
    db.session.flush()
    for record, changes in own.items():
        for field, text in changes.items():
            setattr(record, field, text)
    db.session.flush()

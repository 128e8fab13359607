"""Translations by keys such as "biography.fr", as forms and snapshots call them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, select

from app.bibliography.text.translation import language_key
from app.database import bulk, db
from app.models import Publication
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.tables import PUBLICATION, TABLES, TextTable

Texts = dict[str, str]
IDS: BindParameter[Any] = bindparam("ids", expanding=True)


def key(field: str, language: str) -> str:
    """Return the key of a field's text in a language."""
    return f"{field}.{language}"


def parts(name: str, fields: Iterable[str]) -> tuple[str, str] | None:
    """Return the field and language of a key, None for anything else."""
    field, _, language = name.partition(".")
    return (field, language) if language and field in fields else None


def stored_texts(table: TextTable, ids: Iterable[int]) -> dict[int, Texts]:
    """Return the translations of records by their keys; {} for a record without any."""
    found: dict[int, Texts] = defaultdict(dict)
    for some in bulk.batches(list(ids)):
        for record_id, field, language, text in db.session.execute(_of(table), {"ids": some}):
            found[record_id][key(field, language)] = text
    return found


def form_texts(
    table: TextTable,
    record_id: int | None,
    fields: Iterable[str] = (),
    languages: Iterable[str] | None = None,
) -> Texts:
    """Return the translations that a form shows, "" for what is not translated yet.

    A new record has no id. By default, all fields in the languages that texts are translated into.
    """
    tags = site_languages().others if languages is None else list(languages)
    stored = stored_texts(table, [record_id]).get(record_id, {}) if record_id and tags else {}
    names = [key(field, tag) for field in fields or table.fields for tag in tags]
    return {name: stored.get(name, "") for name in names}


def outdated_html() -> list[tuple[Any, str]]:
    """Return the rows whose HTML is not what their texts render to, with the right one."""
    found = []
    for table in TABLES:
        for row in db.session.scalars(select(table.model)):
            if row.html != (html := table.html(row.field, row.text)):
                found.append((row, html))
    return found


def names_in(table: TextTable, language: str) -> list[str]:
    """Return the names of all records in a language."""
    model = table.model
    named = select(model.text).where(model.language == language, model.field == "name")
    return list(db.session.scalars(named))


def texts_of_works(work_ids: Iterable[int]) -> dict[int, Texts]:
    """Return the translations of all versions of works, by the ids of the versions."""
    found: dict[int, Texts] = defaultdict(dict)
    for some in bulk.batches(list(work_ids)):
        for id_, field, language, text in db.session.execute(OF_WORKS, {"ids": some}):
            found[id_][key(field, language)] = text
    return found


def in_language(
    own: Mapping[str, Any], translations: Texts, before: str, after: str
) -> dict[str, Any]:
    """Return the changes that let the texts of a publication in a language be its own.

    Its own texts so far, in the language `before`, become translations, unless nothing is in the
    language `after`: they are in it then. Only the title stays where it has no other.
    """
    there = {field: translations.get(key(field, after)) or "" for field in PUBLICATION.fields}
    if before == after or not any(there.values()):
        return {}
    changes: dict[str, Any] = {}
    for field, text in there.items():
        if text or field != "title":
            changes[field], changes[key(field, after)] = text, ""
            old = key(field, language_key(before))
            changes[old] = own[field] or translations.get(old) or ""
    return changes


def write_texts(table: TextTable, record_id: int, values: Mapping[str, Any]) -> None:
    """Save the translations among the values of a form; a blank one is deleted."""
    model = table.model
    for name in values:
        if found := parts(name, table.fields):
            field, language = found
            of_record = model.record_id == record_id, model.language == language
            db.session.execute(delete(model).where(*of_record, model.field == field))
    bulk.insert(model, _rows(table, {record_id: values}))


def insert_texts(table: TextTable, records: Mapping[int, Mapping[str, Any]]) -> None:
    """Save the translations of records that have none yet."""
    bulk.insert(table.model, _rows(table, records))


def delete_texts(table: TextTable, ids: Iterable[int]) -> None:
    """Delete all translations of records."""
    for some in bulk.batches(list(ids)):
        db.session.execute(delete(table.model).where(table.model.record_id.in_(some)))


def _rows(
    table: TextTable, records: Mapping[int, Mapping[str, Any]]
) -> Iterator[dict[str, int | str]]:
    for record_id, values in records.items():
        for name, text in values.items():
            found = parts(name, table.fields)
            if found and text and text.strip():
                field, language = found
                yield {
                    "record_id": record_id,
                    "language": language,
                    "field": field,
                    "text": text,
                    "html": table.html(field, text),
                }


@cache
def _of(table: TextTable) -> Select[*tuple[Any, ...]]:
    return _columns(table).where(table.model.record_id.in_(IDS))


def _columns(table: TextTable) -> Select[*tuple[Any, ...]]:
    model = table.model
    return select(model.record_id, model.field, model.language, model.text).order_by(
        model.record_id, model.field, model.language
    )


OF_WORKS = (
    _columns(PUBLICATION)
    .join(Publication, Publication.id == PUBLICATION.model.record_id)
    .where(Publication.work_id.in_(IDS))
)

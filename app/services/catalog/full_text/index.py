"""The rows of the full-text index, one for each work: derived from works, and never edited.

A visitor looks for works, so the words of a query may be spread over the versions: "arxiv icml"
finds a preprint that became a paper, and "-arxiv" leaves it out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    bindparam,
    cast,
    delete,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.sql.dml import Insert

from app.bibliography import formats, latex
from app.database import db
from app.database.full_text import COLUMNS, TABLE
from app.models import (
    Authorship,
    Publication,
    PublicationTranslation,
    Topic,
    TopicTranslation,
    Venue,
    work_topic,
)
from app.services.catalog.full_text import vectors
from app.services.catalog.full_text.words import split_words

Query = Select[*tuple[Any, ...]]
Texts = dict[str, str]
IDS: BindParameter[int] = bindparam("ids", expanding=True)
# Between texts that no phrase spans. No query has this word.
BREAK = "\ue000"
# Built once: to build them takes longer than to run them for one work.
VERSIONS: Query = (
    select(
        Publication.id,
        Publication.work_id,
        Publication.title_text,
        Publication.abstract,
        Publication.publisher,
        Publication.year,
        Publication.doi,
        Publication.arxiv_id,
        Publication.source,
        Venue.name.label("venue"),
        Venue.short_name,
    )
    .outerjoin(Venue, Venue.id == Publication.venue_id)
    .where(Publication.work_id.in_(IDS))
    .order_by(Publication.work_id, Publication.position)
)
AUTHORS: Query = (
    select(Authorship.publication_id, Authorship.name_as_published)
    .join(Publication, Publication.id == Authorship.publication_id)
    .where(Publication.work_id.in_(IDS))
    .order_by(Authorship.publication_id, Authorship.position)
)
TOPICS: Query = (
    select(work_topic.c.work_id, Topic.name)
    .join(Topic, Topic.id == work_topic.c.topic_id)
    .where(work_topic.c.work_id.in_(IDS))
    .order_by(work_topic.c.work_id, Topic.name)
)
TRANSLATIONS: Query = (
    select(
        Publication.work_id,
        PublicationTranslation.field,
        PublicationTranslation.text,
    )
    .join(Publication, Publication.id == PublicationTranslation.record_id)
    .where(Publication.work_id.in_(IDS), PublicationTranslation.field.in_(("title", "abstract")))
)
TOPICS_TRANSLATIONS: Query = (
    select(work_topic.c.work_id, literal("topics"), TopicTranslation.text)
    .join(TopicTranslation, TopicTranslation.record_id == work_topic.c.topic_id)
    .where(work_topic.c.work_id.in_(IDS))
)
# In the order of their texts, so that the same texts are always stored the same way.
IN_OTHER_LANGUAGES = TRANSLATIONS.union_all(TOPICS_TRANSLATIONS).order_by("work_id", "text")
STORED: Query = select(TABLE).where(TABLE.c.rowid.in_(IDS))
REMOVE = delete(TABLE).where(TABLE.c.rowid.in_(IDS))
# FTS5 keeps deleted words until it merges its segments.
MERGE = text("INSERT INTO work_text (work_text) VALUES ('optimize')")


def refresh(ids: list[int]) -> None:
    """Store the texts of works; delete those of works that are gone."""
    stored, wanted = _stored_texts(ids), _wanted_texts(ids)
    changed = [id_ for id_ in ids if stored.get(id_) != wanted.get(id_)]
    if gone := [id_ for id_ in changed if id_ in stored]:
        db.session.execute(REMOVE, {"ids": gone})
    rows: list[dict[str, Any]] = [{"rowid": id_, **wanted[id_]} for id_ in changed if id_ in wanted]
    if rows:
        insert_rows(db.session.connection(), rows)


def outdated(ids: list[int]) -> set[int]:
    """Return those of these works whose stored texts differ from their own."""
    stored, wanted = _stored_texts(ids), _wanted_texts(ids)
    return {id_ for id_ in ids if stored.get(id_) != wanted.get(id_)}


def clear() -> None:
    """Delete all texts, so that no word remains that no work has."""
    db.session.execute(delete(TABLE))
    purge()


def purge() -> None:
    """Delete what the index keeps of words that no work has any more."""
    if _is_sqlite():
        db.session.execute(MERGE)


def insert_rows(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert the texts of works that the index has none of."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(TABLE), rows)
        return
    vectored = [{**row, "vector": vectors.vector(row)} for row in rows]
    connection.execute(_insert_with_vector(), vectored)


def _is_sqlite() -> bool:
    return db.session.connection().dialect.name == "sqlite"


@lru_cache
def _insert_with_vector() -> Insert:
    columns: dict[str, Any] = {name: bindparam(name) for name in ("rowid", *COLUMNS)}
    return insert(vectors.TABLE).values(**columns, words=cast(bindparam("vector"), TSVECTOR))


def _stored_texts(ids: list[int]) -> dict[int, Texts]:
    rows = db.session.execute(STORED, {"ids": ids})
    return {row["rowid"]: {name: row[name] for name in COLUMNS} for row in rows.mappings()}


def _wanted_texts(ids: list[int]) -> dict[int, Texts]:
    values = {"ids": ids}
    names: dict[int, list[str]] = defaultdict(list)
    for publication_id, name in db.session.execute(AUTHORS, values):
        names[publication_id].append(_name(name))
    texts: dict[int, dict[str, list[str]]] = {}
    for version in db.session.execute(VERSIONS, values):
        found = texts.setdefault(version.work_id, {name: [] for name in COLUMNS})
        for column, some in _texts(version, names):
            found[column] += some
    for work_id, topic in db.session.execute(TOPICS, values):
        if work_id in texts:
            texts[work_id]["topics"].append(topic)
    for work_id, column, translation in db.session.execute(IN_OTHER_LANGUAGES, values):
        if work_id in texts:
            plain = translation if column == "topics" else latex.to_text(translation)
            texts[work_id][column].append(plain)
    return {id_: _joined(columns) for id_, columns in texts.items()}


def _texts(version: Any, names: Mapping[int, list[str]]) -> Iterator[tuple[str, Iterable[str]]]:
    yield "title", [version.title_text]
    yield "authors", [" ".join(names[version.id])]
    yield "venue", filter(None, (version.venue, version.short_name, version.publisher))
    yield "topics", formats.stored_keywords(version.source)
    numbers = version.year, version.doi, version.arxiv_id
    yield "numbers", [str(number) for number in numbers if number]
    yield "abstract", [latex.to_text(version.abstract)] if version.abstract else []


def _joined(columns: dict[str, list[str]]) -> Texts:
    """Return the folded words of each column; versions often share texts, stored once."""
    folded = {
        name: dict.fromkeys(" ".join(split_words(one)) for one in texts)
        for name, texts in columns.items()
    }
    return {name: f" {BREAK} ".join(filter(None, texts)) for name, texts in folded.items()}


@lru_cache(maxsize=16_384)
def _name(printed: str) -> str:
    # The same names recur all over the list.
    return latex.to_text(printed)

"""Snapshots: records as flat JSON, with every field that history stores.

A work's snapshot holds the fields of its versions as "12.title", so that a change is a few keys.
A text in another of the site's languages is a field of its own: "biography.fr", "12.title.fr".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from app.database import db
from app.database.bulk import batches
from app.models import Noun
from app.services.catalog.translations import tables, texts
from app.services.history import snapshot_queries as queries
from app.services.history.snapshot_queries import PUBLICATION, Query, rows

State = dict[str, Any]
RecordRef = tuple[Noun, int]


class FieldName(NamedTuple):
    """The parts of a field's name in a snapshot: "12.title.fr" is of the version 12, in French."""

    version: int | None
    field: str
    language: str


def field_name(name: str) -> FieldName:
    """Return the parts of a field's name; version and language are None and "" if it has none."""
    first, _, rest = name.partition(".")
    version, name = (int(first), rest) if first.isdecimal() else (None, name)
    field, _, language = name.partition(".")
    return FieldName(version, field, language)


def take_snapshots(noun: Noun, ids: Iterable[int], *, whole: bool = True) -> dict[int, State]:
    """Return snapshots of the records that exist; not `whole`: works without their versions."""
    wanted = list(ids)
    if noun is Noun.WORK:
        return take_works(wanted, whole=whole)
    states = TAKERS[noun](wanted)
    if noun in tables.BY_NOUN:
        for id_, translations in texts.stored_texts(tables.BY_NOUN[noun], states).items():
            states[id_] |= translations
    return states


def current_states(refs: Iterable[RecordRef]) -> dict[RecordRef, State]:
    """Return the current snapshots of records, {} for those that don't exist."""
    wanted = list(refs)
    states: dict[RecordRef, State] = {key: {} for key in wanted}
    for noun in {noun for noun, _ in wanted}:
        found = take_snapshots(noun, [id_ for kind, id_ in wanted if kind is noun])
        states.update({(noun, id_): state for id_, state in found.items()})
    return states


def every_id(noun: Noun) -> list[int]:
    """Return the ids of all records of a kind."""
    return list(db.session.scalars(queries.every_id(noun)))


def _people(ids: list[int]) -> dict[int, State]:
    found = _plain(Noun.PERSON, queries.PERSON, ids)
    for state in found.values():
        state["names"] = []
    for person_id, name in rows(queries.PERSON_NAMES, found):
        found[person_id]["names"].append(name)
    return found


def _profiles(ids: list[int]) -> dict[int, State]:
    found = _plain(Noun.PROFILE, queries.PROFILE_FIELDS, ids)
    for state in found.values():
        state["topics"] = list(db.session.scalars(queries.PROFILE_TOPICS))
    return found


def _supervisions(ids: list[int]) -> dict[int, State]:
    fields = (*queries.SUPERVISION, *queries.SUPERVISION_DATES)
    found = _plain(Noun.SUPERVISION, fields, ids)
    for state in found.values():
        state["supervisors"] = []
        for name in queries.SUPERVISION_DATES:
            state[name] = state[name].isoformat() if state[name] else None
    for supervision_id, *supervisor in rows(queries.SUPERVISORS, found):
        found[supervision_id]["supervisors"].append(supervisor)
    return found


def _topics(ids: list[int]) -> dict[int, State]:
    found = _plain(Noun.TOPIC, queries.TOPIC, ids)
    for state in found.values():
        state["former"] = []
    for topic_id, slug in rows(queries.TOPIC_SLUGS, found):
        found[topic_id]["former"].append(slug)
    return found


def _venues(ids: list[int]) -> dict[int, State]:
    return _plain(Noun.VENUE, queries.VENUE, ids)


def _sections(ids: list[int]) -> dict[int, State]:
    return _plain(Noun.SECTION, queries.SECTION, ids)


def _entries(ids: list[int]) -> dict[int, State]:
    return _plain(Noun.ENTRY, queries.ENTRY, ids)


def _plain(noun: Noun, fields: tuple[str, ...], ids: list[int]) -> dict[int, State]:
    found = rows(queries.fields_of(noun, fields), ids)
    return {row[0]: dict(zip(fields, row[1:], strict=True)) for row in found}


TAKERS: dict[Noun, Callable[[list[int]], dict[int, State]]] = {
    Noun.PROFILE: _profiles,
    Noun.PERSON: _people,
    Noun.SUPERVISION: _supervisions,
    Noun.TOPIC: _topics,
    Noun.VENUE: _venues,
    Noun.SECTION: _sections,
    Noun.ENTRY: _entries,
}


def take_works(ids: list[int], *, whole: bool) -> dict[int, State]:
    """Return snapshots of works; not `whole`: only their own fields, topics and former slugs."""
    found: dict[int, State] = {}
    for some in batches(ids):
        states = _works(some)
        if whole:
            _add_publications(states)
        found.update(states)
    return found


def _works(ids: list[int]) -> dict[int, State]:
    states = _plain(Noun.WORK, queries.WORK, ids)
    for state in states.values():
        state["created_at"] = state["created_at"].isoformat()
        state.update(topics=[], former=[])
    for work_id, topic_id in rows(queries.WORK_TOPICS, states):
        states[work_id]["topics"].append(topic_id)
    for work_id, slug in rows(queries.FORMER_SLUGS, states):
        states[work_id]["former"].append(slug)
    return states


def _add_publications(states: dict[int, State]) -> None:
    for state in states.values():
        state["publications"] = []
    authors, links = _grouped(queries.AUTHORS, states), _grouped(queries.LINKS, states)
    files = _grouped(queries.FILES, states)
    translations = texts.texts_of_works(states)
    for work_id, id_, *values in rows(queries.PUBLICATIONS, states):
        state = states[work_id]
        state["publications"].append(id_)
        for field, value in zip(PUBLICATION, values, strict=True):
            state[f"{id_}.{field}"] = value
        state[f"{id_}.authors"] = authors[id_]
        state[f"{id_}.links"] = links[id_]
        # Older snapshots have none, and no version without files may differ from them.
        if id_ in files:
            state[f"{id_}.files"] = files[id_]
        state.update({f"{id_}.{name}": text for name, text in translations[id_].items()})


def _grouped(query: Query, ids: Iterable[int]) -> dict[int, list[list[Any]]]:
    """Return the values of authors, links or files in order, by publication id."""
    grouped: dict[int, list[list[Any]]] = defaultdict(list)
    for publication_id, *values in rows(query, ids):
        grouped[publication_id].append(values)
    return grouped


def numbered(
    publication_id: int, fields: Sequence[str], values: Iterable[Sequence[Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a version's authors, links or files, in order."""
    for position, row in enumerate(values):
        named = dict(zip(fields, row, strict=True))
        yield {"publication_id": publication_id, "position": position, **named}

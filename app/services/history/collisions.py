"""What only one record can have: addresses, DOIs, names; who has it now, and stepping aside."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

import sqlalchemy
from sqlalchemy import Table, bindparam, select, update

from app.database import db
from app.models import Noun, Publication, Work, WorkSlug
from app.services.history.snapshots import MODELS, Record, State

T = TypeVar("T")
# SQLite takes 32,766 values in one statement.
AT_ONCE = 10_000
UNIQUE: dict[Noun, tuple[str, ...]] = {
    Noun.TOPIC: ("slug", "name"),
    Noun.VENUE: ("name",),
    Noun.PERSON: ("slug", "orcid"),
    Noun.WORK: ("slug",),
}
# What it is called, its column, whose it is, what that one is called, and the values wanted.
Claim = tuple[str, Any, Any, Any, list[Any]]
VERSION = "version"
OTHERS = "Its {} belongs to “{}” now. Change that first, then try again."
REFUSALS = {
    VERSION: "A {} of it belongs to “{}” now. Join the two works, or undo what parted them, first."
}
WORDS = {"slug": "address", "name": "name", "orcid": "ORCID iD"}


class CannotRestoreError(Exception):
    """What is wanted back can't be had; the message says why, for whoever asked."""


def check(wanted: Mapping[Record, State]) -> None:
    """Raise CannotRestoreError where what these states say belongs to another record now."""
    for noun, fields in UNIQUE.items():
        states = [state for (kind, _), state in wanted.items() if kind is noun and state]
        staying = {id_ for kind, id_ in wanted if kind is noun}
        model = MODELS[noun]
        held = [
            (WORDS[field], getattr(model, field), model.id, model.slug if noun is Noun.WORK
             else model.name, [state[field] for state in states])
            for field in fields
        ]  # fmt: skip
        for claim in (_of_works(states) if noun is Noun.WORK else []) + held:
            _refuse(claim, staying)


def step_aside(wanted: Mapping[Record, State], present: Mapping[Record, State]) -> None:
    """Let go of what others among these records are to have, for as long as it takes."""
    for noun, fields in UNIQUE.items():
        leaving = [
            id_
            for (kind, id_), state in wanted.items()
            if kind is noun and present[kind, id_]
            and any(present[kind, id_][field] != state.get(field) for field in fields)
        ]  # fmt: skip
        # No form lets this sign in, so it is nobody's name or address.
        rows = [
            {"of": id_, **{field: f"\x01{id_}" for field in fields if field != "orcid"}}
            for id_ in leaving
        ]
        write(MODELS[noun], rows, **({"orcid": None} if noun is Noun.PERSON else {}))


def write(model: Any, rows: list[dict[str, Any]], **same: Any) -> None:
    """Update rows by their id (`of`), many at once, without the session's objects."""
    if rows:
        table: Table = model.__table__
        values: dict[str, Any] = {field: bindparam(field) for field in rows[0] if field != "of"}
        statement = update(table).where(table.c.id == bindparam("of")).values(**values, **same)
        db.session.connection().execute(statement, rows)


def insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows, many at once."""
    if values := list(rows):
        # Into the table: for a model, rows with and without a value are parted and sent singly.
        db.session.execute(sqlalchemy.insert(getattr(model, "__table__", model)), values)


def batches(values: list[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Cut a list into parts that a statement can take."""
    return (values[start : start + size] for start in range(0, len(values), size))


def _of_works(states: list[State]) -> list[Claim]:
    slugs = [slug for state in states for slug in (state["slug"], *state["former"])]
    former = [slug for state in states for slug in state["former"]]
    versions = [id_ for state in states for id_ in state["publications"]]
    dois = [state[f"{id_}.doi"] for state in states for id_ in state["publications"]]
    of, title = Publication.work_id, Publication.title_text
    return [
        # Said first: while a version is elsewhere, no other advice leads further.
        (VERSION, Publication.id, of, title, versions),
        ("address", Work.slug, Work.id, Work.slug, former),
        ("address", WorkSlug.slug, WorkSlug.work_id, WorkSlug.slug, slugs),
        ("DOI", Publication.doi, of, title, dois),
    ]


def _refuse(claim: Claim, staying: set[int]) -> None:
    what, column, of, name, values = claim
    for some in batches([value for value in values if value is not None]):
        for id_, holder in db.session.execute(select(of, name).where(column.in_(some))):
            if id_ not in staying:
                raise CannotRestoreError(REFUSALS.get(what, OTHERS).format(what, holder))

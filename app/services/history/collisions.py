"""What only one record can have: addresses, DOIs, names; who has it now, and stepping aside."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.database import db
from app.database.bulk import batches, write
from app.models import Noun, Publication, Work, WorkSlug
from app.services.catalog import slugs
from app.services.history import snapshots
from app.services.history.snapshots import MODELS, RecordRef, State

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


def check_unique_values(wanted: Mapping[RecordRef, State]) -> None:
    """Raise CannotRestoreError where what these states say belongs to another record now."""
    for noun, fields in UNIQUE.items():
        states = [state for (kind, _), state in wanted.items() if kind is noun and state]
        staying = {id_ for kind, id_ in wanted if kind is noun}
        model = MODELS[noun]
        held = [
            (
                WORDS[field],
                getattr(model, field),
                model.id,
                model.slug if noun is Noun.WORK else model.name,
                [state[field] for state in states],
            )
            for field in fields
        ]
        for claim in (_of_works(states) if noun is Noun.WORK else []) + held:
            _refuse(claim, staying)


def release_unique_values(
    wanted: Mapping[RecordRef, State], present: Mapping[RecordRef, State]
) -> None:
    """Let go of what others among these records are to have, for as long as it takes."""
    for noun, fields in UNIQUE.items():
        leaving = [
            id_
            for (kind, id_), state in wanted.items()
            if kind is noun
            and present[kind, id_]
            and any(present[kind, id_][field] != state.get(field) for field in fields)
        ]
        # No form lets this sign in, so it is nobody's name or address.
        rows = [
            {"of": id_, **{field: f"\x01{id_}" for field in fields if field != "orcid"}}
            for id_ in leaving
        ]
        write(MODELS[noun], rows, **({"orcid": None} if noun is Noun.PERSON else {}))


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


Wanted = Mapping[RecordRef, State]


def resolve_collisions(wanted: Wanted) -> dict[RecordRef, State]:
    """Return the states with those of works that give up a former address for one of them.

    A topic or person whose slug another has now gets a free one: no form could free it.
    """
    settled = {**wanted, **_given_up(wanted)}
    for noun in (Noun.TOPIC, Noun.PERSON):
        settled |= _renamed(noun, {key: state for key, state in wanted.items() if key[0] is noun})
    return settled


def _given_up(wanted: Wanted) -> dict[RecordRef, State]:
    works = [state for (noun, _), state in wanted.items() if noun is Noun.WORK and state]
    taking = {slug for state in works for slug in (state["slug"], *state["former"])}
    holders: set[RecordRef] = set()
    for some in batches(sorted(taking)):
        found = db.session.scalars(select(WorkSlug.work_id).where(WorkSlug.slug.in_(some)))
        holders |= {(Noun.WORK, id_) for id_ in found}
    return {
        key: state | {"former": [slug for slug in state["former"] if slug not in taking]}
        for key, state in snapshots.current_states(holders - wanted.keys()).items()
    }


def _renamed(noun: Noun, wanted: Wanted) -> dict[RecordRef, State]:
    if not any(wanted.values()):
        return {}
    model = MODELS[noun]
    slugs_now = db.session.execute(select(model.id, model.slug))
    taken = {slug for id_, slug in slugs_now if (noun, id_) not in wanted}
    renamed: dict[RecordRef, State] = {}
    for key, state in wanted.items():
        if state and state["slug"] in taken:
            slug = slugs.make_slug(state["name"], taken, noun.value)
            renamed[key] = state | {"slug": slug}
        if state:
            taken.add(renamed.get(key, state)["slug"])
    return renamed

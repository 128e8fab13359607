"""Records as flat JSON: every field that history keeps, by name. What has no field is not there.

A publication's fields stand in its work's snapshot as "12.title", so that a change is a few keys.
"""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import (
    Noun,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Supervision,
    SupervisionSupervisor,
    Topic,
    Venue,
    Work,
)
from app.services.history import work_snapshots

State = dict[str, Any]
Record = tuple[Noun, int]

PERSON = ("slug", "name", "given_name", "family_name", "orcid", "url")
PROFILE = ("person_id", "memberships", "position_title", "affiliation", "biography", "email")
PROFILE_LISTS = ("links", "portrait")
SUPERVISION = ("student_id", "level", "institution", "project", "next_position")
SUPERVISION_DATES = ("started_on", "ended_on")
TOPIC = ("slug", "name", "position")
VENUE = ("name", "short_name", "kind")


def take(noun: Noun, ids: Iterable[int], *, whole: bool = True) -> dict[int, State]:
    """Return the snapshots of those records that exist; not `whole`: works without their text."""
    wanted = list(ids)
    if noun is Noun.WORK:
        return work_snapshots.take(wanted, whole=whole)
    return TAKERS[noun](wanted)


def at(records: Iterable[Record]) -> dict[Record, State]:
    """Return the present snapshots of records, {} for those that are not there."""
    wanted = list(records)
    states: dict[Record, State] = {key: {} for key in wanted}
    for noun in {noun for noun, _ in wanted}:
        found = take(noun, [id_ for kind, id_ in wanted if kind is noun])
        states.update({(noun, id_): state for id_, state in found.items()})
    return states


def every_id(noun: Noun) -> list[int]:
    """Return the ids of all records of a kind."""
    return list(db.session.scalars(select(MODELS[noun].id).order_by(MODELS[noun].id)))


def _people(ids: list[int]) -> dict[int, State]:
    found = _plain(Person, PERSON, ids)
    names = select(PersonName.person_id, PersonName.name).where(PersonName.person_id.in_(ids))
    for state in found.values():
        state["names"] = []
    for person_id, name in db.session.execute(names.order_by(PersonName.name)):
        found[person_id]["names"].append(name)
    return found


def _profiles(ids: list[int]) -> dict[int, State]:
    found = _plain(Profile, (*PROFILE, *PROFILE_LISTS), ids)
    topics = select(ProfileTopic.topic_id).order_by(ProfileTopic.position)
    for state in found.values():
        state["topics"] = list(db.session.scalars(topics))
    return found


def _supervisions(ids: list[int]) -> dict[int, State]:
    found = _plain(Supervision, (*SUPERVISION, *SUPERVISION_DATES), ids)
    for state in found.values():
        state["supervisors"] = []
        for name in SUPERVISION_DATES:
            state[name] = state[name].isoformat() if state[name] else None
    of = SupervisionSupervisor
    columns = select(of.supervision_id, of.person_id, of.name, of.role)
    rows = columns.where(of.supervision_id.in_(ids)).order_by(of.supervision_id, of.position)
    for supervision_id, *supervisor in db.session.execute(rows):
        found[supervision_id]["supervisors"].append(supervisor)
    return found


def _topics(ids: list[int]) -> dict[int, State]:
    return _plain(Topic, TOPIC, ids)


def _venues(ids: list[int]) -> dict[int, State]:
    return _plain(Venue, VENUE, ids)


def _plain(model: Any, fields: tuple[str, ...], ids: list[int]) -> dict[int, State]:
    columns = [getattr(model, field) for field in fields]
    rows = db.session.execute(select(model.id, *columns).where(model.id.in_(ids)))
    return {row[0]: dict(zip(fields, row[1:], strict=True)) for row in rows}


MODELS: dict[Noun, Any] = {
    Noun.PROFILE: Profile,
    Noun.PERSON: Person,
    Noun.SUPERVISION: Supervision,
    Noun.TOPIC: Topic,
    Noun.VENUE: Venue,
    Noun.WORK: Work,
}
TAKERS: dict[Noun, Callable[[list[int]], dict[int, State]]] = {
    Noun.PROFILE: _profiles,
    Noun.PERSON: _people,
    Noun.SUPERVISION: _supervisions,
    Noun.TOPIC: _topics,
    Noun.VENUE: _venues,
}

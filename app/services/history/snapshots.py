"""Snapshots: records as flat JSON, with every field that history stores.

A work's snapshot holds the fields of its versions as "12.title", so that a change is a few keys.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.database import db
from app.database.bulk import batches
from app.models import (
    Authorship,
    Noun,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Publication,
    PublicationLink,
    Supervision,
    SupervisionSupervisor,
    Topic,
    Venue,
    Work,
    WorkSlug,
    work_topic,
)
from app.models.publication import FIELDS

State = dict[str, Any]
RecordRef = tuple[Noun, int]

PERSON = ("slug", "name", "given_name", "family_name", "orcid", "url")
PROFILE = ("person_id", "memberships", "position_title", "affiliation", "biography", "email")
PROFILE_LISTS = ("links", "portrait")
SUPERVISION = ("student_id", "level", "institution", "project", "next_position")
SUPERVISION_DATES = ("started_on", "ended_on")
TOPIC = ("slug", "name", "position")
VENUE = ("name", "short_name", "kind")


def take_snapshots(noun: Noun, ids: Iterable[int], *, whole: bool = True) -> dict[int, State]:
    """Return snapshots of the records that exist; not `whole`: works without their versions."""
    wanted = list(ids)
    if noun is Noun.WORK:
        return take_works(wanted, whole=whole)
    return TAKERS[noun](wanted)


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
    link = SupervisionSupervisor
    columns = select(link.supervision_id, link.person_id, link.name, link.role)
    rows = columns.where(link.supervision_id.in_(ids)).order_by(link.supervision_id, link.position)
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

WORK = ("slug", "state", "featured_position", "is_arranged", "created_at")
# The HTML and search text are rendered from these when a snapshot is restored.
PUBLICATION = tuple(
    column.key for column in Publication.__table__.columns if column.key in (*FIELDS, "venue_id")
)


def take_works(ids: list[int], *, whole: bool) -> dict[int, dict[str, Any]]:
    """Return snapshots of works; not `whole`: only their own fields, topics and former slugs."""
    found: dict[int, dict[str, Any]] = {}
    for some in batches(ids):
        states = _works(some)
        if whole:
            _add_publications(states, some)
        found.update(states)
    return found


def _works(ids: list[int]) -> dict[int, dict[str, Any]]:
    columns = [getattr(Work, field) for field in WORK]
    states: dict[int, dict[str, Any]] = {}
    for row in db.session.execute(select(Work.id, *columns).where(Work.id.in_(ids))):
        state = dict(zip(WORK, row[1:], strict=True))
        state["created_at"] = state["created_at"].isoformat()
        states[row[0]] = {**state, "topics": [], "former": []}
    topics = select(work_topic.c.work_id, work_topic.c.topic_id)
    topics = topics.where(work_topic.c.work_id.in_(ids)).order_by(work_topic.c.topic_id)
    for work_id, topic_id in db.session.execute(topics):
        states[work_id]["topics"].append(topic_id)
    slugs = select(WorkSlug.work_id, WorkSlug.slug).where(WorkSlug.work_id.in_(ids))
    for work_id, slug in db.session.execute(slugs.order_by(WorkSlug.slug)):
        states[work_id]["former"].append(slug)
    return states


def _add_publications(states: dict[int, dict[str, Any]], ids: list[int]) -> None:
    for state in states.values():
        state["publications"] = []
    columns = [getattr(Publication, field) for field in PUBLICATION]
    within = Publication.work_id.in_(ids)
    authors, links = _authors(within), _links(within)
    query = select(Publication.work_id, Publication.id, *columns).where(within)
    for work_id, id_, *values in db.session.execute(query.order_by(Publication.position)):
        state = states[work_id]
        state["publications"].append(id_)
        for field, value in zip(PUBLICATION, values, strict=True):
            state[f"{id_}.{field}"] = value
        state[f"{id_}.authors"] = authors[id_]
        state[f"{id_}.links"] = links[id_]


def _authors(within: Any) -> dict[int, list[list[Any]]]:
    """Return the values of authors in order, by publication id."""
    author = Authorship
    query = (
        select(author.publication_id, *(getattr(author, field) for field in AUTHOR))
        .join(Publication, Publication.id == author.publication_id)
        .where(within)
        .order_by(author.publication_id, author.position)
    )
    return _grouped(query)


def _links(within: Any) -> dict[int, list[list[Any]]]:
    link = PublicationLink
    query = (
        select(link.publication_id, *(getattr(link, field) for field in LINK))
        .join(Publication, Publication.id == link.publication_id)
        .where(within)
        .order_by(link.publication_id, link.position)
    )
    return _grouped(query)


def _grouped(query: Any) -> dict[int, list[list[Any]]]:
    grouped: dict[int, list[list[Any]]] = defaultdict(list)
    for publication_id, *values in db.session.execute(query):
        grouped[publication_id].append(values)
    return grouped


# The fields of authors and links, in the order in which snapshots and imports store them.
AUTHOR = ("name_as_published", "person_id", "is_corresponding", "equal_contribution")
LINK = ("kind", "label", "url")


def numbered(
    publication_id: int, fields: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a version's authors or links, in order."""
    for position, row in enumerate(rows):
        values = dict(zip(fields, row, strict=True))
        yield {"publication_id": publication_id, "position": position, **values}

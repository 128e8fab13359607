"""The fields that snapshots hold, and the queries that read them.

Each query is built once: building one takes longer than running it.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Result, Select, bindparam, select

from app.database import db
from app.models import (
    Authorship,
    Noun,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Publication,
    PublicationFile,
    PublicationLink,
    Section,
    SectionEntry,
    Supervision,
    SupervisionSupervisor,
    Topic,
    TopicSlug,
    Venue,
    Work,
    WorkSlug,
    work_topic,
)
from app.models.publication import FIELDS

Query = Select[*tuple[Any, ...]]

MODELS: dict[Noun, Any] = {
    Noun.PROFILE: Profile,
    Noun.PERSON: Person,
    Noun.SUPERVISION: Supervision,
    Noun.TOPIC: Topic,
    Noun.VENUE: Venue,
    Noun.WORK: Work,
    Noun.SECTION: Section,
    Noun.ENTRY: SectionEntry,
}
PERSON = ("slug", "name", "given_name", "family_name", "orcid", "url")
PROFILE = ("person_id", "memberships", "position_title", "affiliation", "biography", "email")
PROFILE_LISTS = ("links", "portrait")
# Not in the snapshots of before they could be chosen; by default, those of a new profile.
PROFILE_CHOICES: dict[str, Any] = {
    "list_group": "year",
    "list_view": "full",
    "list_sort": "newest",
    "cv_style": "apa",
    "cv_paper": "a4",
    "cv_parts": [],
    "languages": ["en"],
    "text_language": "en",
}
PROFILE_FIELDS = (*PROFILE, *PROFILE_LISTS, *PROFILE_CHOICES)
SUPERVISION = ("student_id", "level", "institution", "project", "next_position")
SUPERVISION_DATES = ("started_on", "ended_on")
TOPIC = ("slug", "name", "position")
VENUE = ("name", "short_name", "kind")
SECTION = ("slug", "name", "kind", "position", "lists_talks")
# All columns but the HTML, which is rendered from the note when a snapshot is restored.
ENTRY = tuple(
    column.key for column in SectionEntry.__table__.columns if column.key not in {"id", "note_html"}
)
WORK = ("slug", "state", "featured_position", "is_arranged", "created_at")
# The HTML is rendered from these when a snapshot is restored.
PUBLICATION = tuple(
    column.key for column in Publication.__table__.columns if column.key in (*FIELDS, "venue_id")
)
# The fields of authors, links, files and supervisors, in the order in which they are stored.
AUTHOR = ("name_as_published", "person_id", "is_corresponding", "equal_contribution", "role")
LINK = ("kind", "label", "url")
FILE = ("name", "hash")
SUPERVISOR = ("person_id", "name", "role")


def rows(query: Query, ids: Iterable[int]) -> Result[*tuple[Any, ...]]:
    """Run one of the queries below for the records with these ids."""
    return db.session.execute(query, {"ids": list(ids)})


@cache
def every_id(noun: Noun) -> Query:
    """Return the query for the ids of all records of a kind."""
    return select(MODELS[noun].id).order_by(MODELS[noun].id)


@cache
def fields_of(noun: Noun, fields: tuple[str, ...]) -> Query:
    """Return the query for (id, *fields) of records."""
    model = MODELS[noun]
    return _columns(model, "id", fields).where(model.id.in_(IDS))


def _columns(model: Any, first: str, fields: Iterable[str]) -> Query:
    return select(*(getattr(model, name) for name in (first, *fields)))


def _of_works(model: Any, fields: Iterable[str]) -> Query:
    columns = _columns(model, "publication_id", fields)
    of_works = columns.join(Publication, Publication.id == model.publication_id)
    return of_works.where(WITHIN_WORKS).order_by(model.publication_id, model.position)


IDS: BindParameter[Any] = bindparam("ids", expanding=True)
WITHIN_WORKS = Publication.work_id.in_(IDS)
PERSON_NAMES = (
    select(PersonName.person_id, PersonName.name)
    .where(PersonName.person_id.in_(IDS))
    .order_by(PersonName.name)
)
PROFILE_TOPICS = select(ProfileTopic.topic_id).order_by(ProfileTopic.position)
SUPERVISORS = (
    _columns(SupervisionSupervisor, "supervision_id", SUPERVISOR)
    .where(SupervisionSupervisor.supervision_id.in_(IDS))
    .order_by(SupervisionSupervisor.supervision_id, SupervisionSupervisor.position)
)
WORK_TOPICS = (
    select(work_topic.c.work_id, work_topic.c.topic_id)
    .where(work_topic.c.work_id.in_(IDS))
    .order_by(work_topic.c.topic_id)
)
FORMER_SLUGS = (
    select(WorkSlug.work_id, WorkSlug.slug).where(WorkSlug.work_id.in_(IDS)).order_by(WorkSlug.slug)
)
TOPIC_SLUGS = (
    select(TopicSlug.topic_id, TopicSlug.slug)
    .where(TopicSlug.topic_id.in_(IDS))
    .order_by(TopicSlug.slug)
)
PUBLICATIONS = (
    _columns(Publication, "work_id", ("id", *PUBLICATION))
    .where(WITHIN_WORKS)
    .order_by(Publication.position)
)
AUTHORS, LINKS = _of_works(Authorship, AUTHOR), _of_works(PublicationLink, LINK)
FILES = _of_works(PublicationFile, FILE)

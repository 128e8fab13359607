"""The owner and her people as a profile document says them."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.bibliography.document.reader import ProfileLink, ProfilePart, Supervisee, Supervisor
from app.bibliography.names import names
from app.database import db
from app.models import (
    Image,
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Supervision,
    SupervisionSupervisor,
    Topic,
)
from app.services.catalog.owner import Owner


def profile(portrait: str | None) -> ProfilePart:
    """Return the owner's profile, with the name of the file that holds her picture."""
    one = db.session.get_one(Profile, 1)
    person = one.person
    guessed = names.part(person.name)
    return ProfilePart(
        name=person.name,
        given_name=person.given_name if person.given_name != guessed.given else None,
        family_name=person.family_name if person.family_name != guessed.family else None,
        other_names=tuple(_other_names(person)),
        memberships=tuple(line for line in one.memberships.splitlines() if line.strip()),
        position=one.position_title,
        affiliation=one.affiliation,
        research_topics=tuple(_research_topics()),
        portrait=portrait,
        email=one.email,
        orcid=person.orcid,
        links=tuple(ProfileLink(x["label"], x["url"], x["kind"]) for x in one.links),
        biography=one.biography,
    )


def picture() -> bytes | None:
    """Return the portrait at its largest, as JPEG; None where there is none."""
    files = db.session.scalar(select(Profile.portrait)) or []
    jpegs = [file for file in files if file["mimetype"] == "image/jpeg"]
    largest = max(jpegs, key=lambda file: file["width"], default=None)
    image = db.session.get(Image, largest["hash"]) if largest else None
    return image.content if image else None


def people(owner: Owner) -> tuple[Supervisee, ...]:
    """Return students and collaborators, with who supervises them beside the owner."""
    supervisors = _supervisors()
    rows = db.session.execute(
        select(Supervision, Person.name, Person.url)
        .outerjoin(Person, Person.id == Supervision.student_id)
        .order_by(Supervision.id)
    )
    return tuple(_supervisee(*row, supervisors[row[0].id], owner) for row in rows)


def _other_names(person: Person) -> Iterator[str]:
    order = select(PersonName.name).where(PersonName.person_id == person.id)
    found = db.session.scalars(order.order_by(PersonName.name))
    return (name for name in found if name != person.name)


def _research_topics() -> Iterator[str]:
    joined = select(Topic.name).join(ProfileTopic, ProfileTopic.topic_id == Topic.id)
    return iter(db.session.scalars(joined.order_by(ProfileTopic.position)))


def _supervisors() -> dict[int, list[Any]]:
    known, of = aliased(Person), SupervisionSupervisor
    found: dict[int, list[Any]] = defaultdict(list)
    for row in db.session.execute(
        select(of.supervision_id, of.person_id, of.name, known.name.label("known"), of.role)
        .outerjoin(known, known.id == of.person_id)
        .order_by(of.supervision_id, of.position)
    ):
        found[row.supervision_id].append(row)
    return found


def _supervisee(
    one: Supervision, name: str | None, url: str | None, supervisors: list[Any], owner: Owner
) -> Supervisee:
    hers_alone = [row.person_id for row in supervisors] == [owner.id]
    listed = () if hers_alone else supervisors
    return Supervisee(
        name=name,
        url=url,
        level=one.level,
        institution=one.institution,
        role=supervisors[0].role.value if hers_alone else None,
        supervisors=tuple(Supervisor(row.known or row.name, row.role.value) for row in listed),
        started_on=one.started_on.isoformat() if one.started_on else None,
        ended_on=one.ended_on.isoformat() if one.ended_on else None,
        project=one.project,
        next_position=one.next_position,
    )

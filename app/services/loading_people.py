"""The people of a profile document: the owner with her profile, students and collaborators."""

from calendar import monthrange
from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import select
from werkzeug.urls import iri_to_uri

from app.bibliography import names
from app.bibliography.document import Document, DocumentError, ProfilePart, Supervisee
from app.database import db
from app.models import (
    Person,
    PersonName,
    Profile,
    ProfileTopic,
    Supervision,
    SupervisionSupervisor,
    SupervisorRole,
)
from app.models.profile import PortraitFile
from app.services import portraits, slugs, topics
from app.services.portraits import PortraitError


def apply(document: Document, portrait: bytes | None) -> int:
    """Fill what the site lacks; return the owner's person id."""
    profile = db.session.get(Profile, 1) or _new_profile(document.profile)
    _fill(profile, document.profile)
    if portrait and not profile.portrait:
        profile.portrait = _portrait(portrait)
    _add_supervisees(document.people, profile.person_id)
    return profile.person_id


def _new_profile(part: ProfilePart) -> Profile:
    name = names.part(part.name)
    person = _person(
        part.family_name or name.family,
        (part.given_name if part.given_name is not None else name.given),
        set(),
    )
    person.orcid = part.orcid
    person.names = [PersonName(name=n) for n in dict.fromkeys((part.name, *part.other_names))]
    db.session.flush()
    profile = Profile(id=1, person_id=person.id, topics=[], links=[], portrait=[])
    db.session.add(profile)
    return profile


def _person(family: str, given: str, taken: set[str]) -> Person:
    slug = slugs.make(f"{given} {family}", taken, "person")
    taken.add(slug)
    person = Person(slug=slug, family_name=family, given_name=given)
    db.session.add(person)
    return person


def _fill(profile: Profile, part: ProfilePart) -> None:
    wanted: dict[str, Any] = {
        "memberships": "\n".join(part.memberships),
        "position_title": part.position,
        "affiliation": part.affiliation,
        "biography": part.biography,
        "email": part.email,
        "links": [{"kind": x.kind, "label": x.label, "url": iri_to_uri(x.url)} for x in part.links],
    }
    for field, value in wanted.items():
        if value and not getattr(profile, field):
            setattr(profile, field, value)
    if part.research_topics and not profile.topics:
        known = topics.ensure(part.research_topics)
        db.session.flush()
        profile.topics = [
            ProfileTopic(topic_id=known[name].id, position=position)
            for position, name in enumerate(dict.fromkeys(part.research_topics))
        ]


def _portrait(content: bytes) -> list[PortraitFile]:
    try:
        return portraits.store(content)
    except PortraitError as error:
        raise DocumentError(f"profile.portrait: {error}") from None


def _add_supervisees(people: tuple[Supervisee, ...], owner_id: int) -> None:
    present = Counter(_signature(s) for s in db.session.scalars(select(Supervision)))
    taken = set(db.session.scalars(select(Person.slug)))
    for person in people:
        supervision = _supervision(person)
        student = names.part(person.name) if person.name else None
        signature = (_name_of(student), *_facts(supervision))
        if present[signature] > 0:
            present[signature] -= 1
            continue
        if student:
            supervision.student = _person(student.family, student.given, taken)
            supervision.student.url = iri_to_uri(person.url) if person.url else None
        if person.role:
            supervision.supervisors = [
                SupervisionSupervisor(
                    position=0, person_id=owner_id, role=SupervisorRole(person.role)
                )
            ]
        db.session.add(supervision)


def _supervision(person: Supervisee) -> Supervision:
    return Supervision(
        level=person.level,
        institution=person.institution,
        started_on=_date(person.started_on, last=False),
        ended_on=_date(person.ended_on, last=True),
        project=person.project,
        next_position=person.next_position,
    )


def _signature(supervision: Supervision) -> tuple[Any, ...]:
    student = supervision.student
    name = names.Name(student.given_name, student.family_name) if student else None
    return (_name_of(name), *_facts(supervision))


def _name_of(name: names.Name | None) -> str | None:
    return names.fold(" ".join(name)) if name else None


def _facts(supervision: Supervision) -> tuple[Any, ...]:
    return (supervision.level, supervision.institution, supervision.started_on)


def _date(text: str | None, *, last: bool) -> date | None:
    """Read a date that may lack its day or month: the last day where `last`, else the first."""
    if not text:
        return None
    year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    longest = monthrange(year, month)[1]
    return date(year, month, min(day or (longest if last else 1), longest))

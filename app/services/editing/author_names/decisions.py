"""What the owner decides on two names: one person, which History can undo, or different people."""

from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from app.bibliography.messages import message
from app.bibliography.names import names
from app.database import db
from app.models import Action, Coauthor, DismissedNames, Noun, Person, PersonName
from app.services import cache
from app.services.actor import Actor
from app.services.catalog import owner
from app.services.editing import people
from app.services.history import dependencies
from app.services.history import recording as history_recording
from app.services.history.recording import Recording
from app.translations.collation import sort_key, sorted_texts


class MergedPerson(NamedTuple):
    """A person with other names."""

    name: str
    id: int
    slug: str
    other_names: list[str]


class NotTwoNamesError(Exception):
    """These are not two co-authors who can be merged; the message says why."""


def merge(one: str, other: str, actor: Actor, form_key: str | None) -> int | None:
    """Make two co-authors one person; return the revision's id. Raises NotTwoNamesError."""
    with history_recording.recording(actor, Action.JOIN, "Merged", form_key=form_key) as recording:
        first, second = _two(one, other)
        person = _person(first, recording)
        db.session.add(PersonName(person_id=person.id, name=second.name))
        recording.title = message(
            "Merged the names %(one)s and %(other)s", one=person.name, other=second.name
        )
    return recording.revision_id


def separate(person_id: int, name: str, actor: Actor, form_key: str | None) -> int | None:
    """Take a name from a person; return the revision's id, or None if it was none of theirs."""
    with history_recording.recording(actor, Action.SPLIT, "Split", form_key=form_key) as recording:
        recording.watch(Noun.PERSON, person_id)
        person = db.session.get(Person, person_id)
        variant = db.session.get(PersonName, (person_id, name))
        if person is None or variant is None or person_id == owner.owner_id():
            return None
        recording.title = message(
            "Separated the names %(one)s and %(other)s", one=person.name, other=name
        )
        db.session.delete(variant)
        db.session.flush()
        db.session.expire(person, ["names"])
        # Who has no other name and is nowhere else on the site was only made by merging.
        if not person.names and not dependencies.is_referenced(Noun.PERSON, person_id):
            db.session.delete(person)
    return recording.revision_id


def keep_apart(one: str, other: str, actor: Actor) -> None:
    """Remember that two co-authors are different people. Raises NotTwoNamesError."""
    first, second = sorted(author.slug for author in _two(one, other))
    if db.session.get(DismissedNames, (first, second)) is None:
        db.session.add(DismissedNames(one=first, other=second, who=actor.name))
        cache.commit()


def suggest_again(one: str, other: str) -> None:
    """Forget that two co-authors are different people."""
    first, second = sorted((one, other))
    pair = DismissedNames
    db.session.execute(delete(pair).where(pair.one == first, pair.other == second))
    cache.commit()


def merged_people() -> list[MergedPerson]:
    """Return the people, the owner aside, who have several names, by name."""
    with_names = select(Person).join(Person.names).distinct().options(selectinload(Person.names))
    owner_id = owner.owner_id()
    found = [
        MergedPerson(one.name, one.id, one.slug, sorted_texts(name.name for name in one.names))
        for one in db.session.scalars(with_names)
        if one.id != owner_id
    ]
    return sorted(found, key=lambda person: (sort_key(person.name), person.id))


def _two(one: str, other: str) -> tuple[Coauthor, Coauthor]:
    """Return two co-authors, a person of the site first."""
    query = select(Coauthor).where(Coauthor.slug.in_([one, other]))
    found = sorted(db.session.scalars(query), key=lambda author: author.slug != one)
    if len(found) == 1:
        found += _without_works({one, other} - {found[0].slug})
    if len(found) != 2:
        raise NotTwoNamesError(message("One of the two names is no longer on the site."))
    first, second = sorted(found, key=lambda author: author.person_id is None)
    if second.person_id is not None:
        raise NotTwoNamesError(message("Both are people of this site already."))
    return first, second


def _without_works(slugs: set[str]) -> list[Coauthor]:
    """Return the people of the site with these slugs as the co-authors that they would be."""
    others = select(Person).where(Person.slug.in_(slugs), Person.id.not_in(owner.OWNER_ID))
    people = db.session.scalars(others)
    return [Coauthor(slug=one.slug, name=one.name, person_id=one.id) for one in people]


def _person(author: Coauthor, recording: Recording) -> Person:
    if author.person_id is not None:
        recording.watch(Noun.PERSON, author.person_id)
        return db.session.get_one(Person, author.person_id)
    taken = set(db.session.scalars(select(Person.slug)))
    person = people.new_person(author.name, names.parse(author.name), taken)
    db.session.flush()
    recording.made(Noun.PERSON, person.id)
    return person

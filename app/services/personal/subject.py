"""Whom personal data is about: found by id, slug or any name, also if they have no record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select

from app.bibliography import latex
from app.bibliography.names import names
from app.database import db
from app.models import Authorship, Noun, Person, PersonName, RevisionItem, SupervisionSupervisor
from app.services.history.snapshots import State
from app.translations.collation import sorted_texts


class SubjectError(ValueError):
    """Nobody is found, or several people are; the message says what to do."""


@dataclass(frozen=True)
class Subject:
    """A person: the ids of the records, if any, and all names, now and in history."""

    ids: frozenset[int]
    names: frozenset[str]

    @cached_property
    def folded(self) -> frozenset[str]:
        """The names without case, accents and punctuation."""
        return frozenset(names.fold(name) for name in self.names) - {""}

    def is_printed(self, name: str | None) -> bool:
        """Return whether a printed name is one of the person's."""
        return bool(name) and names.fold(latex.to_text(name or "")) in self.folded

    def has_row(self, person_id: int | None, name: str | None) -> bool:
        """Return whether an author or supervisor is the person: by id, or without one by name."""
        return person_id in self.ids or (person_id is None and self.is_printed(name))


def find_subject(wanted: str) -> Subject:
    """Return the person with this id, slug or name. Raises SubjectError."""
    known = _known_people()
    text, folded = wanted.strip(), names.fold(wanted)
    exact = [id_ for id_, called in known.items() if text in {str(id_), *called.slugs}]
    named = [id_ for id_, called in known.items() if folded in called.folded]
    found = exact or named
    if len(found) > 1:
        listed = ", ".join(f"{id_} ({', '.join(sorted_texts(known[id_].names))})" for id_ in found)
        raise SubjectError(f"Several people are called so. Use one of these ids: {listed}.")
    if found:
        return Subject(frozenset(found), frozenset(known[found[0]].names))
    subject = Subject(frozenset(), frozenset({text}))
    if not subject.folded or not any(map(subject.is_printed, _printed_names())):
        raise SubjectError(f"Nobody on this site or in its history is called {text}.")
    return subject


class _Called:
    """What a person is called."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.slugs: set[str] = set()

    @property
    def folded(self) -> set[str]:
        return {names.fold(name) for name in self.names} - {""}


def _known_people() -> dict[int, _Called]:
    """Return what the people on the site and in its history are called, by id."""
    known: dict[int, _Called] = defaultdict(_Called)
    for id_, name, slug in db.session.execute(select(Person.id, Person.name, Person.slug)):
        known[id_].names.add(name)
        known[id_].slugs.add(slug)
    for id_, name in db.session.execute(select(PersonName.person_id, PersonName.name)):
        known[id_].names.add(name)
    item = RevisionItem
    people = select(item).where(item.noun == Noun.PERSON, ~item.is_erased)
    for one in db.session.scalars(people):
        for state in (one.before, one.after):
            known[one.record_id].names.update(_names_in(state))
            known[one.record_id].slugs.update({state["slug"]} if state.get("slug") else set())
    return known


def _names_in(state: State) -> set[str]:
    return {state.get("name") or "", *(state.get("names") or ())} - {""}


def _printed_names() -> Iterable[str]:
    """Yield the names of authors and supervisors who may have no record of their own."""
    yield from db.session.scalars(select(Authorship.name_as_published).distinct())
    of = SupervisionSupervisor
    yield from db.session.scalars(select(of.name).where(of.name.is_not(None)).distinct())  # type: ignore[misc]
    item = RevisionItem
    for one in db.session.scalars(select(item).where(item.noun == Noun.SUPERVISION)):
        for state in (one.before, one.after):
            yield from (row[1] for row in state.get("supervisors") or () if row[1])

"""The owner of the site, and which author of a publication is the owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, select

from app.bibliography import latex
from app.bibliography.names import names
from app.bibliography.record import Author
from app.database import db
from app.models import Person, Profile

OWNER_ID = select(Profile.person_id)
PERSON = select(Person).join(Profile, Profile.person_id == Person.id)
NAME = PERSON.with_only_columns(Person.name)


@dataclass(frozen=True)
class Owner:
    """The owner of the site with all names used in publications; `variants` are folded."""

    id: int
    name: names.Name
    variants: frozenset[str]

    def positions(self, people: Sequence[Author]) -> list[int]:
        """Return the owner's positions, at most one in each role; those marked as others are not.

        If any are marked as the owner, no name is compared.
        """
        if marked := [at for at, one in enumerate(people) if one.owner]:
            return marked
        found: list[int] = []
        for role in {one.role for one in people}:
            printed = ["" if x.owner is False or x.role is not role else x.name for x in people]
            position = self.position(printed)
            found += [] if position is None else [position]
        return sorted(found)

    def position(self, printed: Sequence[str]) -> int | None:
        """Return the owner's position: a known name variant, else the only plausible name."""
        exact = (at for at, name in enumerate(printed) if _folded(name) in self.variants)
        if (first := next(exact, None)) is not None:
            return first
        likely = [at for at, name in enumerate(printed) if _may_be(name, self.name)]
        return likely[0] if len(likely) == 1 else None


# The same names recur all over the list.
@lru_cache(maxsize=4096)
def _folded(printed: str) -> str:
    return names.fold(latex.to_text(printed))


@lru_cache(maxsize=4096)
def _may_be(printed: str, owner: names.Name) -> bool:
    return names.likely_same(latex.to_text(printed), owner)


def owner_id() -> int | None:
    """Return the owner's person id, or None if the site has no profile yet."""
    return db.session.scalar(OWNER_ID)


def owner_name() -> str | None:
    """Return the owner's name, or None if the site has no profile yet."""
    return db.session.scalar(NAME)


def owner() -> Owner | None:
    """Return the owner, or None if the site has no profile yet."""
    found = _person()
    return owner_of(found) if found else None


def owner_of(person: Person) -> Owner:
    """Return a person as the owner, with all name variants."""
    variants = frozenset(
        names.fold(name) for name in (person.name, *(n.name for n in person.names))
    )
    return Owner(person.id, names.Name(person.given_name, person.family_name), variants)


def is_owner(person_id: Any) -> ColumnElement[bool]:
    """Return the condition that a column of person ids equals the owner's."""
    return person_id == OWNER_ID.scalar_subquery()  # type: ignore[no-any-return]


def position(printed: Sequence[str]) -> int | None:
    """Return the position of the owner among printed names, or None."""
    found = owner()
    return found.position(printed) if found else None


def _person() -> Person | None:
    return db.session.scalar(PERSON)

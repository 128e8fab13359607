"""Names followed by what a person contributed, as in "Ada Roe (ed.)" and "Roe, A. (Eds.)"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.bibliography.names.author_lists import split_authors
from app.bibliography.names.role_marks import RoleMark, last_mark, role_marks, without_marks
from app.bibliography.record import ContributorRole

# Marks whose names are counted in the whole list; of more, this would take too long.
MOST_COUNTED = 20
_SEPARATOR = re.compile(r"^(?:[\s,;&]|and\b)+", re.IGNORECASE)


class NamedContributor(NamedTuple):
    name: str
    role: ContributorRole


def split_contributors(
    text: str, others: ContributorRole = ContributorRole.AUTHOR
) -> list[NamedContributor]:
    """Return the names of a list with their roles; "(Eds.)" applies to all names before it."""
    found: list[NamedContributor] = []
    position = 0
    for plural in (mark for mark in role_marks(text) if mark.many):
        found += _contributors(text[position : plural.start], plural.role)
        position = plural.end
    return found + _contributors(text[position:], others)


def _contributors(text: str, others: ContributorRole) -> list[NamedContributor]:
    """Return the names of a list where each mark applies to one name; the rest have `others`."""
    text = _SEPARATOR.sub("", text)
    marks = list(role_marks(text))
    if len(marks) > MOST_COUNTED:
        return _between(text, marks, others)
    names = split_authors(without_marks(text))
    roles = [others] * len(names)
    for mark in marks:
        before = len(split_authors(without_marks(text[: mark.start])))
        if 0 < before <= len(names):
            roles[before - 1] = mark.role
    return list(map(NamedContributor, names, roles))


def _between(text: str, marks: list[RoleMark], others: ContributorRole) -> list[NamedContributor]:
    """Return the names of a list with many marks, each applying to the last name before it."""
    found: list[NamedContributor] = []
    position = 0
    for mark in marks:
        people = [NamedContributor(name, others) for name in _names(text[position : mark.start])]
        found += [*people[:-1], *(NamedContributor(one.name, mark.role) for one in people[-1:])]
        position = mark.end
    return found + [NamedContributor(name, others) for name in _names(text[position:])]


def _names(text: str) -> list[str]:
    return split_authors(_SEPARATOR.sub("", text))


def split_role(name: str) -> NamedContributor | None:
    """Return a single name and the role that follows it, or None if no role does."""
    mark = last_mark(name)
    return NamedContributor(name[: mark.start].strip(), mark.role) if mark else None


def marked_contributors(
    people: Iterable[str], others: ContributorRole = ContributorRole.AUTHOR
) -> list[NamedContributor]:
    """Return separate names with the roles that follow them; the rest have the role of `others`.

    "(Eds.)" applies to all names before it.
    """
    found: list[NamedContributor] = []
    together, role = 0, others
    for name in people:
        mark = last_mark(name)
        found.append(split_role(name) or NamedContributor(name, others))
        if mark and mark.many:
            together, role = len(found), mark.role
    return [NamedContributor(one.name, role) for one in found[:together]] + found[together:]


def in_order(people: Iterable[NamedContributor]) -> list[str | dict[str, str]]:
    """Return contributors as a record takes them: the authors, the editors, the translators."""
    order = list(ContributorRole)
    return [as_author(*one) for one in sorted(people, key=lambda one: order.index(one.role))]


def joined(lists: Iterable[Iterable[NamedContributor]]) -> list[NamedContributor]:
    """Return the people of several fields, which may repeat people of the fields before."""
    found: list[NamedContributor] = []
    for people in lists:
        known = set(found)
        found += [one for one in people if one not in known]
    return found


def as_author(name: str, role: ContributorRole) -> str | dict[str, str]:
    """Return a contributor as a record takes one: an author as a mere name."""
    return name if role is ContributorRole.AUTHOR else {"name": name, "role": str(role)}

"""Names followed by what a person contributed, as in "Ada Roe (ed.)" and "Roe, A. (Eds.)"."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from app.bibliography.names.author_lists import split_authors
from app.bibliography.record import ContributorRole

_MARK = re.compile(
    r"\s*,?\s*[(\[]\s*(?:(?P<editor>ed(?:itor)?(?P<many>s)?|hrsg|hg)"
    r"|(?P<translator>trans(?:l|lator(?P<several>s)?)?|übers))\.?\s*[)\]]",
    re.IGNORECASE,
)

_SEPARATOR = re.compile(r"^(?:[\s,;&]|and\b)+", re.IGNORECASE)


class NamedContributor(NamedTuple):
    name: str
    role: ContributorRole


def split_contributors(text: str) -> list[NamedContributor]:
    """Return the names of a list with their roles; "(Eds.)" applies to all names before it."""
    plural = next((one for one in _MARK.finditer(text) if one["many"] or one["several"]), None)
    if plural is None:
        return _contributors(text, ContributorRole.AUTHOR)
    rest = _SEPARATOR.sub("", text[plural.end() :])
    return _contributors(text[: plural.start()], _role(plural)) + split_contributors(rest)


def _contributors(text: str, others: ContributorRole) -> list[NamedContributor]:
    """Return the names of a list where each mark applies to one name; the rest have `others`."""
    names = split_authors(_MARK.sub("", text))
    roles = [others] * len(names)
    for mark in _MARK.finditer(text):
        before = len(split_authors(_MARK.sub("", text[: mark.start()])))
        if 0 < before <= len(names):
            roles[before - 1] = _role(mark)
    return list(map(NamedContributor, names, roles))


def split_role(name: str) -> NamedContributor | None:
    """Return a single name and the role that follows it, or None if no role does."""
    mark = _MARK.search(name)
    if mark is None or not mark.start() or mark.end() < len(name.rstrip()):
        return None
    return NamedContributor(name[: mark.start()].strip(), _role(mark))


def marked_contributors(
    people: Iterable[str], others: ContributorRole = ContributorRole.AUTHOR
) -> list[NamedContributor]:
    """Return separate names with the roles that follow them; the rest have the role of `others`.

    "(Eds.)" applies to all names before it.
    """
    found: list[NamedContributor] = []
    for name in people:
        one = split_role(name)
        found.append(one or NamedContributor(name, others))
        mark = _MARK.search(name)
        if one and mark and (mark["many"] or mark["several"]):
            found = [NamedContributor(each.name, one.role) for each in found]
    return found


def in_order(people: Iterable[NamedContributor]) -> list[str | dict[str, str]]:
    """Return contributors as a record takes them: the authors, the editors, the translators."""
    order = list(ContributorRole)
    return [as_author(*one) for one in sorted(people, key=lambda one: order.index(one.role))]


def as_author(name: str, role: ContributorRole) -> str | dict[str, str]:
    """Return a contributor as a record takes one: an author as a mere name."""
    return name if role is ContributorRole.AUTHOR else {"name": name, "role": str(role)}


def _role(mark: re.Match[str]) -> ContributorRole:
    return ContributorRole.EDITOR if mark["editor"] else ContributorRole.TRANSLATOR

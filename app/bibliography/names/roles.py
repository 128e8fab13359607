"""Names followed by what a person contributed, as in "Ada Roe (ed.)" and "Roe, A. (Eds.)"."""

import re
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


def _role(mark: re.Match[str]) -> ContributorRole:
    return ContributorRole.EDITOR if mark["editor"] else ContributorRole.TRANSLATOR

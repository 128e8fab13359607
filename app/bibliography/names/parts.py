"""Names converted between natural order, as in records, and the parts of other formats."""

import re
from typing import NamedTuple

from app.bibliography.latex import to_text
from app.bibliography.latex.escape import from_text
from app.bibliography.names import names

TEAM = re.compile(r"\b(collaboration|consortium|team|network|working group|group)$", re.IGNORECASE)


class NameParts(NamedTuple):
    """The parts of a name in plain text; a team has only a family name."""

    given: str
    particle: str
    family: str
    suffix: str
    is_team: bool = False


def name_parts(name: str) -> NameParts:
    """Return the parts of a name such as "Tom van Roe Jr." or "{The Tide Team}"."""
    given, family = (to_text(part) for part in names.parse(name))
    if names.BRACED.fullmatch(" ".join(name.split())):
        return NameParts(given, "", family or name, "", is_team=not given)
    words = family.split()
    start = _count_particles(words)
    end = len(words) - (len(words) - start > 1 and names.fold(words[-1]) in names.SUFFIXES)
    return NameParts(
        given, " ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:])
    )


def join_name(given: str, family: str) -> str:
    """Return a name in natural order, with braces around an ambiguous family name."""
    given, family = (from_text(" ".join(part.split())) for part in (given, family))
    name = f"{given} {family}".strip()
    if not family or names.parse(name) == (given, family):
        return name
    return f"{given} {{{family}}}".strip()


def team_name(name: str) -> str:
    """Return the name of a team, in braces since it has no parts."""
    return f"{{{from_text(' '.join(name.split()))}}}"


def natural_order(name: str) -> str:
    """Return a plain name, given as "Roe, Ada" or "Ada Roe", in natural order."""
    if "," not in name:
        return from_text(" ".join(name.split()))
    return join_name(*names.parse(name))


def is_team(name: str) -> bool:
    """Return whether `name` ends like the name of a team."""
    return TEAM.search(name) is not None and len(name.split()) > 1


def brace_team(name: str) -> str:
    """Return `name`, in braces if it is the name of a team."""
    return f"{{{name}}}" if is_team(name) else name


def _count_particles(words: list[str]) -> int:
    start = 0
    while start < len(words) - 1 and words[start].islower() and words[start] in names.PARTICLES:
        start += 1
    return start

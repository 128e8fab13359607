"""Names between how a record has them, spoken, and how reference managers part them."""

import re
from typing import NamedTuple

from app.bibliography.latex import to_text
from app.bibliography.latex.escape import from_text
from app.bibliography.names import names


class Parts(NamedTuple):
    """A name in plain text; a team's is all family name."""

    given: str
    particle: str
    family: str
    suffix: str
    is_team: bool = False


def name_parts(name: str) -> Parts:
    """Return the parts of a spoken name such as "Tom van Roe Jr." or "{The Tide Team}"."""
    given, family = (to_text(part) for part in names.parse(name))
    if names.MARKED.fullmatch(" ".join(name.split())):
        return Parts(given, "", family or name, "", is_team=not given)
    words = family.split()
    start = _particles(words)
    end = len(words) - (len(words) - start > 1 and names.fold(words[-1]) in names.SUFFIXES)
    return Parts(given, " ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:]))


def spoken(given: str, family: str) -> str:
    """Return a spoken name, its family name in braces where nobody could tell it otherwise."""
    given, family = (from_text(" ".join(part.split())) for part in (given, family))
    name = f"{given} {family}".strip()
    if not family or names.parse(name) == (given, family):
        return name
    return f"{given} {{{family}}}".strip()


def team(name: str) -> str:
    """Return the name of a team, which has no parts."""
    return f"{{{from_text(' '.join(name.split()))}}}"


def spoken_name(name: str) -> str:
    """Return the spoken form of a plain name in either order: "Roe, Ada" or "Ada Roe"."""
    if "," not in name:
        return from_text(" ".join(name.split()))
    return spoken(*names.parse(name))


def _particles(words: list[str]) -> int:
    start = 0
    while start < len(words) - 1 and words[start].islower() and words[start] in names.PARTICLES:
        start += 1
    return start


TEAM = re.compile(r"\b(collaboration|consortium|team|network|working group|group)$", re.IGNORECASE)


def is_team(name: str) -> bool:
    """Tell whether `name` ends as the names of teams do."""
    return TEAM.search(name) is not None and len(name.split()) > 1


def marked(name: str) -> str:
    """Return `name`, in braces where it is a team's: it has no family name."""
    return f"{{{name}}}" if is_team(name) else name

"""Names converted between natural order, as in records, and the parts of other formats."""

import re
from typing import NamedTuple

from app.bibliography.latex import to_text
from app.bibliography.latex.escape import from_text
from app.bibliography.names import names

# Whole words and beginnings of words in the names of organizations, and joints that people lack.
_ORGANIZATION = re.compile(
    r"""\b(?:academy|alliance|authority|bank|board|bureau|cent(?:er|re|ro)|college|comit[eé]|company
    |companies|congress|conseil|council|fondation|forum|fund|gmbh|government|group|gruppe|hospital
    |inc|initiative|league|librar(?:y|ies)|llc|ltd|ministry|museum|nations|network|observatory|office
    |panel|parliament|partnership|press|program(?:me)?|project|school|secretariat|service|staff
    |survey|task\ ?force|team|trust|union|verein|zentrum)s?\b
    |\b(?:academ[ij]|agenc|assoc?ia[tcz]|collaborat|commission|committee|confederat|consorti
    |cooperati|corporat|department|d[eé]part[ea]ment|directorate|federa[tcç]|fondazion|forschungs
    |foundation|fraunhofer|funda[tcç]|gesellschaft|hochschul|institu|istitut|laborat|max-planck
    |minist[eèé]r|organi[sz]ation|organiza[cç]|sociedad|societ|société|society|stiftung|universi)
    |\s(?:of|for|and|on|the|für|und|des|pour|&)\s|^(?:the|les)\s""",
    re.IGNORECASE | re.VERBOSE,
)
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
    if braced := names.parse_braced(" ".join(name.split())):
        given, family, suffix = map(to_text, braced)
        return NameParts(given, "", family or name, suffix, is_team=not given)
    given, family = map(to_text, names.parse(name))
    words = family.split()
    start = _count_particles(words)
    end = len(words) - (len(words) - start > 1 and names.fold(words[-1]) in names.SUFFIXES)
    return NameParts(
        given, " ".join(words[:start]), " ".join(words[start:end]), " ".join(words[end:])
    )


def join_name(given: str, family: str, suffix: str = "") -> str:
    """Return a name in natural order, with braces around an ambiguous family name."""
    given, family, suffix = (
        from_text(names.without_number(" ".join(part.split()))) for part in (given, family, suffix)
    )
    whole = f"{family} {suffix}".strip()
    name = f"{given} {whole}".strip()
    if not family or names.parse(name) == (given, whole):
        return name
    if given and suffix and names.may_be_suffix(suffix):
        return f"{given} {{{family}}} {suffix}"
    return f"{given} {{{whole}}}".strip()


def team_name(name: str) -> str:
    """Return the name of a team, in braces since it has no parts."""
    return f"{{{from_text(' '.join(name.split()))}}}"


def natural_order(name: str) -> str:
    """Return a plain name, given as "Roe, Ada, Jr" or "Ada Roe", in natural order."""
    name = names.without_number(" ".join(name.split()))
    if "," not in name:
        return from_text(name)
    family, *rest = (piece.strip() for piece in name.split(","))
    for at, suffix in enumerate(rest):
        if len(rest) == 2 and names.may_be_suffix(suffix):
            return join_name(*names.parse(f"{family}, {rest[1 - at]}"), suffix)
    return join_name(*names.parse(name))


def is_team(name: str) -> bool:
    """Return whether `name` ends like the name of a team."""
    return TEAM.search(name) is not None and len(name.split()) > 1


def is_organization(name: str) -> bool:
    """Return whether a name without a comma has words of organizations rather than of people."""
    return "," not in name and _ORGANIZATION.search(name) is not None


def brace_team(name: str) -> str:
    """Return `name`, in braces if it is the name of a team."""
    return f"{{{name}}}" if is_team(name) else name


def _count_particles(words: list[str]) -> int:
    start = 0
    while start < len(words) - 1 and words[start].islower() and words[start] in names.PARTICLES:
        start += 1
    return start

"""Names converted between natural order, as in records, and the parts of other formats."""

import re
from typing import NamedTuple

from app.bibliography.latex import to_text
from app.bibliography.latex.escape import from_text
from app.bibliography.names import names
from app.bibliography.names.academic_titles import without_degrees, without_titles

# Particles that are kept in braces with the family name, since they also begin other words.
_PARTICLES = (
    names.PARTICLES
    | {"'s", "’s", "aan", "af", "aus", "auf", "av", "dal", "dalla", "degli", "dei"}
    | {"des", "in", "op", "uit", "und", "vom", "y", "zum", "zur"}
)
# The end of a particle that is one word with the family name: "d'Alembert", "dell'Acqua".
_ELIDED = re.compile(r"(?:d|l|all|dall|dell|nell|sull)['’](?=[^\W\d_])")
_ELIDED_LAST = re.compile(r"(?:\A|\s)(?:[dDlL]|all|dall|dell|nell|sull)['’]\Z")
TEAM = re.compile(r"\b(collaboration|consortium|team|network|working group|group)$", re.IGNORECASE)


class NameParts(NamedTuple):
    """The parts of a name in plain text; a team has only a family name."""

    given: str
    particle: str
    family: str
    suffix: str
    is_team: bool = False

    @property
    def whole_family(self) -> str:
        """The family name with its particle: "van Roe", "d'Alembert"."""
        return with_particle(self.particle, self.family)


def name_parts(name: str) -> NameParts:
    """Return the parts of a name such as "Tom van Roe Jr." or "{The Tide Team}"."""
    if braced := names.parse_braced(" ".join(name.split())):
        given, family, suffix = map(to_text, braced)
        particle, family = _split_particle(family) if given else ("", family)
        return NameParts(given, particle, family or name, suffix, is_team=not given)
    given, family = map(to_text, names.parse(name))
    particle, family = _split_particle(family)
    words = family.split()
    end = len(words) - (len(words) > 1 and names.fold(words[-1]) in names.SUFFIXES)
    return NameParts(given, particle, " ".join(words[:end]), " ".join(words[end:]))


def with_particle(particle: str, family: str) -> str:
    """Return a family name after its particle, which may be one word with it."""
    joint = "" if not particle or _ELIDED_LAST.search(particle) else " "
    return f"{particle}{joint}{family}"


def join_name(given: str, family: str, suffix: str = "") -> str:
    """Return a name in natural order, with braces around an ambiguous family name."""
    given, family, suffix = (
        from_text(names.without_number(" ".join(part.split()))) for part in (given, family, suffix)
    )
    given, family = without_degrees(without_titles(given)), without_titles(family)
    given, family = names.with_last_particles(given, family)
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
        return from_text(without_titles(name, words=2))
    family, *rest = (piece.strip() for piece in name.split(","))
    if len(rest) == 1 and " " in family and names.is_suffix_alone(rest[0]):
        return join_name(*names.parse(family), rest[0])
    for at, suffix in enumerate(rest):
        if len(rest) == 2 and names.may_be_suffix(suffix):
            return join_name(*names.parse(f"{family}, {rest[1 - at]}"), suffix)
    return join_name(*names.parse(name))


def is_team(name: str) -> bool:
    """Return whether `name` ends like the name of a team."""
    return TEAM.search(name) is not None and len(name.split()) > 1


def brace_team(name: str) -> str:
    """Return `name`, in braces if it is the name of a team."""
    return f"{{{name}}}" if is_team(name) else name


def _split_particle(family: str) -> tuple[str, str]:
    words, start = family.split(), 0
    while start < len(words) - 1 and words[start].islower() and words[start] in _PARTICLES:
        start += 1
    particle, rest = " ".join(words[:start]), " ".join(words[start:])
    elided = _ELIDED.match(rest)
    if not elided:
        return particle, rest
    return f"{particle} {elided[0]}".strip(), rest[elided.end() :]

"""Lists of authors converted from and to BibTeX."""

import re
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts

from app.bibliography.bibtex.fields import LONGEST_LINE, FieldReader, plain
from app.bibliography.bibtex.titles import is_group
from app.bibliography.latex.escape import from_text
from app.bibliography.names import author_lists, names, roles
from app.bibliography.names.extended import is_option, parse_extended
from app.bibliography.names.roles import NamedContributor
from app.bibliography.record import ContributorRole
from app.bibliography.text.characters import unescape

_SEPARATOR = re.compile(r"[{}]| [Aa][Nn][Dd](?= )")
_NEEDS_BRACES = re.compile(r",|\band\b", re.IGNORECASE)
# A small word in the middle, which BibTeX would take with all before it for a particle.
_INNER_PARTICLE = re.compile(r"(?:[^\W\d_a-zß-ÿ]|[{\\]).* [a-zß-ÿ]\S* ")
_OTHERS = {"others", "et al", "and others"}
_AMPERSAND = re.compile(r" \\?& ")
_TIE = re.compile(r"(?<!\\)~")
# A placeholder for the tilde of an accent, which the name parser would take for a space.
_TILDE = "\ufdd0"


def read_contributors(fields: FieldReader) -> list[str | dict[str, str]]:
    """Return the authors of an entry, then its editors and translators."""
    found = _read_people(fields, "author", ContributorRole.AUTHOR)
    for field in _editor_fields(fields):
        found += _read_people(fields, field, ContributorRole.EDITOR)
    found += _read_people(fields, "translator", ContributorRole.TRANSLATOR)
    return roles.in_order(found)


def _editor_fields(fields: FieldReader) -> list[str]:
    """Return the fields with editors; BibLaTeX has more, whose type says what they did."""
    more = (name for name in ("editora", "editorb", "editorc") if fields.raw(name))
    return ["editor", *(n for n in more if fields.raw(f"{n}type") in ("", "editor"))]


def _read_people(
    fields: FieldReader, field: str, role: ContributorRole
) -> tuple[NamedContributor, ...]:
    """Return the people in a field; it stays an extra if it ends with "and others"."""
    if not fields.raw(field):
        return ()
    # The semicolon of an HTML entity does not separate names.
    raw = unescape(fields.raw(field))
    fields.use(field)
    listed = [name for name in split_names(raw) if name and not is_option(name)]
    people = [name for name in listed if not _means_others(name)]
    if len(people) < len(listed):
        fields.warnings.append(f"“and others”: the list of {role}s is incomplete")
        fields.keep(field)
    if len(people) == 1 and _looks_like_list(people[0]):
        fields.warnings.append(f"the {role}s are not joined by “and”")
        people = author_lists.split_authors(people[0])
    marked = roles.marked_contributors(people, role)
    named = [NamedContributor(natural_form(one.name), one.role) for one in marked]
    if any(len(one.name) > LONGEST_LINE for one in named):
        fields.warnings.append(f"the list of {role}s can't be read")
        fields.keep(field)
        return ()
    return tuple(one for one in named if one.name)


def write_names(people: list[str]) -> str:
    """Return the names as a BibTeX author list."""
    written = [_bibtex_name(name) for name in people]
    if len(written) == 1 and _looks_like_list(written[0]):
        return f"{{{people[0]}}}"
    return " and ".join(written)


def split_names(value: str) -> list[str]:
    """Split names at the word "and" outside braces."""
    depth, start, found = 0, 0, []
    value = " ".join(_TIE.sub(" ", f" {value} ").split())
    for mark in _SEPARATOR.finditer(f"{value} "):
        if mark[0] in "{}":
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
        elif depth == 0:
            found.append(value[start : mark.start()].strip(" ,"))
            start = mark.end()
    return [name.removeprefix("and ") for name in [*found, value[start:].strip(" ,")]]


# The same names occur many times in a file.
@lru_cache(maxsize=4096)
def natural_form(name: str) -> str:
    """Return a name in natural order, with braces around an ambiguous family name."""
    if is_group(name) and (team := plain(name)):
        return f"{{{_source(team)}}}"
    given, family, suffix = _parts(name)
    whole = f"{family} {suffix}".strip()
    if not family:
        return _source(f"{given} {suffix}".strip())
    natural = f"{given} {whole}".strip()
    # BibTeX takes the III of "Tom Roe III" for the family name.
    is_suffix = "," not in name and names.fold(family) in names.SUFFIXES
    if is_suffix or names.parse(natural) == names.Name(given, whole):
        return _source(natural)
    if given and suffix and names.may_be_suffix(suffix):
        return f"{_source(given)} {{{_source(family)}}} {_source(suffix)}"
    return f"{_source(given)} {{{_source(whole)}}}".strip()


def _parts(name: str) -> tuple[str, str, str]:
    """Return the given name, the family name with its particles, and the suffix."""
    if extended := parse_extended(name):
        given, prefix, family, suffix = map(plain, extended)
        return given, f"{prefix} {family}".strip(), suffix
    parts = parse_single_name_into_parts(name.replace("\\~", f"\\{_TILDE}"), strict=False)
    given, family, suffix = map(_joined, (parts.first, [*parts.von, *parts.last], parts.jr))
    # "Roe, A., B." has two initials rather than a suffix.
    if suffix and not names.may_be_suffix(suffix) and _are_initials(suffix, given):
        return f"{suffix} {given}", family, ""
    return given, family, suffix


def _joined(words: list[str]) -> str:
    return plain(" ".join(words).replace(_TILDE, "~"))


def _means_others(name: str) -> bool:
    return name.lower().rstrip(".") in _OTHERS


def _source(text: str) -> str:
    """Return plain text as LaTeX source without braces, which mark family names."""
    return from_text(text.replace("{", "").replace("}", ""))


def _looks_like_list(name: str) -> bool:
    """Return whether a name looks like several: "Ada Roe, Kim Li, Bo Chen", "Ada Roe & Kim Li"."""
    if parse_extended(name):
        return False
    pieces = [piece.strip() for piece in name.split(",")]
    listed = len(pieces) > 2 and not _has_suffix(pieces)
    people = _AMPERSAND.split(name)
    joined = len(people) > 1 and all(" " in person for person in people)
    return "{" not in name and (listed or joined or ";" in name)


def _has_suffix(pieces: list[str]) -> bool:
    """Return whether the pieces may be those of "von Last, Jr, First" as in BibTeX."""
    if len(pieces) > 3:
        return False
    _, suffix, given = pieces
    return not suffix or names.may_be_suffix(suffix) or _are_initials(suffix, given)


def _are_initials(*words: str) -> bool:
    return all(map(author_lists.INITIALS.fullmatch, words))


def _bibtex_name(name: str) -> str:
    if is_group(name):
        return name
    if _means_others(name):
        return f"{{{name}}}"
    if (braced := names.parse_braced(name)) and braced.suffix:
        return f"{braced.family}, {braced.suffix}, {braced.given}"
    parted = names.parse(name)
    given, family = parted
    if not given:
        return f"{{{family}}}" if " " in family or "," in family else family
    if _NEEDS_BRACES.search(family) or _INNER_PARTICLE.search(family):
        return f"{{{family}}}, {given}"
    return names.join_sorted(parted)

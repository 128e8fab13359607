"""Lists of authors converted from and to BibTeX."""

import re
from collections.abc import Iterator
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts

from app.bibliography.bibtex.fields import LONGEST_LINE, FieldReader, is_line, plain
from app.bibliography.bibtex.titles import is_group
from app.bibliography.latex import control_words
from app.bibliography.latex.escape import from_text
from app.bibliography.messages import message
from app.bibliography.names import author_lists, markup, names, parts, roles
from app.bibliography.names.academic_titles import without_degrees, without_titles
from app.bibliography.names.extended import is_option, parse_extended
from app.bibliography.names.role_marks import role_marks, without_marks
from app.bibliography.names.roles import NamedContributor
from app.bibliography.record import ContributorRole
from app.bibliography.text.characters import unescape

_NOT_JOINED = {
    ContributorRole.AUTHOR: message("the authors are not joined by “and”"),
    ContributorRole.EDITOR: message("the editors are not joined by “and”"),
    ContributorRole.TRANSLATOR: message("the translators are not joined by “and”"),
}
_UNREADABLE = {
    ContributorRole.AUTHOR: message("the list of authors can't be read"),
    ContributorRole.EDITOR: message("the list of editors can't be read"),
    ContributorRole.TRANSLATOR: message("the list of translators can't be read"),
}
_SEPARATOR = re.compile(r"[{}]| [Aa][Nn][Dd](?= )")
_NEEDS_BRACES = re.compile(r"[,;]|\band\b", re.IGNORECASE)
# A small word in the middle, which BibTeX would take with all before it for a particle.
_INNER_PARTICLE = re.compile(r"(?:[^\W\d_a-zß-ÿ]|[{\\]).* [a-zß-ÿ]\S* ")
# What `editortype` says of translators; all others edited in one way or another.
_TRANSLATING = {"translator", "translators", "cotranslator", "translation", "trans", "bytranslator"}
_OTHERS = {"others", "et al", "and others"}
_ON_BEHALF = re.compile(r"^(?:(?:on behalf of|for|the)\s+)+", re.IGNORECASE)
_BETWEEN_TEAMS = re.compile(r"\s*(?:[,;]|\s&\s|\band\b)\s*(?:(?:and|the)\s+)?", re.IGNORECASE)
_AMPERSAND = re.compile(r" \\?& ")
_TIE = re.compile(r"(?<!\\)~")
# A placeholder for the tilde of an accent, which the name parser would take for a space.
_TILDE = "\ufdd0"


def read_contributors(fields: FieldReader) -> list[str | dict[str, str]]:
    """Return the authors of an entry, then its editors and translators."""
    each = [_read_people(fields, *one) for one in _fields_of_people(fields)]
    return roles.in_order(roles.joined([*each, tuple(_teams(fields))]))


def _fields_of_people(fields: FieldReader) -> Iterator[tuple[str, ContributorRole]]:
    """Yield the fields with people; BibLaTeX has editors whose type says what they did."""
    yield "author", ContributorRole.AUTHOR
    for name in ("editor", "editora", "editorb", "editorc"):
        kind = fields.raw(f"{name}type").strip().lower()
        is_translator = kind in _TRANSLATING
        yield name, ContributorRole.TRANSLATOR if is_translator else ContributorRole.EDITOR
        if fields.raw(name) and (is_translator or kind == "editor"):
            fields.use(f"{name}type")
    yield "translator", ContributorRole.TRANSLATOR


def _teams(fields: FieldReader) -> Iterator[NamedContributor]:
    """Yield the collaborations of physicists, which their databases name apart from the authors."""
    said = _ON_BEHALF.sub("", plain(fields.raw("collaboration")))
    for name in filter(None, _BETWEEN_TEAMS.split(said) if is_line(said) else ()):
        whole = name if parts.is_team(name) else f"{name} Collaboration"
        yield NamedContributor(parts.team_name(whole), ContributorRole.AUTHOR)
    # The field with the authors is written as it was if that list is incomplete.
    if fields.is_used("author") or not fields.raw("author"):
        fields.use("collaboration")


def _read_people(
    fields: FieldReader, field: str, role: ContributorRole
) -> tuple[NamedContributor, ...]:
    """Return the people in a field; it stays an extra if it ends with "and others"."""
    if not fields.raw(field):
        return ()
    # The semicolon of an HTML entity does not separate names.
    raw = control_words.closed(markup.undressed(unescape(fields.raw(field))))
    fields.use(field)
    listed = [name for name in split_names(raw) if name and not is_option(name)]
    people = list(filter(None, map(_without_others, listed)))
    if people != listed:
        fields.warnings.append(markup.INCOMPLETE[role])
        fields.keep(field)
    if _are_lists(people):
        fields.warnings.append(_NOT_JOINED[role])
        marked = [one for name in people for one in roles.split_contributors(name, role)]
    else:
        marked = roles.marked_contributors(people, role)
    named = [NamedContributor(natural_form(one.name), one.role) for one in marked]
    if any(len(one.name) > LONGEST_LINE for one in named):
        fields.warnings.append(_UNREADABLE[role])
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
    given, family, suffix = _parts(names.without_number(name))
    given, family = without_degrees(without_titles(given)), without_titles(family)
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
        return given, parts.with_particle(prefix, family), suffix
    split = parse_single_name_into_parts(name.replace("\\~", f"\\{_TILDE}"), strict=False)
    given, family, suffix = map(_joined, (split.first, [*split.von, *split.last], split.jr))
    # "Ada Roe, PhD" and "Ada Roe, MD, PhD"
    is_suffix_last, has_suffix = names.is_suffix_alone(given), names.may_be_suffix(suffix)
    if is_suffix_last and " " in family and (has_suffix or not suffix):
        return *names.parse(family), suffix or given
    # "Roe, Ada, PhD" has the suffix last, unlike BibTeX's "Roe, PhD, Ada".
    if is_suffix_last and suffix and not has_suffix:
        return suffix, family, given
    # "Roe, A., B." has two initials rather than a suffix.
    if suffix and not has_suffix and _are_initials(suffix, given):
        return f"{suffix} {given}", family, ""
    return given, family, suffix


def _joined(words: list[str]) -> str:
    return plain(" ".join(words).replace(_TILDE, "~"))


def _means_others(name: str) -> bool:
    return name.lower().rstrip(".") in _OTHERS


@lru_cache(maxsize=4096)
def _without_others(name: str) -> str:
    """Return a name without "et al."; a whole name in braces may look like that."""
    return markup.without_others(name) or (name if is_group(name) else "")


def _source(text: str) -> str:
    """Return plain text as LaTeX source without braces, which mark family names."""
    return from_text(text.replace("{", "").replace("}", ""))


def _are_lists(people: list[str]) -> bool:
    """Return whether the names are lists: of full names, of sorted pairs, or with semicolons."""
    if len(people) > 2 and not any(";" in name for name in people):
        return False
    texts = list(map(without_marks, people))
    if len(texts) == 1:
        return _looks_like_list(texts[0]) or _are_marked_together(people[0], texts[0])
    if any(";" in text and _looks_like_list(text) for text in texts):
        return True
    # "Ada Roe, Kim Li and Bo Chen" has its only "and" before the last name.
    if len(texts) != 2 or "," not in texts[0] or "{" in "".join(texts) or "=" in texts[0]:
        return False
    pieces = [piece.strip() for piece in texts[0].split(",")]
    if "," in texts[1]:
        return len(pieces) > 3 and not len(pieces) % 2 and author_lists.are_sorted_pairs(pieces)
    return author_lists.are_full_names([*pieces, texts[1]])


def _are_marked_together(name: str, text: str) -> bool:
    """Return whether a mark such as "(Eds.)" follows names such as "Ada Roe, Kim Li"."""
    pieces = [piece.strip() for piece in text.split(",")]
    return any(mark.many for mark in role_marks(name)) and author_lists.are_full_names(pieces)


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
        return f"{_family(braced.family)}, {braced.suffix}, {_given(braced.given)}"
    parted = names.parse(name)
    given, family = parted
    if not given:
        return f"{{{family}}}" if " " in family or _NEEDS_BRACES.search(family) else family
    if _NEEDS_BRACES.search(f"{given} {family}") or _INNER_PARTICLE.search(family):
        return f"{{{family}}}, {_given(given)}"
    return names.join_sorted(parted)


def _family(family: str) -> str:
    needed = _NEEDS_BRACES.search(family) or _INNER_PARTICLE.search(family)
    return f"{{{family}}}" if needed else family


def _given(given: str) -> str:
    return f"{{{given}}}" if _NEEDS_BRACES.search(given) else given

"""Lists of authors as BibTeX has them, and as they are spoken."""

import re
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts

from app.bibliography.bibtex.fields import LONGEST_LINE, FieldReader, plain
from app.bibliography.bibtex.titles import is_group
from app.bibliography.latex.escape import from_text
from app.bibliography.names import author_lists, names
from app.bibliography.text.characters import unescape

_MARK = re.compile(r"[{}]| [Aa][Nn][Dd](?= )")
_APART = re.compile(r",|\band\b", re.IGNORECASE)
_OTHERS = {"others", "et al", "and others"}
_AMPERSAND = re.compile(r" \\?& ")
_TIE = re.compile(r"(?<!\\)~")
# The parser of names takes the tilde of an accent for a space; no text has this character.
_TILDE = "\ufdd0"


def read_authors(fields: FieldReader) -> tuple[str, ...]:
    """The authors of an entry; what stands for those left out is kept as it stands."""
    # The semicolon of an entity parts no names.
    raw = unescape(fields.raw("author"))
    fields.use("author")
    listed = [name for name in split_names(raw) if name]
    people = [name for name in listed if not _stands_for_others(name)]
    if len(people) < len(listed):
        fields.warnings.append("“and others”: not all authors are named")
        fields.keep("author")
    if len(people) == 1 and _looks_listed(people[0]):
        fields.warnings.append("the authors are not joined by “and”")
        people = author_lists.split_authors(people[0])
    spoken = tuple(name for name in map(natural_form, people) if name)
    if any(len(name) > LONGEST_LINE for name in spoken):
        fields.warnings.append("the list of authors can't be read")
        fields.keep("author")
        return ()
    return spoken


def write_names(people: list[str]) -> str:
    """The names as BibTeX reads them, in their order."""
    written = [_written(name) for name in people]
    if len(written) == 1 and _looks_listed(written[0]):
        return f"{{{people[0]}}}"
    return " and ".join(written)


def split_names(value: str) -> list[str]:
    """The names between the words "and" that stand outside braces."""
    depth, start, found = 0, 0, []
    value = " ".join(_TIE.sub(" ", f" {value} ").split())
    for mark in _MARK.finditer(f"{value} "):
        if mark[0] in "{}":
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
        elif depth == 0:
            found.append(value[start : mark.start()].strip(" ,"))
            start = mark.end()
    return [name.removeprefix("and ") for name in [*found, value[start:].strip(" ,")]]


# The same people write together again and again.
@lru_cache(maxsize=4096)
def natural_form(name: str) -> str:
    """One name as it is spoken; braces mark a family name that its words would not tell."""
    if is_group(name) and (team := plain(name)):
        return f"{{{_source(team)}}}"
    parts = parse_single_name_into_parts(name.replace("\\~", f"\\{_TILDE}"), strict=False)
    given = _joined(parts.first)
    family = _joined([*parts.von, *parts.last, *parts.jr])
    if not family:
        return _source(given)
    spoken = f"{given} {family}".strip()
    # BibTeX takes the III of "Tom Roe III" for his family name.
    is_suffix = "," not in name and names.fold(family) in names.SUFFIXES
    if is_suffix or names.parse(spoken) == names.Name(given, family):
        return _source(spoken)
    return f"{_source(given)} {{{_source(family)}}}".strip()


def _joined(words: list[str]) -> str:
    return plain(" ".join(words).replace(_TILDE, "~"))


def _stands_for_others(name: str) -> bool:
    return name.lower().rstrip(".") in _OTHERS


def _source(text: str) -> str:
    """Braces can't stand in a name but to mark it."""
    return from_text(text.replace("{", "").replace("}", ""))


def _looks_listed(name: str) -> bool:
    """Tell "Ada Roe, Kim Li, Bo Chen" from "Roe, Jr, Ada", and "Ada Roe & Kim Li" from a firm."""
    pieces = [piece.strip() for piece in name.split(",")]
    listed = len(pieces) > 2 and names.fold(pieces[1]) not in names.SUFFIXES
    people = _AMPERSAND.split(name)
    joined = len(people) > 1 and all(" " in person for person in people)
    return "{" not in name and (listed or joined or ";" in name)


def _written(name: str) -> str:
    if is_group(name):
        return name
    if _stands_for_others(name):
        return f"{{{name}}}"
    parted = names.parse(name)
    given, family = parted
    if not given:
        return f"{{{family}}}" if " " in family or "," in family else family
    return f"{{{family}}}, {given}" if _APART.search(family) else names.join_sorted(parted)

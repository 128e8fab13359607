"""A record written as a BibTeX entry, with the extra fields of its source."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.bibliography import fit
from app.bibliography.bibtex import dates, extension, links, names, titles, types
from app.bibliography.bibtex import record as bibtex_record
from app.bibliography.bibtex.macros import MONTHS
from app.bibliography.bibtex.record import KEYWORDS, LINES, TEXTS
from app.bibliography.bibtex.venues import venue_fields
from app.bibliography.latex.escape import from_text
from app.bibliography.record import ContributorRole, PublicationType, Record
from app.bibliography.statuses import PUBSTATES

# The fields of a record that the kind of its entry may contradict.
_ABOUT_KIND = frozenset({"type", "genre"})


@dataclass(frozen=True, slots=True)
class Origin:
    """The BibTeX entry that a record was parsed from, if any."""

    kind: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate entry, and the fields that differ from the record when it is read back."""

    kind: str
    fields: Mapping[str, str]
    read: Record | None
    differing: set[str]


def foreign_origin(keywords: tuple[str, ...]) -> Origin:
    """Return an origin with the keywords of an entry in another format."""
    separator = "; " if any("," in keyword for keyword in keywords) else ", "
    text = field_value(separator.join(keywords))
    return Origin(extras={"keywords": text} if text else {})


def write_entry(record: Record, key: str, origin: Origin, lossless: bool) -> str:
    """Return the entry: the record's fields, then the extras of its origin."""
    # An extra in this field is a count of pages.
    replaced = {extension.FIELD, *(["pages"] if record.pages else [])}
    if replaced & origin.extras.keys():
        kept = {name: raw for name, raw in origin.extras.items() if name not in replaced}
        origin = replace(origin, extras=kept)
    kind = origin.kind or types.entry_kind(record)
    fields = record_fields(record, kind, origin.values, origin.extras)
    draft = _draft(record, key, kind, fields | dict(origin.extras))
    if draft.differing and (origin.extras or _ABOUT_KIND & draft.differing):
        draft = _with_safe_extras(record, key, draft, fields, origin.extras)
    if not lossless or not draft.read or not draft.differing:
        return _entry(draft.kind, key, draft.fields)
    supplement = extension.make_extension(record, draft.read, draft.differing)
    return _entry(draft.kind, key, {**draft.fields, extension.FIELD: supplement})


def _with_safe_extras(
    record: Record, key: str, whole: Draft, fields: dict[str, str], extras: Mapping[str, str]
) -> Draft:
    """Return the entry with only those extras that do not change how its fields are read."""
    draft = _draft(record, key, whole.kind, fields)
    # Keep the kind of the source while it means the record's type.
    if _ABOUT_KIND & draft.differing:
        own = types.entry_kind(record)
        fields = fields | {"type": balance_braces(field_value(types.write_type(record, own)))}
        draft = _draft(record, key, own, {name: raw for name, raw in fields.items() if raw})
        whole = _draft(record, key, own, {**draft.fields, **extras})
    if whole.differing <= draft.differing:
        return whole
    for name, raw in extras.items():
        candidate = _draft(record, key, draft.kind, {**draft.fields, name: raw})
        if candidate.differing <= draft.differing:
            draft = candidate
    return draft


def _draft(record: Record, key: str, kind: str, fields: Mapping[str, str]) -> Draft:
    read = bibtex_record.read_record(kind, key, fields).record
    return Draft(kind, fields, read, extension.differences(record, read))


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {_value(name, value)},\n" for name, value in fields.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _value(name: str, value: str) -> str:
    if name == "month" and value in MONTHS:
        return value
    return f"{{{value} }}" if value.endswith("\\") else f"{{{value}}}"


_BRACES = re.compile(r"\\?[{}]")
# Line starts that would be read as the beginning of an entry or a field.
_CONFUSING = re.compile(r"(?<!\s)\s++(?=@|[A-Za-z]+\s*=)")


def record_fields(
    record: Record, kind: str, origin: Mapping[str, str], extras: Mapping[str, str]
) -> dict[str, str]:
    """Return the fields of a record in writing order; `origin` has the fields it came from."""
    found = {
        "title": titles.write_title(" ".join(balance_braces(record.title).split())),
        **{
            str(role): names.write_names([balance_braces(name) for name in record.names_of(role)])
            for role in ContributorRole
        },
        **_venue(record),
        "type": field_value(types.write_type(record, kind)),
        **dates.write_date(record.year, record.month, record.day),
        **{names[0]: field_value(getattr(record, name) or "") for name, names in LINES.items()},
        "pubstate": PUBSTATES.get(record.status, ""),
        "pages": _pages(record.pages or ""),
        "doi": record.doi or "",
        **_arxiv(record, extras),
        "language": record.language or "",
        **links.write_links(record.links, origin),
        **{name: _text(getattr(record, name) or "") for name in TEXTS},
        "keywords": "" if extras.keys() & KEYWORDS else _keywords(record.topics),
    }
    # Splitting names and DOIs may leave single braces, which would end a field early.
    return {name: balance_braces(value) for name, value in found.items() if value}


def balance_braces(text: str) -> str:
    """Return LaTeX source without unbalanced braces."""
    if "{" not in text and "}" not in text:
        return text
    unbalanced: set[int] = set()
    opened: list[int] = []
    for brace in _BRACES.finditer(text):
        if brace[0][-1] == "{":
            opened.append(brace.start())
        elif opened:
            opened.pop()
        else:
            unbalanced.add(brace.start())
    unbalanced.update(opened)
    return _BRACES.sub(lambda b: _brace_macro(b[0]) if b.start() in unbalanced else b[0], text)


def _brace_macro(brace: str) -> str:
    names = {r"\{": r"\textbraceleft{}", r"\}": r"\textbraceright{}"}
    return names.get(brace, "")


def field_value(text: str) -> str:
    """Return plain text as the value of a field."""
    return balance_braces(from_text(text))


def _venue(record: Record) -> dict[str, str]:
    if record.type is PublicationType.ARTICLE and types.is_known_preprint(record):
        return {}
    return {venue_fields(record.type)[0]: field_value(record.venue or "")}


def _arxiv(record: Record, extras: Mapping[str, str]) -> dict[str, str]:
    if not record.arxiv_id:
        return {}
    # The source has another value in this field.
    if "eprint" in extras:
        return {"arxiv": record.arxiv_id}
    return {"eprint": record.arxiv_id, "archiveprefix": "arXiv"}


def _pages(pages: str) -> str:
    return "--".join(field_value(part) for part in fit.split_page_ranges(pages))


def _keywords(topics: tuple[str, ...]) -> str:
    """Return topics as keywords, unless a name contains a separator; `vitae` then has them."""
    return "" if any(set(",;") & set(topic) for topic in topics) else field_value(", ".join(topics))


def _text(text: str) -> str:
    return _CONFUSING.sub(lambda spaces: spaces[0].replace("\n", " "), balance_braces(text))

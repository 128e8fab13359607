"""A record written as one BibTeX entry, with what its source says beyond it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.bibliography.bibtex import bibtex_canonical, extension
from app.bibliography.bibtex import record as bibtex_record
from app.bibliography.bibtex.macros import MONTHS
from app.bibliography.bibtex.venues import KINDS
from app.bibliography.record import Record


@dataclass(frozen=True, slots=True)
class Origin:
    """The entry that a record came from, where that was BibTeX."""

    kind: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that could be written, and in what its reading differs from the record."""

    kind: str
    fields: Mapping[str, str]
    read: Record | None
    differing: set[str]


def origin_elsewhere(keywords: tuple[str, ...]) -> Origin:
    """Return what an entry of another format says in BibTeX too beyond a record: its keywords."""
    separator = "; " if any("," in keyword for keyword in keywords) else ", "
    text = bibtex_canonical.plain(separator.join(keywords))
    return Origin(extras={"keywords": text} if text else {})


def write(record: Record, key: str, origin: Origin) -> str:
    """The entry: the record's fields, then the extras of its origin."""
    kind = origin.kind or KINDS[record.type]
    fields = bibtex_canonical.fields(record, origin.values, origin.extras)
    draft = _draft(record, key, kind, fields | dict(origin.extras))
    if draft.differing and (origin.extras or "type" in draft.differing):
        draft = _redrafted(record, key, draft, fields, origin.extras)
    if not draft.read or not draft.differing:
        return _entry(draft.kind, key, draft.fields)
    supplement = extension.make(record, draft.read, draft.differing)
    return _entry(draft.kind, key, {**draft.fields, extension.FIELD: supplement})


def _redrafted(
    record: Record, key: str, whole: Draft, fields: dict[str, str], extras: Mapping[str, str]
) -> Draft:
    """The entry with each extra that does not change what its other fields say."""
    draft = _draft(record, key, whole.kind, fields)
    # The kind of the source stays if it still means the type that the record has.
    if "type" in draft.differing:
        draft = _draft(record, key, KINDS[record.type], fields)
        whole = _draft(record, key, draft.kind, whole.fields)
    if whole.differing <= draft.differing:
        return whole
    for name, raw in extras.items():
        tried = _draft(record, key, draft.kind, {**draft.fields, name: raw})
        if tried.differing <= draft.differing:
            draft = tried
    return draft


def _draft(record: Record, key: str, kind: str, fields: Mapping[str, str]) -> Draft:
    read = bibtex_record.read(kind, key, fields).record
    return Draft(kind, fields, read, extension.differences(record, read))


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {_value(name, value)},\n" for name, value in fields.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _value(name: str, value: str) -> str:
    if name == "month" and value in MONTHS:
        return value
    return f"{{{value} }}" if value.endswith("\\") else f"{{{value}}}"

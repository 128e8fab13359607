"""A record written as one BibTeX entry, with what its source says beyond it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.bibliography import bibtex_canonical, bibtex_record, bibtex_supplement
from app.bibliography.bibtex_macros import MONTHS
from app.bibliography.bibtex_supplement import differences
from app.bibliography.bibtex_venues import KINDS
from app.bibliography.record import Record


@dataclass(frozen=True, slots=True)
class Origin:
    """The entry that a record came from, where that was BibTeX."""

    kind: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    extras: Mapping[str, str] = field(default_factory=dict)


def write(record: Record, key: str, origin: Origin) -> str:
    """The entry: the record's fields, then the extras of its origin."""
    kind = origin.kind or KINDS[record.type]
    fields = bibtex_canonical.fields(record, origin.values, origin.extras)
    everything = fields | dict(origin.extras)
    if not differences(record, _read(kind, key, everything)):
        return _entry(kind, key, everything)
    kind = _kind(record, key, kind, fields)
    fields = _with_extras(record, key, kind, fields, origin.extras)
    read = _read(kind, key, fields)
    supplement = bibtex_supplement.make(record, read) if read else ""
    return _entry(kind, key, fields | ({bibtex_supplement.FIELD: supplement} if supplement else {}))


def _kind(record: Record, key: str, kind: str, fields: Mapping[str, str]) -> str:
    """The kind of the source, if it still means the type that the record has."""
    read = _read(kind, key, fields)
    return kind if read and read.type is record.type else KINDS[record.type]


def _with_extras(
    record: Record, key: str, kind: str, fields: dict[str, str], extras: Mapping[str, str]
) -> dict[str, str]:
    """The fields with each extra that does not change what they say."""
    differing = differences(record, _read(kind, key, fields))
    for name, raw in extras.items():
        tried = fields | {name: raw}
        now = differences(record, _read(kind, key, tried))
        if now <= differing:
            fields, differing = tried, now
    return fields


def _read(kind: str, key: str, fields: Mapping[str, str]) -> Record | None:
    return bibtex_record.read(kind, key, fields).record


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {_value(name, value)},\n" for name, value in fields.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _value(name: str, value: str) -> str:
    if name == "month" and value in MONTHS:
        return value
    return f"{{{value} }}" if value.endswith("\\") else f"{{{value}}}"

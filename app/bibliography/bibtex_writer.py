"""A record written as one BibTeX entry, with what its source says beyond it."""

from collections.abc import Mapping

from app.bibliography import bibtex_canonical, bibtex_record, bibtex_supplement
from app.bibliography.bibtex_macros import MONTHS
from app.bibliography.bibtex_venues import KINDS
from app.bibliography.record import Record


def write(record: Record, key: str, kind: str, extras: Mapping[str, str]) -> str:
    """The entry; `kind` and `extras` are those of the source, where it was BibTeX."""
    fields = bibtex_canonical.fields(record, extras)
    kind = _kind(record, key, kind, fields)
    fields = _with_extras(record, key, kind, fields, extras)
    read = bibtex_record.read(kind, key, fields).record
    supplement = bibtex_supplement.make(record, read) if read else ""
    if supplement:
        fields[bibtex_supplement.FIELD] = supplement
    lines = [f"  {name} = {_value(name, value)},\n" for name, value in fields.items()]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _kind(record: Record, key: str, kind: str, fields: Mapping[str, str]) -> str:
    """The kind of the source, if it still means the type that the record has."""
    read = bibtex_record.read(kind, key, fields).record if kind else None
    return kind if read and read.type is record.type else KINDS[record.type]


def _with_extras(
    record: Record, key: str, kind: str, fields: dict[str, str], extras: Mapping[str, str]
) -> dict[str, str]:
    """The fields with each extra that does not change what they say."""
    differing = _differing(record, key, kind, fields)
    everything = fields | dict(extras)
    if _differing(record, key, kind, everything) <= differing:
        return everything
    for name, raw in extras.items():
        tried = fields | {name: raw}
        if (now := _differing(record, key, kind, tried)) <= differing:
            fields, differing = tried, now
    return fields


def _differing(record: Record, key: str, kind: str, fields: Mapping[str, str]) -> set[str]:
    return bibtex_supplement.differences(record, bibtex_record.read(kind, key, fields).record)


def _value(name: str, value: str) -> str:
    if name == "month" and value in MONTHS:
        return value
    return f"{{{value} }}" if value.endswith("\\") else f"{{{value}}}"

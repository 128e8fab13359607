"""The raw entry that a record was parsed from, for writing it again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.bibliography import raw
from app.bibliography.entry import Format
from app.bibliography.record import Record


@dataclass(frozen=True, slots=True)
class ForeignEntry:
    """The parts of a raw entry that its record lacks, for writing another format."""

    format: Format | None = None
    keywords: tuple[str, ...] = ()
    extras: Mapping[str, str] = field(default_factory=dict)


# Returns the raw entry of a record that is in another format.
Foreign = Callable[[Record], ForeignEntry]


def no_foreign(_record: Record) -> ForeignEntry:
    """Return no entry in another format: the default of the writers."""
    return ForeignEntry()


def format_of(record: Record) -> Format | None:
    """Return the format of a record's first raw entry."""
    return raw.format_of(raw.first_entry(record.source))


def raw_text(record: Record, wanted: Format) -> str:
    """Return a record's first raw entry if it has this format, or else an empty text."""
    return raw.first_entry(record.source) if format_of(record) is wanted else ""

"""The raw entry that a record was made from, for writing it again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import repeat

from app.bibliography import raw
from app.bibliography.entry import Format
from app.bibliography.record import Record


@dataclass(frozen=True, slots=True)
class ForeignEntry:
    """The parts of a raw entry that its record lacks, for the writer of another format."""

    format: Format | None = None
    keywords: tuple[str, ...] = ()
    extras: Mapping[str, str] = field(default_factory=dict)


NONE_FOREIGN: Iterable[ForeignEntry] = repeat(ForeignEntry())


def format_of(record: Record) -> Format | None:
    """Return the format of a record's raw entry, the first if there are several."""
    return raw.format_of(raw.first_entry(record.source))


def raw_text(record: Record, wanted: Format) -> str:
    """Return the raw entry, the first if there are several, if it is of this format."""
    return raw.first_entry(record.source) if format_of(record) is wanted else ""

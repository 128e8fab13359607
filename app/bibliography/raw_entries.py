"""The raw entries that a publication was made of: kept one after another, the newest first."""

from collections.abc import Iterable
from itertools import accumulate

# RFC 7464: no text that people write contains it, and JSON sequences are parted by it.
SEPARATOR = "\x1e"
# What a record's source may hold: the oldest give way.
LONGEST = 200_000


def parts(source: str | None) -> list[str]:
    """Return the raw entries that a publication keeps."""
    return [part for part in (source or "").split(SEPARATOR) if part.strip()]


def first(source: str | None) -> str:
    """Return the newest of them as it stands, "" where none is kept."""
    return (source or "").partition(SEPARATOR)[0]


def joined(entries: Iterable[str | None]) -> str | None:
    """Return raw entries as one text, each once, None where there is none."""
    found = dict.fromkeys(part for entry in entries for part in parts(entry))
    ends = accumulate(len(part) + 1 for part in found)
    return SEPARATOR.join(p for p, end in zip(found, ends, strict=True) if end <= LONGEST) or None

"""The raw entries that a publication was made of: kept one after another, the newest first."""

import re
from collections.abc import Iterable

from app.bibliography import ris_reading
from app.bibliography.entries import Entry, Format
from app.bibliography.record import Record

# RFC 7464: no text that people write contains it, and JSON sequences are parted by it.
SEPARATOR = "\x1e"
_SIGNS = {Format.BIBTEX: r"\s*@", Format.RIS: r"\s*TY\s*-", Format.CSL: r"\s*\{"}
_READERS = {Format.RIS: ris_reading.read}


def parts(source: str | None) -> list[str]:
    """Return the raw entries that a publication keeps."""
    return [part for part in (source or "").split(SEPARATOR) if part.strip()]


def joined(entries: Iterable[str | None]) -> str | None:
    """Return raw entries as one text, each once, None where there is none."""
    found = dict.fromkeys(part for entry in entries for part in parts(entry))
    return SEPARATOR.join(found) or None


def text(record: Record, wanted: Format) -> str:
    """Return the raw entry, if it is of this format, else nothing."""
    source = (record.source or "").partition(SEPARATOR)[0]
    return source if re.match(_SIGNS[wanted], source, re.IGNORECASE) else ""


def entry(record: Record, wanted: Format) -> Entry | None:
    """Return what the raw entry says, if it is of this format."""
    source = text(record, wanted)
    return next(iter(_READERS[wanted](source)), None) if source else None


def keywords(record: Record) -> tuple[str, ...]:
    """Return the keywords of the raw entry."""
    found = (entry(record, wanted) for wanted in _READERS)
    return next((one.keywords for one in found if one), ())

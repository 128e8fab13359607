"""What a record was made of: the raw entry that it keeps, in the format that it came in."""

import re

from app.bibliography import ris_reading
from app.bibliography.entries import Entry, Format
from app.bibliography.record import Record

# A publication joined from several keeps the entries of all.
SEPARATOR = "\x1e"
_SIGNS = {Format.BIBTEX: r"\s*@", Format.RIS: r"\s*TY\s*-", Format.CSL: r"\s*\{"}
_READERS = {Format.RIS: ris_reading.read}


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

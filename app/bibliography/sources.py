"""What a record was made of: the raw entry that it keeps, in the format that it came in."""

import re

from app.bibliography import formats, raw_entries
from app.bibliography.entries import Entry, Format
from app.bibliography.record import Record

_SIGNS = {Format.BIBTEX: r"\s*@", Format.RIS: r"\s*TY\s*-", Format.CSL: r"\s*\{"}

# What their field is called in any of the formats.
_KEYWORDS = re.compile(r"[kK](?:[eE][yY][wW][oO][rR][dD]|[wW]|1)|subject")


def text(record: Record, wanted: Format) -> str:
    """Return the raw entry, the first if there are several, if it is of this format."""
    source = raw_entries.first(record.source)
    return source if re.match(_SIGNS[wanted], source, re.IGNORECASE) else ""


def entry(record: Record, wanted: Format) -> Entry | None:
    """Return what the raw entry says, if it is of this format."""
    source = text(record, wanted)
    return next(formats.read(wanted, source), None) if source else None


def keywords(record: Record, *wanted: Format) -> tuple[str, ...]:
    """Return the keywords of the raw entry, if it is of one of these formats."""
    # To read an entry takes long, and most have none.
    if not _KEYWORDS.search(record.source or ""):
        return ()
    found = (entry(record, form) for form in wanted)
    return next((one.keywords for one in found if one), ())

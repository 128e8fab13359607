"""What a number leads to, as a text that can be imported like any other."""

from app.bibliography import csl, raw
from app.bibliography.entry import Entry, Format
from app.services.importing.sources import Given
from app.services.lookups import find
from app.services.lookups.find import LookupFailedError

__all__ = ["LookupFailedError", "look_up"]


def look_up(text: str) -> Given:
    """Return what a DOI, an arXiv number, an ORCID iD or an OpenAlex author leads to.

    Raises LookupFailedError.
    """
    found = find.find(text)
    lacking = f" without {found.missing:,} more works" if found.missing else ""
    return Given(found.name + lacking, _text(found.entries).encode(), Format.CSL)


def _text(entries: list[Entry]) -> str:
    """Return entries as CSL-JSON: as they came, where they came so, and with all they say."""
    sources = [entry.source for entry in entries]
    if all(raw.format_of(source) is Format.CSL for source in sources):
        return "[" + ",\n".join(sources) + "]"
    return csl.write_entries(entries)

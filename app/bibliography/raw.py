"""Raw entries: how they begin in each format, and how a publication stores them, newest first."""

import re
from collections.abc import Iterable
from itertools import accumulate

from app.bibliography.entry import Format

BIBTEX = r"@[ \t]*+(?P<kind>[A-Za-z][\w:+-]*+)\s*+(?P<open>[{(])"
RIS = r"^[^\S\n]*+TY[^\S\n]*+-"
# An entry may begin in the middle of a text, but not inside an e-mail address.
ENTRY_STARTS = {
    Format.BIBTEX: re.compile(rf"(?<!\w){BIBTEX}"),
    Format.RIS: re.compile(RIS, re.IGNORECASE | re.MULTILINE),
}
# Rough patterns for counting entries; not every BibTeX block is one.
_COUNT_PATTERNS = {
    Format.BIBTEX: rf"(?im)(?:^|(?<=[}})]))[ \t]*(?!@(?:string|comment|preamble)){BIBTEX}",
    Format.RIS: rf"(?im){RIS}",
    Format.CSL: r'"title"\s*:',
    Format.DOCUMENT: r'"title"\s*:',
}
# Characters that may precede the first entry of a text.
LEADING = "\ufeff \t\r\n"

# The separator of JSON text sequences (RFC 7464): people never type it.
SEPARATOR = "\x1e"
# The maximum length of a record's source; the oldest entries are dropped.
LONGEST = 200_000


def format_of(entry: str) -> Format | None:
    """Return the format of a raw entry; any JSON object counts as CSL."""
    text = entry.lstrip(LEADING)
    if text.startswith("{"):
        return Format.CSL
    return next((form for form, start in ENTRY_STARTS.items() if start.match(text)), None)


def first_format(text: str) -> Format | None:
    """Return the format, BibTeX or RIS, of the first entry found in a text."""
    matches = ((start.search(text), form) for form, start in ENTRY_STARTS.items())
    found = [(match.start(), form) for match, form in matches if match]
    return min(found)[1] if found else None


def count_entries(form: Format, text: str) -> int:
    """Return the approximate number of entries in a text, without parsing it."""
    return sum(1 for _ in re.finditer(_COUNT_PATTERNS[form], text))


def raw_parts(source: str | None) -> list[str]:
    """Return the raw entries in a publication's source, newest first."""
    return [part for part in (source or "").split(SEPARATOR) if part.strip()]


def first_entry(source: str | None) -> str:
    """Return the newest raw entry unchanged, or an empty text."""
    return (source or "").partition(SEPARATOR)[0]


def join_entries(entries: Iterable[str | None]) -> str | None:
    """Return distinct raw entries as one text, or None if there are none."""
    found = dict.fromkeys(part for entry in entries for part in raw_parts(entry))
    ends = accumulate(len(part) + 1 for part in found)
    return SEPARATOR.join(p for p, end in zip(found, ends, strict=True) if end <= LONGEST) or None

"""Raw entries: how they begin in each format, and how a publication stores them, newest first."""

import re
from collections.abc import Iterable
from itertools import accumulate

from app.bibliography.entry import Format

BIBTEX = r"@[ \t]*+(?P<kind>[A-Za-z][\w:+-]*+)\s*+(?P<open>[{(])"
RIS = r"^[ \t]*+TY[ \t]*+-"
# An entry may begin within a text; an e-mail address is not one.
BEGINNINGS = {
    Format.BIBTEX: re.compile(rf"(?<!\w){BIBTEX}"),
    Format.RIS: re.compile(RIS, re.IGNORECASE | re.MULTILINE),
}
# Rough patterns for counting entries; not every BibTeX block is one.
_COUNTED = {
    Format.BIBTEX: rf"(?im)^[ \t]*(?!@(?:string|comment|preamble)){BIBTEX}",
    Format.RIS: rf"(?im){RIS}",
    Format.CSL: r'"title"\s*:',
    Format.DOCUMENT: r'"title"\s*:',
}
# Characters that may precede the first entry of a text.
BEFORE = "\ufeff \t\r\n"

# RFC 7464: no text that people write contains it, and JSON sequences are parted by it.
SEPARATOR = "\x1e"
# What a record's source may hold: the oldest give way.
LONGEST = 200_000


def format_of(entry: str) -> Format | None:
    """Return the format of a raw entry; any JSON object counts as CSL."""
    text = entry.lstrip(BEFORE)
    if text.startswith("{"):
        return Format.CSL
    return next((form for form, begins in BEGINNINGS.items() if begins.match(text)), None)


def first_format(text: str) -> Format | None:
    """Return the format, BibTeX or RIS, of the first entry found in a text."""
    signs = ((begins.search(text), form) for form, begins in BEGINNINGS.items())
    found = [(sign.start(), form) for sign, form in signs if sign]
    return min(found)[1] if found else None


def is_json(text: str) -> bool:
    """Tell whether a text begins like JSON."""
    return text.lstrip(BEFORE).startswith(("{", "["))


def count_entries(form: Format, text: str) -> int:
    """Return roughly how many entries a text has, without parsing it."""
    return sum(1 for _ in re.finditer(_COUNTED[form], text))


def raw_parts(source: str | None) -> list[str]:
    """Return the raw entries that a publication keeps."""
    return [part for part in (source or "").split(SEPARATOR) if part.strip()]


def first_entry(source: str | None) -> str:
    """Return the newest of them as it stands, "" where none is kept."""
    return (source or "").partition(SEPARATOR)[0]


def join_entries(entries: Iterable[str | None]) -> str | None:
    """Return raw entries as one text, each once, None where there is none."""
    found = dict.fromkeys(part for entry in entries for part in raw_parts(entry))
    ends = accumulate(len(part) + 1 for part in found)
    return SEPARATOR.join(p for p, end in zip(found, ends, strict=True) if end <= LONGEST) or None

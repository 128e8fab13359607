"""Raw entries: how those of each format begin, and those that a publication was made of.

A publication keeps its entries one after another, the newest first.
"""

import re
from collections.abc import Iterable
from itertools import accumulate

from app.bibliography.entries import Format

BIBTEX = r"@[ \t]*+(?P<kind>[A-Za-z][\w:+-]*+)\s*+(?P<open>[{(])"
RIS = r"^[ \t]*+TY[ \t]*+-"
# Where one begins within a text; an e-mail address is no entry.
BEGINNINGS = {
    Format.BIBTEX: re.compile(rf"(?<!\w){BIBTEX}"),
    Format.RIS: re.compile(RIS, re.IGNORECASE | re.MULTILINE),
}
# About as many as these have a text: some of BibTeX's blocks are no entries.
_COUNTED = {
    Format.BIBTEX: rf"(?im)^[ \t]*(?!@(?:string|comment|preamble)){BIBTEX}",
    Format.RIS: rf"(?im){RIS}",
    Format.CSL: r'"title"\s*:',
    Format.DOCUMENT: r'"title"\s*:',
}
# What may come before one.
BEFORE = "\ufeff \t\r\n"

# RFC 7464: no text that people write contains it, and JSON sequences are parted by it.
SEPARATOR = "\x1e"
# What a record's source may hold: the oldest give way.
LONGEST = 200_000


def format_of(entry: str) -> Format | None:
    """Return the format of a raw entry; one in JSON counts as CSL, whatever its keys."""
    text = entry.lstrip(BEFORE)
    if text.startswith("{"):
        return Format.CSL
    return next((form for form, begins in BEGINNINGS.items() if begins.match(text)), None)


def first_format(text: str) -> Format | None:
    """Return the format whose first entry begins before all others; None for JSON."""
    signs = ((begins.search(text), form) for form, begins in BEGINNINGS.items())
    found = [(sign.start(), form) for sign, form in signs if sign]
    return min(found)[1] if found else None


def is_json(text: str) -> bool:
    """Tell whether a text can be nothing but JSON."""
    return text.lstrip(BEFORE).startswith(("{", "["))


def count(form: Format, text: str) -> int:
    """Return about how many entries a text has, without reading them."""
    return sum(1 for _ in re.finditer(_COUNTED[form], text))


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

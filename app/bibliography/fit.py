"""Records from parsed fields, without the values that a record cannot hold, and page ranges."""

import re
from calendar import monthrange
from typing import Any

import msgspec

from app.bibliography.latex import to_text
from app.bibliography.record import Record

MAX_TITLE_LENGTH = 200_000
_TYPES = {field.name: field.type for field in msgspec.structs.fields(Record)}


def fit(fields: dict[str, Any]) -> tuple[Record, set[str]]:
    """Return a record of the valid fields, and the names of the invalid ones.

    The title must be valid: see `fits`.
    """
    given = {name: value for name, value in fields.items() if value not in (None, "", (), [])}
    try:
        return msgspec.convert(given, Record), set()
    except msgspec.ValidationError:
        invalid = {name for name, value in given.items() if not fits(name, value)}
        valid = {name: _valid_part(name, value) for name, value in given.items()}
        return msgspec.convert({n: v for n, v in valid.items() if v is not None}, Record), invalid


def _valid_part(name: str, value: Any) -> Any:
    """Return the value if it is valid, or the valid items of a list."""
    if isinstance(value, list):
        return [one for one in value if fits(name, [one])]
    return value if fits(name, value) else None


def fits(name: str, value: Any) -> bool:
    """Return whether a record may hold this value in this field."""
    try:
        msgspec.convert(value, _TYPES[name])
    except msgspec.ValidationError:
        return False
    return True


def title_error(title: str) -> str:
    """Return why this cannot be the title of a record, or an empty text."""
    if not title:
        return "the title is missing"
    # Parsing the LaTeX of an endless title would take too long.
    if len(title) > MAX_TITLE_LENGTH:
        return "the title is too long"
    return "" if fits("title", title) and to_text(title) else "the title has no visible characters"


def date(*parts: int) -> dict[str, int]:
    """Return year, month and day as far as they form a valid date."""
    names = dict(zip(("year", "month", "day"), parts, strict=False))
    found: dict[str, int] = {}
    for name, value in names.items():
        if not fits(name, value) or (name == "day" and value > _days(found)):
            break
        found[name] = value
    return found


def _days(found: dict[str, int]) -> int:
    return monthrange(found["year"], found["month"])[1]


_DASH = r"\s?(?:-{1,3}|[–—])\s?"
_NUMBERS = re.compile(rf"(\d+){_DASH}(\d+)", re.ASCII)
_RANGE = re.compile(rf"([^-–—]+?){_DASH}([^-–—]+)")
# BibTeX fields may list several ranges.
_BETWEEN_DIGITS = re.compile(r"(?<=\d) ?[-–—]{1,3} ?(?=\d)")
# Databases write "pp. 45-67", "ARTN 105" and "Art. No. 106".
_WORDS_BEFORE = re.compile(
    r"\A(?:pp?\.?|pages?|artn|(?:article|art\.?)(?:\s(?:no\.?|id|number))?)\s*(?=e?\d)",
    re.IGNORECASE,
)


def page_range(text: str) -> str:
    """Return pages as they are stored: a range of numbers with two hyphens, or one page."""
    text = _WORDS_BEFORE.sub("", text)
    first, last = split_pages(text)
    if first == last:
        return first
    return _NUMBERS.sub(r"\1--\2", text) if _NUMBERS.fullmatch(text) else text


def page_ranges(text: str) -> str:
    """Return pages with two hyphens in each of several ranges of numbers."""
    text = _WORDS_BEFORE.sub("", text)
    first, last = split_pages(text)
    if first == last:
        return first
    return _BETWEEN_DIGITS.sub("--", text)


def split_pages(pages: str) -> tuple[str, str]:
    """Return the first and last page; the last is empty unless the pages are one range."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")


def split_page_ranges(pages: str) -> list[str]:
    """Split pages at the dashes of all ranges of numbers."""
    return _BETWEEN_DIGITS.split(pages)


def with_hyphen(pages: str) -> str:
    """Return the pages as in CSL: "1-10"."""
    return "-".join(filter(None, split_pages(pages)))


def with_dash(pages: str) -> str:
    """Return the pages as in print: "1–10"."""
    return pages.replace("--", "–")


def comparable_pages(pages: str) -> str:
    """Return the pages with every kind of dash replaced by one, to compare them."""
    return with_dash(pages).replace("-", "–")

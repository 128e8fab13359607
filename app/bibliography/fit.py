"""What was read, put into a record as far as a record may hold it."""

import re
from calendar import monthrange
from typing import Any

import msgspec

from app.bibliography.latex import to_text
from app.bibliography.record import Record

LONGEST_TITLE = 200_000
_TYPES = {field.name: field.type for field in msgspec.structs.fields(Record)}


def fit(fields: dict[str, Any]) -> tuple[Record, set[str]]:
    """Return the record of these fields, and the names of those that it may not hold.

    The title must be one that it may: see `fits`.
    """
    given = {name: value for name, value in fields.items() if value not in (None, "", (), [])}
    try:
        return msgspec.convert(given, Record), set()
    except msgspec.ValidationError:
        unfit = {name for name, value in given.items() if not fits(name, value)}
        kept = {name: _kept(name, value) for name, value in given.items()}
        return msgspec.convert({n: v for n, v in kept.items() if v is not None}, Record), unfit


def _kept(name: str, value: Any) -> Any:
    """The value, or of a list what fits by itself."""
    if isinstance(value, list):
        return [one for one in value if fits(name, [one])]
    return value if fits(name, value) else None


def fits(name: str, value: Any) -> bool:
    """Tell whether a record may hold this value in this field."""
    try:
        msgspec.convert(value, _TYPES[name])
    except msgspec.ValidationError:
        return False
    return True


def no_title(title: str) -> str:
    """Return why this can't be the title of a record, if so."""
    if not title:
        return "the title is missing"
    # Reading the LaTeX of a title without end would take as long.
    if len(title) > LONGEST_TITLE:
        return "the title is too long"
    return "" if fits("title", title) and to_text(title) else "nothing in the title can be seen"


def date(*parts: int) -> dict[str, int]:
    """Return year, month and day as far as they make a date."""
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
_ENDS = re.compile(r"(\w+)[-–]+(\w+)")


def page_range(text: str) -> str:
    """Return pages as the owner's forms keep them: a range of numbers with two hyphens."""
    return _NUMBERS.sub(r"\1--\2", text) if _NUMBERS.fullmatch(text) else text


def read_all(text: str) -> str:
    """Return a list of pages with two hyphens in every range of numbers."""
    return _BETWEEN_DIGITS.sub("--", text)


def parted(pages: str) -> tuple[str, str]:
    """Return the first page and the last one, if the pages are one range."""
    found = _RANGE.fullmatch(pages)
    return (found[1], found[2]) if found else (pages, "")


def parted_everywhere(pages: str) -> list[str]:
    """Return the texts between the dashes of all ranges of numbers."""
    return _BETWEEN_DIGITS.split(pages)


def ends_differ_in_length(pages: str) -> bool:
    """Tell whether the first and last page of a range differ in length."""
    return any(len(first) != len(last) for first, last in _ENDS.findall(pages))


def with_hyphen(pages: str) -> str:
    """Return the pages as CSL has them: "1-10"."""
    return "-".join(filter(None, parted(pages)))


def with_dash(pages: str) -> str:
    """Return the pages as they are printed: "1–10"."""
    return pages.replace("--", "–")


def comparable_pages(pages: str) -> str:
    """Return the pages with every kind of dash replaced by one, to compare them."""
    return with_dash(pages).replace("-", "–")

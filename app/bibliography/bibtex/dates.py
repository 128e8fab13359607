"""Publication dates in the many notations of BibTeX and BibLaTeX."""

import re
from calendar import monthrange
from typing import NamedTuple

from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.bibtex.macros import MONTHS

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d|2200)(?!\d)")
_MONTH_NAME = re.compile(rf"(?<![a-z])({'|'.join(MONTHS)})", re.IGNORECASE)
_MONTH_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(?=/|$)")
_FULL_NAMES = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class ParsedDate(NamedTuple):
    year: int | None = None
    month: int | None = None
    day: int | None = None


def read_date(fields: FieldReader) -> ParsedDate:
    """Return the date of an entry; a field that says more than a record can remains an extra."""
    dated = _date(fields) if fields.raw("date") else ParsedDate()
    year = dated.year or _year(fields)
    if str(year) == fields.raw("year"):
        fields.use("year")
    if year is None:
        return ParsedDate()
    if dated.month:
        _keep_differing(fields, dated)
        return dated
    month = _month(fields)
    return ParsedDate(year, month, _day(fields, year, month))


def _keep_differing(fields: FieldReader, dated: ParsedDate) -> None:
    """Keep a month or day as an extra if it differs from the date."""
    month = _month(fields)
    if month != dated.month:
        fields.keep("month")
    elif dated.year and _day(fields, dated.year, month) != dated.day:
        fields.keep("day")


def write_date(day: ParsedDate) -> dict[str, str]:
    """Return the fields of a date; the month is a macro."""
    month = day.month if day.year else None
    return {
        "year": str(day.year or ""),
        "month": MONTHS[month - 1] if month else "",
        "day": str(day.day or "") if month else "",
    }


def _date(fields: FieldReader) -> ParsedDate:
    raw = fields.raw("date")
    found = _ISO.match(raw)
    year = int(found[1]) if found else 0
    if not found or not 1500 <= year <= 2200:
        fields.warnings.append(f"the date “{raw[:60]}” can't be read")
        return ParsedDate()
    exact = _exact(year, int(found[2] or 0), int(found[3] or 0))
    if raw == "-".join(f"{number:02}" for number in exact if number):
        fields.use("date")
    return exact


def _exact(year: int, month: int, day: int) -> ParsedDate:
    if not 1 <= month <= 12:
        return ParsedDate(year)
    return ParsedDate(year, month, day if 1 <= day <= monthrange(year, month)[1] else None)


def _year(fields: FieldReader) -> int | None:
    raw = fields.raw("year")
    if raw and (found := _YEAR.search(raw)):
        return int(found[1])
    if raw:
        fields.warnings.append(f"“{plain(raw[:200])[:60]}” is not a year")
    return None


def _month(fields: FieldReader) -> int | None:
    raw = fields.raw("month")
    word = raw.strip(" .").lower()
    if found := _MONTH_NAME.search(word):
        month = MONTHS.index(found[1].lower()) + 1
        if word in (MONTHS[month - 1], _FULL_NAMES[month - 1]):
            fields.use("month")
        return month
    if numbered := _MONTH_NUMBER.match(word):
        if numbered[0] == word:
            fields.use("month")
        return int(numbered[1])
    return None


def _day(fields: FieldReader, year: int, month: int | None) -> int | None:
    raw = fields.raw("day")
    if month and re.fullmatch(r"[0-9]{1,2}", raw) and 1 <= int(raw) <= monthrange(year, month)[1]:
        fields.use("day")
        return int(raw)
    return None

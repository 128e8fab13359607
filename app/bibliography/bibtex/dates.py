"""When a work came out, in the many ways that BibTeX and BibLaTeX say it."""

import re
from calendar import monthrange
from typing import NamedTuple

from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.bibtex.macros import MONTHS

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d|2200)(?!\d)")
_NAMED = re.compile(rf"(?<![a-z])({'|'.join(MONTHS)})", re.IGNORECASE)
_NUMBERED = re.compile(r"(0?[1-9]|1[0-2])(?=/|$)")
_NAMES = (
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


class Day(NamedTuple):
    year: int | None = None
    month: int | None = None
    day: int | None = None


def read_date(fields: FieldReader) -> Day:
    """The date of an entry; a field that says more than a record can stays beside it."""
    dated = _date(fields) if fields.raw("date") else Day()
    year = dated.year or _year(fields)
    if str(year) == fields.raw("year"):
        fields.use("year")
    if year is None:
        return Day()
    if dated.month:
        _use_what_repeats(fields, dated)
        return dated
    month = _month(fields)
    return Day(year, month, _day(fields, year, month))


def _use_what_repeats(fields: FieldReader, dated: Day) -> None:
    """We write both where the date says more than a record can."""
    month = _month(fields)
    if month != dated.month:
        fields.keep("month")
    elif dated.year and _day(fields, dated.year, month) != dated.day:
        fields.keep("day")


def write_date(day: Day) -> dict[str, str]:
    """The fields of a date; months are macros."""
    month = day.month if day.year else None
    return {
        "year": str(day.year or ""),
        "month": MONTHS[month - 1] if month else "",
        "day": str(day.day or "") if month else "",
    }


def _date(fields: FieldReader) -> Day:
    raw = fields.raw("date")
    found = _ISO.match(raw)
    year = int(found[1]) if found else 0
    if not found or not 1500 <= year <= 2200:
        fields.warnings.append(f"the date “{raw[:60]}” can't be read")
        return Day()
    exact = _exact(year, int(found[2] or 0), int(found[3] or 0))
    if raw == "-".join(f"{number:02}" for number in exact if number):
        fields.use("date")
    return exact


def _exact(year: int, month: int, day: int) -> Day:
    if not 1 <= month <= 12:
        return Day(year)
    return Day(year, month, day if 1 <= day <= monthrange(year, month)[1] else None)


def _year(fields: FieldReader) -> int | None:
    raw = fields.raw("year")
    if raw and (found := _YEAR.search(raw)):
        return int(found[1])
    if raw:
        fields.warnings.append(f"“{plain(raw[:200])[:60]}” is no year")
    return None


def _month(fields: FieldReader) -> int | None:
    raw = fields.raw("month")
    word = raw.strip(" .").lower()
    if found := _NAMED.search(word):
        month = MONTHS.index(found[1].lower()) + 1
        if word in (MONTHS[month - 1], _NAMES[month - 1]):
            fields.use("month")
        return month
    if numbered := _NUMBERED.match(word):
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

"""Publication dates in the many notations of BibTeX and BibLaTeX."""

import re
from typing import NamedTuple

from app.bibliography import fit
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.bibtex.macros import MONTHS
from app.bibliography.dates import PartialDate, parse_date

_MONTH_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(?=/|$)")
_LONGEST = 200


class ParsedDate(NamedTuple):
    year: int | None = None
    month: int | None = None
    day: int | None = None


def read_date(fields: FieldReader) -> ParsedDate:
    """Return the date of an entry; a field that says more than a record can remains an extra."""
    dated = _date(fields, "date", "the date “{}” can't be read")
    if not dated.year:
        dated = _year(fields)
    elif str(dated.year) == fields.raw("year"):
        fields.use("year")
    if not dated.year:
        return ParsedDate()
    month = _month(fields)
    if dated.month:
        _keep_differing(fields, dated, month)
        return ParsedDate(*dated[:3])
    return ParsedDate(dated.year, month.month, _day(fields, dated.year, month))


def write_date(day: ParsedDate) -> dict[str, str]:
    """Return the fields of a date; the month is a macro."""
    month = day.month if day.year else None
    return {
        "year": str(day.year or ""),
        "month": MONTHS[month - 1] if month else "",
        "day": str(day.day or "") if month else "",
    }


def _date(fields: FieldReader, name: str, warning: str) -> PartialDate:
    raw = fields.raw(name)
    if not raw:
        return PartialDate()
    text = plain(raw[:_LONGEST])
    date = parse_date(text)
    if not date.year:
        fields.warnings.append(warning.format(text[:60]))
        return PartialDate()
    # A slash at the end opens a range in BibLaTeX.
    if date.is_whole and not text.endswith(("/", "..")):
        fields.use(name)
    return date


def _year(fields: FieldReader) -> PartialDate:
    """Return the date in the field for the year; a month of its own is more precise."""
    date = _date(fields, "year", "“{}” is not a year")
    if not (date.month and fields.raw("month")):
        return date
    if str(date.year) != fields.raw("year"):
        fields.keep("year")
    return PartialDate(date.year)


def _month(fields: FieldReader) -> PartialDate:
    """Return the month, perhaps with a day."""
    text = plain(fields.raw("month")[:_LONGEST])
    if numbered := _MONTH_NUMBER.match(text):
        date = PartialDate(month=int(numbered[0]), is_whole=numbered[0] == text)
    else:
        date = parse_date(text)
    if date.month and date.is_whole and not date.year:
        fields.use("month")
    return date


def _day(fields: FieldReader, year: int, month: PartialDate) -> int | None:
    raw = fields.raw("day")
    if month.month and re.fullmatch(r"[0-9]{1,2}", raw):
        day = fit.date(year, month.month, int(raw)).get("day")
        if day:
            fields.use("day")
            if month.day not in (None, day):
                fields.keep("month")
            return day
    return fit.date(year, month.month, month.day).get("day") if month.month and month.day else None


def _keep_differing(fields: FieldReader, dated: PartialDate, month: PartialDate) -> None:
    """Keep a month or day as an extra if it differs from the date."""
    if month.month != dated.month:
        fields.keep("month")
    elif dated.year and _day(fields, dated.year, month) != dated.day:
        fields.keep("day", "month") if month.day else fields.keep("day")

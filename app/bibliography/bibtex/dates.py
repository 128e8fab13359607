"""Publication dates in the many notations of BibTeX and BibLaTeX."""

import re

from app.bibliography import fit, statuses
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.bibtex.macros import MONTHS
from app.bibliography.dates import PartialDate, parse_date

_MONTH_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(?=/|$)")
_LONGEST = 200


def read_date(fields: FieldReader) -> dict[str, int]:
    """Return the date of an entry; a field that says more than a record can remains an extra."""
    dated = _date(fields, "date", "the date “{}” can't be read")
    if not dated.year:
        dated = _year(fields)
    elif str(dated.year) == fields.raw("year"):
        fields.use("year")
    if not dated.year:
        return {}
    month = _month(fields)
    if not dated.month:
        return PartialDate(dated.year, month.month, _day(fields, dated.year, month)).parts()
    _keep_differing(fields, dated, month)
    return dated.parts()


def write_date(year: int | None, month: int | None, day: int | None) -> dict[str, str]:
    """Return the fields of a date; the month is a macro."""
    month = month if year else None
    return {
        "year": str(year or ""),
        "month": MONTHS[month - 1] if month else "",
        "day": str(day or "") if month else "",
    }


def _date(fields: FieldReader, name: str, warning: str) -> PartialDate:
    raw = fields.raw(name)
    if not raw:
        return PartialDate()
    text = plain(raw[:_LONGEST])
    date = parse_date(text)
    if statuses.status_of_year(text):
        fields.use(name)
    elif not date.year:
        fields.warnings.append(warning.format(text[:60]))
    if not date.year:
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
    day = month._replace(year=year).parts().get("day")
    if day != month.day:
        fields.keep("month")
    return day


def _keep_differing(fields: FieldReader, dated: PartialDate, month: PartialDate) -> None:
    """Keep a month or day as an extra if it differs from the date."""
    if month.month != dated.month:
        fields.keep("month")
    elif dated.year and _day(fields, dated.year, month) != dated.day:
        fields.keep("day", "month") if month.day else fields.keep("day")

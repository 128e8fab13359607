"""Publication dates in the many notations of BibTeX and BibLaTeX."""

import re

from app.bibliography import fit, statuses
from app.bibliography.bibtex.fields import FieldReader, plain
from app.bibliography.bibtex.macros import MONTHS
from app.bibliography.dates import PartialDate, parse_date
from app.bibliography.messages import Message, message, with_values

# The first of a range counts: "07--08".
_MONTH_NUMBER = re.compile(r"(0?[1-9]|1[0-2])(?=/|\s?[,&–-][\d\s,&–-]*$|\.?$)")
_DAY = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|\.)?(?P<range>\s?[/,&–-]{1,3}\s?\d{1,2}(?:st|nd|rd|th|\.)?)?"
)
# Where databases have the date of the issue, if no other field has a month (ACM and others).
_ISSUES = ("issue_date", "publication_date", "pubdate", "cover_date", "month_numeric")
_LONGEST = 200
_UNREADABLE = message("the date “%(text)s” can't be read")
_NO_YEAR = message("“%(text)s” is not a year")


def read_date(fields: FieldReader) -> dict[str, int]:
    """Return the date of an entry; a field that says more than a record can remains an extra."""
    dated = _date(fields, "date", _UNREADABLE)
    if not dated.year:
        dated = _year(fields)
    elif str(dated.year) == fields.raw("year"):
        fields.use("year")
    has_month = bool(dated.month or fields.raw("month"))
    issue = PartialDate() if dated.year and has_month else _of_issue(fields, dated.year)
    dated = dated if dated.year else PartialDate(issue.year)
    if not dated.year:
        return {}
    month = _month(fields)
    if not dated.month:
        month = month if month.month else issue
        return PartialDate(dated.year, month.month, _day(fields, dated.year, month)).parts()
    _keep_differing(fields, dated, month)
    return dated.parts()


def _of_issue(fields: FieldReader, year: int | None) -> PartialDate:
    """Return the date of the issue, if it has a month and agrees with the year."""
    for name in _ISSUES:
        text = plain(fields.raw(name)[:_LONGEST])
        number = _MONTH_NUMBER.fullmatch(text)
        date = PartialDate(None, int(text), is_whole=True) if number else parse_date(text)
        if date.month and date.year in (None, year or date.year):
            fields.use(*([name] if date.is_whole else []))
            return date
    return PartialDate()


def write_date(year: int | None, month: int | None, day: int | None) -> dict[str, str]:
    """Return the fields of a date; the month is a macro."""
    month = month if year else None
    return {
        "year": str(year or ""),
        "month": MONTHS[month - 1] if month else "",
        "day": str(day or "") if month else "",
    }


def _date(fields: FieldReader, name: str, warning: Message) -> PartialDate:
    raw = fields.raw(name)
    if not raw:
        return PartialDate()
    text = plain(raw[:_LONGEST])
    date = parse_date(text)
    if statuses.status_of_year(text):
        fields.use(name)
    elif not date.year:
        fields.warnings.append(with_values(warning, text=text[:60]))
    if not date.year:
        return PartialDate()
    # A slash at the end opens a range in BibLaTeX.
    if date.is_whole and not text.endswith(("/", "..")):
        fields.use(name)
    return date


def _year(fields: FieldReader) -> PartialDate:
    """Return the date in the field for the year; a month of its own is more precise."""
    date = _date(fields, "year", _NO_YEAR)
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
    given = _DAY.fullmatch(plain(fields.raw("day")[:_LONGEST]))
    if month.month and given:
        day = fit.date(year, month.month, int(given[1])).get("day")
        if day:
            fields.use(*([] if given["range"] else ["day"]))
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

"""Dates as people and databases write them: "15 January 2015", "MAY 4", "09/2015", "2015-01-15"."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from app.bibliography import fit
from app.bibliography.text.patterns import late_pattern

# In English, French, German, Spanish, Italian, Portuguese and Dutch, without accents.
_MONTHS = (
    "january janvier januar jaenner enero gennaio janeiro januari",
    "february fevrier februar feber febrero febbraio fevereiro februari",
    "march mars marz maerz mrz marzo marco maart",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juin juni junio giugno junho",
    "july juillet juli julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "october octobre oktober octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december decembre dezember diciembre dicembre dezembro",
)
# A date is short: no pattern searches more than this.
_LONGEST = 100
_DAY = r"(?<!\d)(?P<day>\d{1,2})(?!\d)(?:st|nd|rd|th|er|[.ºª°])?"
_MONTH = r"(?P<month>[^\W\d_]{3,10})\.?"
_YEAR = r"(?<!\d)(?P<year>\d{4})(?!\d)"
_GAP = r"(?:\s*[,./-]\s*|\s+)(?:(?:of|de|di|del)\s+)?"
_RANGE = (
    r"(?:\s*(?:[-–—/&,]{1,3}|\b(?:and|to|bis|und|et|au|y|e)\b)"
    r"\s*\d{1,2}(?:st|nd|rd|th|[.ºª°])?){0,3}"
)
_PLAUSIBLE_YEAR = late_pattern(r"(?<!\d)(1[5-9]\d\d|2[01]\d\d|2200)(?!\d)")
_ISO = late_pattern(rf"{_YEAR}(?:[-/.](?P<month>\d{{1,2}})(?:[-/.](?P<day>\d{{1,2}}))?)?(?!\d)/*")
_IN_NUMBERS = (
    late_pattern(rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}"),
    late_pattern(rf"(?P<month>\d{{1,2}})\s?[-/.]\s?{_YEAR}"),
    late_pattern(r"(?P<year>(?:1[5-9]|2[01])\d\d)(?P<month>\d\d)(?P<day>\d\d)"),
)
# Day and month, or month and day: only a number above 12 tells.
_EITHER_ORDER = late_pattern(rf"(\d{{1,2}})([-/])(\d{{1,2}})\2{_YEAR}")
_IN_WORDS = tuple(
    late_pattern(pattern)
    for pattern in (
        rf"{_DAY}{_GAP}{_MONTH}(?:{_GAP}{_YEAR})?",
        rf"{_MONTH}{_GAP}{_DAY}(?:{_GAP}{_YEAR})?",
        rf"{_YEAR}{_GAP}{_MONTH}(?:{_GAP}{_DAY})?",
        rf"{_MONTH}(?:{_GAP}{_YEAR})?",
    )
)
_WITHIN = (
    late_pattern(rf"{_DAY}{_RANGE}(?:{_GAP})?{_MONTH}"),
    late_pattern(rf"{_MONTH}{_GAP}{_DAY}"),
    late_pattern(_MONTH),
)


class PartialDate(NamedTuple):
    """A date as far as it is known, and whether the text says no more than that."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    is_whole: bool = False

    @property
    def is_yearless(self) -> bool:
        """Whether it has a month but no year, which may be written elsewhere."""
        return self.year is None and self.month is not None

    def parts(self) -> dict[str, int]:
        """Return the parts of a date with a year, as a record has them."""
        return dict(_valid_parts(*self[:3]))


def parse_date(text: str) -> PartialDate:
    """Return the date in a text; one without a year may still have a month and a day."""
    return _parsed(text[:_LONGEST])


@lru_cache(maxsize=4096)
def _valid_parts(year: int | None, month: int | None, day: int | None) -> dict[str, int]:
    return fit.date(*filter(None, (year, month, day))) if year else {}


# The same dates occur many times in a file.
@lru_cache(maxsize=4096)
def _parsed(text: str) -> PartialDate:
    text = " ".join(text.split())
    folded = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    folded = folded.lower().strip(" .,;()[]")
    iso = _ISO.match(folded)
    if iso and (iso["month"] or iso.end() == len(folded)):
        return _checked(iso, is_whole=iso.end() == len(folded))
    for pattern in _IN_NUMBERS:
        if found := pattern.fullmatch(folded):
            return _checked(found, is_whole=True)
    if found := _EITHER_ORDER.fullmatch(folded):
        return _in_either_order(int(found[1]), int(found[3]), int(found["year"]))
    for pattern in _IN_WORDS:
        if (found := pattern.fullmatch(folded)) and month_number(found["month"]):
            return _checked(found, is_whole=True)
    return _within(folded)


def month_number(word: str) -> int | None:
    """Return the month with this name, which may be abbreviated to three letters or more."""
    return _NUMBERS.get(word)


def _within(text: str) -> PartialDate:
    """Return the year and the first month in a longer text, such as a range."""
    year = _PLAUSIBLE_YEAR.search(text)
    said = (one for pattern in _WITHIN for one in pattern.finditer(text))
    named = [one for one in said if month_number(one["month"])]
    if named:
        # The day of the first month may stand on either side of it.
        first = min(one.start("month") for one in named)
        found = next(one for one in named if one.start("month") == first)
        date = _checked(found, is_whole=False)
        return date._replace(year=int(year[0]) if year else None)
    return PartialDate(int(year[0]) if year else None)


def _checked(found: re.Match[str], *, is_whole: bool) -> PartialDate:
    """Return the parts that are valid; a date with others is not whole."""
    given = found.groupdict()
    year, day = (int(given.get(name) or 0) for name in ("year", "day"))
    word = given.get("month") or ""
    month = int(word) if word.isdecimal() else month_number(word) or 0
    # Without a year, a leap year has all days that there may be.
    parts = fit.date(year or 2000, *filter(None, (month, day if month else 0)))
    is_whole = is_whole and len(parts) == 1 + bool(word) + bool(day)
    known = parts.get("year") if year else None
    return PartialDate(known, parts.get("month"), parts.get("day"), is_whole)


def _in_either_order(first: int, second: int, year: int) -> PartialDate:
    if first <= 12 and second <= 12 and first != second:
        return PartialDate(fit.date(year).get("year"))
    parts = fit.date(year, *((first, second) if second > 12 else (second, first)))
    return PartialDate(year, parts.get("month"), parts.get("day"), len(parts) == 3)


def _numbers() -> dict[str, int]:
    """Return the number of each name and abbreviation that means one month only."""
    found: dict[str, set[int]] = {}
    for number, names in enumerate(_MONTHS, 1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                found.setdefault(name[:length], set()).add(number)
    return {name: number for name, (number, *others) in found.items() if not others}


_NUMBERS = _numbers()

"""Dates of which the day, or the month too, may be unknown, in the language used now."""

from datetime import date

from babel.dates import format_date

from app.translations.current import current_language
from app.translations.languages import locale


def date_in_words(
    year: int, month: int | None, day: int | None = None, *, short: bool = False
) -> str:
    """Return a date as far as it is known: "24 April 2025", in short "24 Apr 2025"."""
    if not month:
        return str(year)
    name = "LLL y" if short else "LLLL y"
    if not day:
        return _formatted(date(year, month, 1), name)
    try:
        return _formatted(date(year, month, day), "d MMM y" if short else "d MMMM y")
    except ValueError:
        # Sources say "31 June", and readers may see it.
        return f"{day} {_formatted(date(year, month, 1), name)}"


def _formatted(known: date, pattern: str) -> str:
    return format_date(known, pattern, locale=locale(current_language()))

"""Dates of publications: a year, perhaps its month, perhaps the day."""

import calendar
from datetime import UTC, datetime
from typing import Any

from wtforms.validators import ValidationError

EARLIEST = 1500
MONTHS = tuple(enumerate(calendar.month_name))[1:]


def latest() -> int:
    """Return the last year that something can have been announced for."""
    return datetime.now(UTC).year + 1


class Year:
    """Refuse years that no publication has, in words."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError for a year too early or too late."""
        if field.data is not None and not EARLIEST <= field.data <= latest():
            raise ValidationError(f"A year has four digits, {EARLIEST} to {latest()}.")


def check(year: int | None, month: str, day: int | None) -> None:
    """Raise ValidationError for a day without a month, and for one that no calendar has."""
    number = next((number for number, _ in MONTHS if str(number) == month), None)
    if day is None:
        return
    if number is None:
        raise ValidationError("A day needs its month.")
    last = calendar.monthrange(year or 2000, number)[1]
    if not 1 <= day <= last:
        raise ValidationError(f"That month has the days 1 to {last}.")

"""Fields by what they hold: each brings its limit, its keyboard and its kind words."""

import calendar
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from wtforms import Field, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.utils import unset_value
from wtforms.validators import Length, ValidationError
from wtforms.widgets import TextInput

from app.bibliography import urls
from app.forms.base import line, paragraphs

LINE, TEXT = 2_000, 200_000


def Line(  # noqa: N802 (it stands where a field's class stands)
    label: str, *validators: Any, limit: int = LINE, hint: str = "", **kw: Any
) -> StringField:
    """Return a field of one line of text."""
    return StringField(
        label,
        [*validators, Length(max=limit, message=f"At most {limit:,} characters.")],
        filters=[line],
        description=hint,
        render_kw={"maxlength": limit, "dir": "auto", **kw},
    )


def Text(  # noqa: N802
    label: str, *validators: Any, limit: int = TEXT, rows: int = 5, hint: str = "", **kw: Any
) -> TextAreaField:
    """Return a field of several lines."""
    return TextAreaField(
        label,
        [*validators, Length(max=limit, message=f"At most {limit:,} characters.")],
        filters=[paragraphs],
        description=hint,
        render_kw={"maxlength": limit, "rows": rows, "dir": "auto", **kw},
    )


def Choice(  # noqa: N802
    label: str, choices: Iterable[tuple[str, str]], hint: str = ""
) -> SelectField:
    """Return a choice of one; a value that is not among them is said to be none."""
    offered = [SelectChoice(value, words) for value, words in choices]
    return SelectField(label, choices=offered, description=hint)


class Number(IntegerField):
    """A whole number, typed as text: a wrong one is shown again as it was typed."""

    # In a number's own input, a browser sends nothing of what it can't read.
    widget = TextInput()

    def __init__(self, label: str, *validators: Any, hint: str = "", **kw: Any) -> None:
        render_kw = {"inputmode": "numeric", "maxlength": 6, "autocomplete": "off"}
        super().__init__(label, list(validators), description=hint, render_kw=render_kw, **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read digits; nothing typed is no number."""
        if not valuelist:
            return
        typed = line(valuelist[0])
        self.data = None
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 6):
            raise ValueError("Enter digits only.")
        self.data = int(typed) if typed else None


class Required:
    """Refuse what is empty, in words that say what is missing."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError where nothing was typed."""
        if not field.data:
            raise ValidationError(self.message)


class Between:
    """Refuse a number out of range."""

    def __init__(self, lowest: int, highest: int, message: str) -> None:
        self.lowest, self.highest, self.message = lowest, highest, message

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError for a number below or above."""
        if field.data is not None and not self.lowest <= field.data <= self.highest:
            raise ValidationError(self.message)


def check_url(address: str, what: str) -> None:
    """Raise ValidationError for what no browser can open; `what` begins the sentence on it."""
    if not urls.ADDRESS.fullmatch(address):
        raise ValidationError(f"{what} must begin with https:// or http://.")
    if flaw := urls.validation_error(address):
        raise ValidationError(f"{what} {flaw}.")


EARLIEST = 1500
MONTHS = tuple(enumerate(calendar.month_name))[1:]


def latest_year() -> int:
    """Return the last year that something can have been announced for."""
    return datetime.now(UTC).year + 1


class Year:
    """Refuse years that no publication has, in words."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError for a year too early or too late."""
        if field.data is not None and not EARLIEST <= field.data <= latest_year():
            raise ValidationError(f"Enter a year from {EARLIEST} to {latest_year()}.")


def check_date(year: int | None, month: str, day: int | None) -> None:
    """Raise ValidationError for a day without a month, and for one that no calendar has."""
    number = next((number for number, _ in MONTHS if str(number) == month), None)
    if day is None:
        return
    if number is None:
        raise ValidationError("A day needs a month.")
    last = calendar.monthrange(year or 2000, number)[1]
    if not 1 <= day <= last:
        raise ValidationError(f"That month has days 1 to {last}.")


class Pills(Field):
    """Ticked values in the order of the choices, which are read when the form is made."""

    def __init__(self, label: str, choices: Callable[[], list[str]], **kw: Any) -> None:
        super().__init__(label, **kw)
        self._choices = choices

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take what was ticked, or what is given where none of the field was sent."""
        self.process_errors: list[str] = []
        self.choices = self._choices()
        self.object_data = [] if data is unset_value else list(data)
        # Nothing ticked sends nothing: the field's own mark tells it from a field left out.
        sent = formdata and self.name in formdata
        ticked = set(formdata.getlist(self.name)) - {""} if sent else set(self.object_data)
        self.data = [choice for choice in self.choices if choice in ticked]
        self.unknown = sorted(ticked.difference(self.choices)) if sent else []

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no choice, or not any more."""
        if self.unknown:
            raise ValidationError(f"“{self.unknown[0][:100]}” no longer exists.")

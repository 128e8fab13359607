"""Fields by what they hold: each brings its limit, its keyboard and its kind words."""

from collections.abc import Iterable
from typing import Any

from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, ValidationError
from wtforms.widgets import TextInput

from app.forms.base import line, paragraphs

LINE, TEXT = 2_000, 200_000


def Line(  # noqa: N802 (it stands where a field's class stands)
    label: str, *validators: Any, limit: int = LINE, hint: str = "", **kw: Any
) -> StringField:
    """Return a field of one line of text."""
    return StringField(
        label,
        [*validators, Length(max=limit, message=f"At most {limit:,} characters, please.")],
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
        [*validators, Length(max=limit, message=f"At most {limit:,} characters, please.")],
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
            raise ValueError("Digits only, please.")
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

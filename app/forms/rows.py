"""Repeated rows such as authors or links, which work without JavaScript."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import Field
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from app.forms.base import line, sentence_case
from app.translations.text import format_number, lazy_gettext, translated
from app.translations.text import gettext as _

# A text, or one that is looked up when it is shown.
Text = str | Any


@dataclass(frozen=True)
class RowWords:
    """What a form says of its rows: the label of the button that adds one, and what names one.

    `most` says how many there can be at most, `too_many` also how many there are.
    """

    add: Text
    one: Text
    most: Text
    too_many: Text


LINK_WORDS = RowWords(
    lazy_gettext("Add a link"),
    lazy_gettext("link %(number)s"),
    lazy_gettext("At most %(limit)s links."),
    lazy_gettext("At most %(limit)s links; there are %(number)s."),
)


@dataclass(frozen=True)
class Column:
    """One input of a row: "text", "choice", "tick" (a checkbox), "radio" (one for all), "hidden".

    `list` is the id of a datalist, `suggest` an endpoint that returns suggestions; `sign` is a
    short label for a checkbox or radio button, `suffix` follows a text.
    """

    name: str
    label: Text
    kind: str = "text"
    choices: tuple[tuple[str, Text], ...] = ()
    limit: int = 2_000
    hint: Text = ""
    list: str = ""
    suggest: str = ""
    sign: Text = ""
    suffix: str = ""

    @property
    def is_mark(self) -> bool:
        """Whether it is a checkbox or radio button."""
        return self.kind in {"tick", "radio"}


Row = dict[str, Any]
# So many rows beyond the limit are drawn with a message.
DRAWN_BEYOND = 100
KEPT = lazy_gettext("Nothing was saved; what you typed is still in your browser.")


class TooManyRowsError(RequestEntityTooLarge):
    """More rows than a form can show."""

    def __init__(self, reason: str) -> None:
        self.message = _("That is too much for one form"), f"{reason} {KEPT}"
        super().__init__(reason)


class Rows(Field):
    """Inputs named `<field>-<number>-<column>`; rows are ordered by number."""

    def __init__(
        self,
        label: Text,
        columns: Sequence[Column],
        *,
        limit: int,
        words: RowWords,
        hint: Text = "",
        **kw: Any,
    ) -> None:
        super().__init__(label, description=hint, **kw)
        self.columns, self.limit, self.words = tuple(columns), limit, words
        self.focus: str | None = None
        # The messages of invalid inputs by their ids.
        self.input_errors: dict[str, str] = {}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the submitted rows, or take `data` if the field was not submitted."""
        self.process_errors: list[str] = []
        self.object_data = [] if data is unset_value else data
        # A hidden input tells a field without rows from one that was not submitted.
        submitted = formdata and self.name in formdata
        self.data: list[Row] = (
            self._submitted_rows(formdata) if submitted else list(map(dict, self.object_data))
        )
        if submitted:
            self._refuse_flood()

    def pre_validate(self, form: Any) -> None:
        """Drop empty rows; refuse too many rows and too long texts."""
        self.input_errors = {}
        self.data = self._filled_rows()
        for column in self.columns:
            for number, row in enumerate(self.data[: self.limit]):
                with self.row_errors(number, column.name):
                    self._check(column, row)
        if len(self.data) > self.limit:
            raise ValidationError(self.too_many(len(self.data)))

    def too_many(self, number: int) -> str:
        """Return the message that refuses a number of rows."""
        numbers = {"limit": format_number(self.limit), "number": format_number(number)}
        return str(self.words.too_many) % numbers

    def item(self, number: int) -> str:
        """Return the name of a row, such as "author 2"."""
        return str(self.words.one) % {"number": number}

    @contextmanager
    def row_errors(self, number: int, column: str) -> Iterator[None]:
        """Report a ValidationError at its input; the other rows are still checked."""
        id_ = f"{self.id}-{number}-{column}"
        try:
            yield
        except ValidationError as error:
            item = sentence_case(self.item(number + 1))
            message = _("%(item)s: %(problem)s", item=item, problem=error)
            if self.input_errors.setdefault(id_, message) is message:
                self.errors = [*self.errors, message]

    @property
    def own_errors(self) -> list[str]:
        """The errors that are not about one input."""
        return [error for error in self.errors if error not in self.input_errors.values()]

    def in_words(self, rows: list[Row]) -> str:
        """Return rows as text, one per line, with the words of their choices."""
        lines = ([self._word(c, row[c.name]) for c in self.columns] for row in rows)
        return "\n".join(", ".join(filter(None, line)) for line in lines) or _("nothing")

    def shown(self, row: Row, column: Column) -> Any:
        """Return what the form shows in a column of a row."""
        return row[column.name]

    def press(self, button: str) -> None:
        """Do what a button of this field does, such as "authors.2.up"."""
        name = re.escape(self.name)
        found = re.fullmatch(rf"{name}\.(?:(\d{{1,6}})\.)?(add|up|down|remove)", button)
        if not found:
            return
        index, verb = int(found[1] or 0), found[2]
        if verb == "add" and len(self.data) >= self.limit:
            most = str(self.words.most) % {"limit": format_number(self.limit)}
            self.errors = [*self.errors, most]
        elif verb == "add":
            self.data.append(self._empty())
            self.focus = f"{self.id}-{len(self.data) - 1}-{self.columns[0].name}"
        elif index < len(self.data):
            self._move(index, verb)

    def _filled_rows(self) -> list[Row]:
        texts = [column.name for column in self.columns if column.kind == "text"]
        return [row for row in self.data if any(row[name] for name in texts)]

    def _refuse_flood(self) -> None:
        """Refuse far more rows than the form ever has, before any of them is drawn."""
        if len(self.data) > max(self.limit, len(self.object_data)) + DRAWN_BEYOND:
            raise TooManyRowsError(self.too_many(len(self.data)))

    def _move(self, index: int, verb: str) -> None:
        row = self.data.pop(index)
        to = index
        if verb != "remove":
            to = max(0, index - 1) if verb == "up" else min(len(self.data), index + 1)
            self.data.insert(to, row)
        at_end = verb == "remove" or to == (0 if verb == "up" else len(self.data) - 1)
        opposite = {"up": "down", "down": "up"}
        verb = opposite.get(verb, verb) if at_end else verb
        last = len(self.data) - 1
        self.focus = f"{self.id}-{min(to, last)}-{verb}" if self.data else f"{self.id}-add"

    def _submitted_rows(self, formdata: Any) -> list[Row]:
        """Read the rows; radio buttons are named `<field>-<column>`, with row numbers as values."""
        pattern = re.compile(rf"{re.escape(self.name)}-(\d{{1,6}})-(\w+)")
        names = {column.name for column in self.columns if column.kind != "radio"}
        rows: dict[int, Row] = {}
        for key in formdata:
            found = pattern.fullmatch(key)
            if found and found[2] in names:
                rows.setdefault(int(found[1]), self._empty())[found[2]] = formdata[key]
        for column in self.columns:
            if column.kind == "radio":
                chosen = formdata.get(f"{self.name}-{column.name}")
                for number, row in rows.items():
                    row[column.name] = chosen == str(number)
        return [self._read(rows[number]) for number in sorted(rows)]

    def _read(self, row: Row) -> Row:
        marks = {column.name for column in self.columns if column.is_mark}
        return {name: bool(v) if name in marks else line(v) for name, v in row.items()}

    def _empty(self) -> Row:
        first = {c.name: c.choices[0][0] for c in self.columns if c.choices}
        return {c.name: first.get(c.name, False if c.is_mark else "") for c in self.columns}

    def _word(self, column: Column, value: Any) -> str:
        if column.is_mark:
            return str(column.label) if value else ""
        return str(translated(dict(column.choices).get(value, str(value))))

    def _check(self, column: Column, row: Row) -> None:
        value = row[column.name]
        if column.kind == "text" and len(value) > column.limit:
            limit = format_number(column.limit)
            raise ValidationError(
                _("%(label)s: at most %(limit)s characters.", label=column.label, limit=limit)
            )
        if column.choices and value not in dict(column.choices):
            raise ValidationError(_("%(label)s: choose one from the list.", label=column.label))

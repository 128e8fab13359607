"""What the works table submits: the selected works, the action and edited rows."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from app.forms import fields
from app.forms.fields import Line, Number
from app.services import form_state
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext


class ShownRow(Protocol):
    """A row of the table as read from the database."""

    @property
    def id(self) -> int:
        """The id of the work."""

    @property
    def values(self) -> dict[str, Any]:
        """The values that can be edited in the row."""


class RowForm(Form):
    """The fields of one row; `seen` has the digests of the values shown, to detect conflicts."""

    venue = Line(lazy_gettext("Venue"), limit=500, list="known-venues", autocomplete="off")
    year = Number(lazy_gettext("Year"), fields.Year())
    seen = HiddenField()

    def __init__(self, sent: MultiDict[str, str] | None, row: ShownRow) -> None:
        self.current = row.values
        self.newer: dict[str, Any] = {}
        self.digests = form_state.digests(self.current)
        data = {**self.current, "seen": form_state.seen(self.digests)}
        super().__init__(sent, prefix=f"row-{row.id}", data=data)

    @property
    def values(self) -> dict[str, Any]:
        """The values in the inputs."""
        return {"venue": self.venue.data or "", "year": self.year.data}

    @property
    def changes(self) -> dict[str, Any]:
        """The edited fields that differ from the current values."""
        edited = form_state.changed(self.seen.data or "", form_state.digests(self.values))
        return {k: v for k, v in self.values.items() if k in edited and v != self.current[k]}

    @property
    def is_edited(self) -> bool:
        """Whether the row has unsaved changes."""
        return bool(self.changes or self.year.process_errors)

    def conflicts(self) -> dict[str, Any]:
        """Return the edited fields that someone else changed since the row was shown."""
        changed = form_state.changed(self.seen.data or "", self.digests)
        return {name: self.current[name] for name in self.changes if name in changed}

    def accept_current(self) -> None:
        """Accept the current values as seen, so that saving again overwrites them."""
        self.newer = self.conflicts()
        self.seen.data = form_state.seen(self.digests)


class BulkTopicForm(Form):
    """The topic to add to works or remove from them."""

    name = Line(lazy_gettext("Topic"), limit=200, list="known-topics", autocomplete="off")

    def __init__(self, sent: MultiDict[str, str] | None = None) -> None:
        super().__init__(sent, prefix="topic")

    def validate_name(self, field: Any) -> None:
        """Require a name."""
        if not field.data:
            raise ValidationError(_("Choose a topic or type its name."))


class WorksTablePost(NamedTuple):
    """A submitted action; `confirmed` is the number of works that the user agreed to delete."""

    do: str
    selected: list[int]
    all_matching: bool
    shown: list[int]
    confirmed: str
    key: str
    sending: str


def read_works_table_post(data: MultiDict[str, str], max_rows: int) -> WorksTablePost:
    """Parse a submitted table; ignores invalid ids and more than `max_rows` rows."""
    rows = [found[1] for name in data if (found := re.fullmatch(r"row-(\d+)-seen", name))]
    return WorksTablePost(
        do=data.get("do", ""),
        selected=_ids(data.getlist("works")),
        all_matching=data.get("scope") == "all",
        shown=_ids(rows)[:max_rows],
        confirmed=data.get("sure", ""),
        key=data.get("key", "")[:100],
        sending=form_state.sending(data.get("key", ""), data.items(multi=True)),
    )


def _ids(texts: Sequence[str]) -> list[int]:
    numbers = (int(text) for text in texts if re.fullmatch(r"[0-9]{1,18}", text))
    return list(dict.fromkeys(numbers))

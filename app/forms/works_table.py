"""What the works table sends: which works are ticked, what to do, and rows that were typed in."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField
from wtforms.validators import ValidationError

from app.forms import fields
from app.forms.fields import Line, Number
from app.services import form_state


class ShownRow(Protocol):
    """A row as the table reads it."""

    @property
    def id(self) -> int:
        """The work's."""

    @property
    def values(self) -> dict[str, Any]:
        """What can be changed within the row."""


class RowForm(Form):
    """The fields of one row; `seen` holds the digests of what it showed, to notice other saves."""

    venue = Line("Venue", limit=500, list="known-venues", autocomplete="off")
    year = Number("Year", fields.Year())
    seen = HiddenField()

    def __init__(self, sent: MultiDict[str, str] | None, row: ShownRow) -> None:
        self.present = row.values
        self.theirs: dict[str, Any] = {}
        self.digests = form_state.digests(self.present)
        data = {**self.present, "seen": form_state.seen(self.digests)}
        super().__init__(sent, prefix=f"row-{row.id}", data=data)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, or stands there."""
        return {"venue": self.venue.data or "", "year": self.year.data}

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that were typed into and are not what there is."""
        touched = form_state.changed(self.seen.data or "", form_state.digests(self.values))
        return {k: v for k, v in self.values.items() if k in touched and v != self.present[k]}

    @property
    def is_typed(self) -> bool:
        """Whether something in the row waits to be saved."""
        return bool(self.changes or self.year.process_errors)

    def meanwhile(self) -> dict[str, Any]:
        """Return what somebody else saved into those fields since the row was shown."""
        theirs = form_state.changed(self.seen.data or "", self.digests)
        return {name: self.present[name] for name in self.changes if name in theirs}

    def renew(self) -> None:
        """Let the row be about what there is now: saving it again is meant."""
        self.theirs = self.meanwhile()
        self.seen.data = form_state.seen(self.digests)


class BulkTopicForm(Form):
    """The topic that is added to works or removed from them."""

    name = Line("Topic", limit=200, list="known-topics", autocomplete="off")

    def __init__(self, sent: MultiDict[str, str] | None = None) -> None:
        super().__init__(sent, prefix="topic")

    def validate_name(self, field: Any) -> None:
        """Refuse none."""
        if not field.data:
            raise ValidationError("Choose a topic or type its name.")


class WorksTablePost(NamedTuple):
    """What a button of the table was pressed for; `sure` is how many works were to be deleted."""

    do: str
    ticked: list[int]
    all_that_match: bool
    shown: list[int]
    sure: str
    key: str
    sending: str


def read_works_table_post(data: MultiDict[str, str], most: int) -> WorksTablePost:
    """Read what was sent; ids that no number is are left out, and rows beyond a page's `most`."""
    rows = [found[1] for name in data if (found := re.fullmatch(r"row-(\d+)-seen", name))]
    return WorksTablePost(
        do=data.get("do", ""),
        ticked=_ids(data.getlist("works")),
        all_that_match=data.get("scope") == "all",
        shown=_ids(rows)[:most],
        sure=data.get("sure", ""),
        key=data.get("key", "")[:100],
        sending=form_state.sending(data.get("key", ""), data.items(multi=True)),
    )


def _ids(texts: Sequence[str]) -> list[int]:
    numbers = (int(text) for text in texts if re.fullmatch(r"[0-9]{1,18}", text))
    return list(dict.fromkeys(numbers))

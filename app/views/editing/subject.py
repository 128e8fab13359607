"""What a form is about, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask.typing import ResponseReturnValue

from app.forms.base import OwnersForm
from app.services.actor import Actor
from app.services.history.snapshots import RecordRef


@dataclass(frozen=True)
class FormTarget:
    """Where a form goes and stands: its two addresses, its element, and the way back."""

    page: str
    fragment: str
    id: str
    back: str
    restore: str | None = None
    tag: str = "section"


class FormSubject(Protocol):
    """What one form is about. `values` are by the form's fields; `save` records one revision."""

    @property
    def kind(self) -> str:
        """The noun that stands above the heading."""

    @property
    def template(self) -> str:
        """The form as a fragment; it extends editing/_form_layout.html."""

    @property
    def form_class(self) -> type[OwnersForm]:
        """The form."""

    @property
    def heading(self) -> str:
        """What the form's heading names."""

    @property
    def place(self) -> FormTarget:
        """Where the form stands."""

    def records(self) -> Sequence[RecordRef]:
        """The records that the form changes."""

    def values(self) -> dict[str, Any]:
        """What there is now, as the form shows it."""

    def save(self, form: Any, editor: Actor) -> int | None:
        """Write the form's values; return the revision's id, None where nothing differs."""

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer what stands in the form's place."""


class DeletedSubject:
    """A form whose subject was deleted while it was open: it saves once that is brought back."""

    heading = "Deleted while you were editing"

    def save(self, form: Any, editor: Actor) -> int | None:
        """Save nothing: there is nothing to save it to."""
        return None


@dataclass(frozen=True)
class Conflict:
    """A field that both changed: both texts, the one chosen, and the digest of what is hers."""

    name: str
    label: str
    mine: str
    theirs: str
    take_theirs: bool
    drawn: str

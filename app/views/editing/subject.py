"""Protocol for the subject of an editing form, and where the form is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from flask import url_for
from flask.typing import ResponseReturnValue

from app.forms.base import EditForm
from app.services.actor import Actor
from app.services.history.snapshots import RecordRef
from app.translations.text import lazy_gettext


@dataclass(frozen=True)
class FormTarget:
    """The URLs that a form is sent to, the element that it replaces, and where Cancel leads."""

    page: str
    fragment: str
    id: str
    back: str
    restore: str | None = None
    tag: str = "section"

    @classmethod
    def of_view(cls, view: str, element: str, back: str, tag: str, **key: Any) -> "FormTarget":
        """Return the target of the form of a view, whose fragments are named after it."""
        return cls(
            page=url_for(view, **key),
            fragment=url_for(f"{view}_fragment", **key),
            id=element,
            back=back,
            restore=url_for(f"{view}_shown", **key),
            tag=tag,
        )


class FormSubject(Protocol):
    """The subject of a form; `values` has the names of form fields, `save` makes one revision."""

    @property
    def kind(self) -> str:
        """The noun above the heading."""

    @property
    def template(self) -> str:
        """The template of the form, which extends editing/_form_layout.html."""

    @property
    def form_class(self) -> type[EditForm]:
        """The class of the form."""

    @property
    def heading(self) -> str:
        """The heading of the form."""

    @property
    def place(self) -> FormTarget:
        """The place of the form."""

    def records(self) -> Sequence[RecordRef]:
        """The records that the form changes."""

    def values(self) -> dict[str, Any]:
        """The current values of the form."""

    def save(self, form: Any, editor: Actor) -> int | None:
        """Save the form; return the id of the revision, or None without changes."""

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the saved form."""


class DeletedSubject:
    """A form whose subject was deleted while it was open; it can be saved once it is restored."""

    heading = lazy_gettext("Deleted while you were editing")

    def save(self, form: Any, editor: Actor) -> int | None:
        """Save nothing, as the record is deleted."""
        return None


@dataclass(frozen=True)
class Conflict:
    """A field changed on both sides, with both values; `digest` is that of the editor's own.

    `language` is None if the field is in no particular one.
    """

    name: str
    label: str
    mine: str
    theirs: str
    take_theirs: bool
    digest: str
    language: str | None

"""The base class of editing forms: CSRF token, clean text and the focus on errors."""

import re
from collections.abc import Iterator
from hmac import compare_digest
from typing import Any, NamedTuple

from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import Field, FileField, Form, HiddenField
from wtforms.csrf.core import CSRF
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError

from app.bibliography.record import VISIBLE
from app.bibliography.text.characters import clean
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

STALE_FORM = lazy_gettext(
    "This form was opened before you signed in again. Nothing is lost; save again."
)


# "fill", and those of rows, such as "authors.2.up".
FORM_BUTTON = re.compile(r"preview|fill|\w+\.(\d{1,6}\.)?(add|up|down|remove|paste)", re.ASCII)


def is_form_button(button: str) -> bool:
    """Return whether a button only changes the form; the others save."""
    return FORM_BUTTON.fullmatch(button) is not None


class FieldError(NamedTuple):
    """An error message, with the id of the control that it is about."""

    id: str
    field: Field
    message: str


class SessionToken(CSRF):
    """CSRF protection with the token of the signed-in session."""

    def setup_form(self, form: Any) -> "list[tuple[str, UnboundField[Any]]]":
        """Read the session's token from the form's `meta`."""
        self.token: str = getattr(form.meta, "token", "")
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        """Return the session's token."""
        return self.token

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Refuse any token but the session's; an empty token is never valid."""
        given = field.data or ""
        if not self.token or not compare_digest(given.encode(), self.token.encode()):
            raise ValidationError(str(STALE_FORM))


class EditForm(Form):
    """A form for signed-in users; created with `meta={"token": …}`, the session's token.

    `key` is an idempotency key. `sending` is a digest of the key and all submitted values: sent
    twice, a form acts once, and other values with the same key are not mistaken for it.
    `version` is the revision of the record when the form was opened, `seen` the digests of the
    values that it showed.
    """

    class Meta:
        csrf = True
        csrf_class = SessionToken
        csrf_field_name = "token"

    key = HiddenField()
    version = HiddenField()
    seen = HiddenField()

    place = ""
    sending = ""
    focus: str | None = None
    is_unsaved = False

    @classmethod
    def submitted(
        cls, texts: MultiDict[str, str], files: MultiDict[str, FileStorage]
    ) -> MultiDict[str, Any]:
        """Join what was typed with the files, which only file fields take."""
        pairs = [(name, file) for name, file in files.items(multi=True) if cls._takes_file(name)]
        return MultiDict([*texts.items(multi=True), *pairs])

    @classmethod
    def _takes_file(cls, name: str) -> bool:
        field_class = getattr(getattr(cls, name, None), "field_class", object)
        return issubclass(field_class, FileField)

    def set_place(self, place: str) -> None:
        """Put the form into the element with the id `place`; it prefixes the ids of all fields."""
        self.place = place
        for field in self:
            field.id = f"{place}-{field.short_name}"
            field.label.field_id = field.id
            if suggestions := (field.render_kw or {}).get("list"):
                field.render_kw = {**(field.render_kw or {}), "list": f"{place}-{suggestions}"}

    def press(self, button: str) -> bool:
        """Do what a button within the form does; return whether it is one that doesn't save."""
        for field in self:
            if hasattr(field, "press"):
                field.press(button)
        return is_form_button(button)

    def ask_for_files_again(self) -> None:
        """Say that chosen files are lost: no browser puts them into a form that is shown again."""
        for field in self:
            if isinstance(field, FileField) and (names := chosen_names(field)) and not field.errors:
                again = ", ".join(_("“%(name)s”", name=name) for name in names)
                field.errors = [_("Choose %(files)s again: nothing was saved yet.", files=again)]

    @property
    def has_input(self) -> bool:
        """Whether a submitted form has input that would be lost with it."""
        return True

    def visible(self) -> Iterator[Field]:
        """The fields that users see."""
        return (field for field in self if not isinstance(field, HiddenField))

    def values(self) -> dict[str, Any]:
        """The values by field name."""
        return {field.short_name: field.data for field in self.visible()}

    @property
    def all_errors(self) -> list[FieldError]:
        """The errors of all fields and of their rows, in the order of the form."""
        return [error for field in self for error in field_errors(field)]

    @property
    def first_invalid(self) -> str | None:
        """The id of the control to focus: that of the first error, else the last one used."""
        found = (error.id for field in self.visible() for error in field_errors(field))
        moved = next((focus for field in self if (focus := getattr(field, "focus", None))), None)
        return next(found, None) or self.focus or moved


def field_errors(field: Field) -> list[FieldError]:
    """Return the errors of a field, each with the control to correct: in rows, one input."""
    of_inputs: dict[str, str] = getattr(field, "input_errors", {})
    others = [error for error in field.errors if error not in of_inputs.values()]
    found = [FieldError(field.id, field, " ".join(others))] if others else []
    return found + [FieldError(id_, field, message) for id_, message in of_inputs.items()]


def chosen_names(field: FileField) -> list[str]:
    """Return the names of the files that were sent; without any, browsers send an unnamed one."""
    sent = field.data if isinstance(field.data, list) else [field.data]
    return [name for file in sent if (name := getattr(file, "filename", ""))]


def line(text: str | None) -> str:
    """Return one line without control characters and extra spaces; "" if nothing is visible."""
    typed = " ".join(clean(text or "").split())
    return typed if re.search(VISIBLE, typed) else ""


def sentence_case(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def paragraphs(text: str | None) -> str:
    """Return multi-line text without control characters."""
    return clean(text or "").strip()

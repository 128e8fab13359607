"""What every form shares: its tokens, clean text, and errors that can be found."""

import re
from collections.abc import Iterator
from hmac import compare_digest
from typing import Any

from wtforms import Field, Form, HiddenField
from wtforms.csrf.core import CSRF
from wtforms.fields.core import UnboundField
from wtforms.validators import ValidationError

from app.bibliography.record import VISIBLE
from app.bibliography.text.characters import clean

STALE = "This form was opened before you signed in again. Nothing is lost; save again."


class SessionToken(CSRF):
    """The token of the signed-in session, which a page of another site can't know."""

    def setup_form(self, form: Any) -> "list[tuple[str, UnboundField[Any]]]":
        """Take the session's token from the form's `meta`."""
        self.token: str = getattr(form.meta, "token", "")
        return super().setup_form(form)

    def generate_csrf_token(self, csrf_token_field: Field) -> str:
        """Return the session's token."""
        return self.token

    def validate_csrf_token(self, form: Any, field: Any) -> None:
        """Refuse a token that is not the session's; an empty one never is."""
        given = field.data or ""
        if not self.token or not compare_digest(given.encode(), self.token.encode()):
            raise ValidationError(STALE)


class OwnersForm(Form):
    """A form of the owner's side; made with `meta={"token": …}`, the session's token.

    `key` names this one filling-in of the form; with all that was sent it makes `sending`, so that
    the same sent twice acts once, and something else under the same key is not taken for it.
    `version` is the revision that the record was at, `seen` the digests of what was shown of it.
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

    def stand_at(self, place: str) -> None:
        """Let the form stand in the element `place`; several forms of a page share no ids."""
        self.place = place
        for field in self:
            field.id = f"{place}-{field.short_name}"
            field.label.field_id = field.id
            if suggestions := (field.render_kw or {}).get("list"):
                field.render_kw = {**(field.render_kw or {}), "list": f"{place}-{suggestions}"}

    def visible(self) -> Iterator[Field]:
        """The fields that a person fills in."""
        return (field for field in self if not isinstance(field, HiddenField))

    def values(self) -> dict[str, Any]:
        """What was filled in, by field."""
        return {field.short_name: field.data for field in self.visible()}

    @property
    def wrong(self) -> list[Field]:
        """The fields with errors, in the form's order."""
        return [field for field in self if field.errors]

    @property
    def first_wrong(self) -> str | None:
        """The id of what is to be focused before anything else, an error first of all."""
        wrong = next((wrong_id(field) for field in self.visible() if field.errors), None)
        moved = next((focus for field in self if (focus := getattr(field, "focus", None))), None)
        return wrong or self.focus or moved


def wrong_id(field: Field) -> str:
    """Return the id of the control that a field's error is about: in rows, that of one input."""
    return getattr(field, "wrong", "") or field.id


def line(text: str | None) -> str:
    """Return a line without control characters and spare spaces, "" for what nobody can see."""
    typed = " ".join(clean(text or "").split())
    return typed if re.search(VISIBLE, typed) else ""


def paragraphs(text: str | None) -> str:
    """Return text of several lines without control characters."""
    return clean(text or "").strip()

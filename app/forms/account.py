"""Forms of who signs in and of who may; those for nobody in particular carry no token."""

from typing import Any

from wtforms import BooleanField, Form, HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from app.forms.base import OwnersForm, line
from app.forms.fields import Required
from app.services import cache
from app.services.accounts import accounts, passwords

FORGOTTEN = "Enter your password."


def Email(label: str = "E-mail") -> StringField:  # noqa: N802
    """Return the field of the e-mail that an account goes by."""
    return StringField(
        label,
        [Required("Enter your e-mail address.")],
        filters=[line],
        render_kw={
            "type": "email",
            "inputmode": "email",
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": accounts.LONGEST,
        },
    )


def Password(  # noqa: N802
    label: str, *validators: Any, new: bool = False, hint: str = ""
) -> PasswordField:
    """Return a field whose content is taken as it is and never sent back."""
    return PasswordField(
        label,
        [Required(FORGOTTEN), *validators],
        description=hint,
        render_kw={
            "autocomplete": "new-password" if new else "current-password",
            "maxlength": passwords.LONGEST,
            **({"minlength": passwords.SHORTEST} if new else {}),
        },
    )


def NewPassword(label: str) -> PasswordField:  # noqa: N802
    """Return a field for a password that is to be, held to the rule."""
    hint = f"At least {passwords.SHORTEST} characters. A few unrelated words work well."
    return Password(label, Strong(), new=True, hint=hint)


class Strong:
    """Refuse a password that is short or easy to guess, in words."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError with what is wrong with it."""
        email = str(form.data.get("email") or "")
        cache.release_write_lock()
        if complaint := passwords.password_error(field.data or "", email):
            raise ValidationError(complaint)


class AnybodysForm(Form):
    """A form of somebody who is not signed in: it carries no token, as there is no session."""

    @property
    def first_wrong(self) -> str | None:
        """The id of the first field with an error, which is to be focused."""
        return next((field.id for field in self if field.errors), None)


class SignInForm(AnybodysForm):
    """The way in; `next` is where to go then."""

    email = Email()
    password = Password("Password")
    remember = BooleanField("Keep me signed in on this device")
    next = HiddenField()


class AgainForm(AnybodysForm):
    """The way back in, named apart from the fields of the form that waits."""

    sign_in_email = Email()
    sign_in_password = Password("Password")


class ResetForm(AnybodysForm):
    """A new password for an account that is there."""

    password = NewPassword("New password")


class WelcomeForm(AnybodysForm):
    """A new account."""

    email = Email()
    password = NewPassword("Password")

    def validate_email(self, field: StringField) -> None:
        """Refuse what is no e-mail address."""
        if complaint := accounts.email_error(field.data or ""):
            raise ValidationError(complaint)


class PasswordForm(OwnersForm):
    """One's own password, changed by who knows the present one."""

    current = Password("Current password")
    password = NewPassword("New password")


class InvitationForm(OwnersForm):
    """Whom a one-time link is for."""

    is_owner = BooleanField("Owner: can also manage accounts")

    @property
    def role(self) -> str:
        """The role that the link gives."""
        return "owner" if self.is_owner.data else "editor"

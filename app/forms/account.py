"""Forms for signing in and for managing accounts."""

from collections.abc import Container
from typing import Any

from wtforms import BooleanField, Form, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import ValidationError

from app.forms.base import EditForm, line
from app.forms.fields import Required
from app.services import cache
from app.services.accounts import accounts, passwords
from app.translations.collation import sort_key
from app.translations.languages import editing_languages, language_name
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

REQUIRED = lazy_gettext("Enter your password.")
NO_CODE = lazy_gettext("Enter the code that your app shows.")
PASSWORD = lazy_gettext("Password")
NEW_PASSWORD = lazy_gettext("New password")


def Email() -> StringField:  # noqa: N802
    """Return the field for an account's e-mail address."""
    return StringField(
        lazy_gettext("E-mail"),
        [Required(lazy_gettext("Enter your e-mail address."))],
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
    """Return a password field; its content is not changed and never sent back."""
    return PasswordField(
        label,
        [Required(REQUIRED), *validators],
        description=hint,
        render_kw={
            "autocomplete": "new-password" if new else "current-password",
            "maxlength": passwords.LONGEST,
            **({"minlength": passwords.SHORTEST} if new else {}),
        },
    )


def NewPassword(label: str) -> PasswordField:  # noqa: N802
    """Return a field for a new password, which must be strong."""
    return Password(label, StrongPassword(), new=True, hint=passwords.TOO_SHORT)


class StrongPassword:
    """Refuse passwords that are too short or easy to guess."""

    def __call__(self, form: Any, field: Any) -> None:
        """Raise ValidationError for a weak password."""
        email = str(form.data.get("email") or "")
        cache.release_write_lock()
        if error := passwords.password_error(field.data or "", email):
            raise ValidationError(error)


def Code() -> StringField:  # noqa: N802
    """Return the field for a code from an app."""
    return StringField(
        lazy_gettext("Code from your app"),
        filters=[line],
        render_kw={
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "spellcheck": "false",
            "maxlength": 40,
        },
    )


def RecoveryCode() -> StringField:  # noqa: N802
    """Return the field for a recovery code."""
    return StringField(
        lazy_gettext("Recovery code"),
        filters=[line],
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "none",
            "spellcheck": "false",
            "maxlength": 40,
        },
    )


class PublicForm(Form):
    """A form for users who are not signed in; without a session, it has no token."""

    def is_in(self, submitted: Container[str]) -> bool:
        """Return whether a submitted form has all fields of this one."""
        return all(field.name in submitted for field in self)

    @property
    def first_invalid(self) -> str | None:
        """The id of the first field with an error, which gets the focus."""
        return next((field.id for field in self if field.errors), None)


class SignInForm(PublicForm):
    """Sign in; `next` is the path to redirect to."""

    email = Email()
    password = Password(PASSWORD)
    remember = BooleanField(lazy_gettext("Keep me signed in on this device"))
    next = HiddenField()


class CodeForm(PublicForm):
    """The second step of signing in: a code from the app, or a recovery code.

    `ticket` proves that the password was right; `remember` and `next` are those of SignInForm.
    """

    code = Code()
    recovery_code = RecoveryCode()
    ticket = HiddenField()
    remember = HiddenField()
    next = HiddenField()

    @property
    def typed(self) -> str:
        """The code that was typed, of either kind."""
        return self.code.data or self.recovery_code.data or ""

    def validate_code(self, _field: StringField) -> None:
        """Require a code of either kind."""
        if not self.typed:
            raise ValidationError(str(NO_CODE))


class FirstCodeForm(EditForm):
    """The first code from an app, which turns two-step sign-in on."""

    code = Code()

    def validate_code(self, field: StringField) -> None:
        """Require a code."""
        if not field.data:
            raise ValidationError(str(NO_CODE))


class ReauthenticationForm(PublicForm):
    """Sign in again; the field names differ from those of the form being saved."""

    sign_in_email = Email()
    sign_in_password = Password(PASSWORD)


class ReauthenticationCodeForm(PublicForm):
    """The second step of signing in again."""

    sign_in_code = Code()
    sign_in_recovery_code = RecoveryCode()
    sign_in_ticket = HiddenField()

    @property
    def typed(self) -> str:
        """The code that was typed, of either kind."""
        return self.sign_in_code.data or self.sign_in_recovery_code.data or ""

    def validate_sign_in_code(self, _field: StringField) -> None:
        """Require a code of either kind."""
        if not self.typed:
            raise ValidationError(str(NO_CODE))


class ConfirmationForm(PublicForm):
    """Confirm with the password of who is signed in."""

    current = Password(lazy_gettext("Your password"))

    @classmethod
    def within(cls, place: str) -> "ConfirmationForm":
        """Return the form for a page that has other password fields, too."""
        form = cls()
        form.current.id = form.current.label.field_id = f"{place}-password"
        return form


class ResetForm(PublicForm):
    """Set a new password for an existing account."""

    password = NewPassword(NEW_PASSWORD)


class WelcomeForm(PublicForm):
    """Create an account."""

    email = Email()
    password = NewPassword(PASSWORD)

    def validate_email(self, field: StringField) -> None:
        """Refuse invalid e-mail addresses."""
        if error := accounts.email_error(field.data or ""):
            raise ValidationError(error)


class PasswordForm(EditForm):
    """Change one's own password; requires the current one."""

    current = Password(lazy_gettext("Current password"))
    password = NewPassword(NEW_PASSWORD)


def _languages() -> list[SelectChoice]:
    named = (
        SelectChoice(tag, language_name(tag), render_kw={"lang": tag})
        for tag in sorted(editing_languages(), key=lambda tag: sort_key(language_name(tag)))
    )
    return [SelectChoice("", _("First language of the site")), *named]


class LanguageForm(EditForm):
    """Choose the language of the editing pages for one's own account."""

    language = SelectField(lazy_gettext("Language of the editing pages"), choices=_languages)


class InvitationForm(EditForm):
    """Invite someone to create an account."""

    is_owner = BooleanField(lazy_gettext("Owner: can also manage accounts"))

    @property
    def role(self) -> str:
        """The role of the new account."""
        return "owner" if self.is_owner.data else "editor"

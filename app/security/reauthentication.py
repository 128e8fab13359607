"""Sign in again when a form is sent after its session expired, then save the form."""

import re

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from app.forms.account import PasswordForm, ReauthenticationForm
from app.security.guard import is_editing
from app.security.identity import Refusal, begin, browser, can_sign_in, editor, is_token
from app.security.redirects import requested_path
from app.services.accounts import sign_in
from app.services.accounts.attempts import TooManyTriesError
from app.web import fragments

PLACE = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
WRONG_CREDENTIALS = "Wrong e-mail or password."


def sign_in_again() -> ResponseReturnValue | None:
    """Sign in with the credentials sent along with an editing form, then process the form.

    Without a session or valid credentials, ask for them and keep all submitted values.
    """
    if request.method != "POST" or not is_editing():
        return None
    form = ReauthenticationForm(request.form)
    credentials = {form.sign_in_email.name, form.sign_in_password.name}
    if not credentials <= set(request.form):
        return None if editor() else _ask(ReauthenticationForm())
    if not can_sign_in() or not form.validate():
        return _ask(form)
    try:
        account_id = sign_in.account_of(
            form.sign_in_email.data or "",
            form.sign_in_password.data or "",
            browser(),
        )
    except TooManyTriesError as error:
        return _ask(form, str(error), 429, error.seconds)
    if account_id is None:
        return _ask(form, WRONG_CREDENTIALS)
    begin(account_id)
    g.signed_in_with_form = True
    return None


def form_data() -> MultiDict[str, str]:
    """Return the submitted form, without the fields for signing in again."""
    data = _submitted()
    actor = editor()
    if g.get("signed_in_with_form") and actor:
        data["token"] = actor.token
    elif "token" in request.form:
        data["token"] = request.form["token"]
    return data


def require_token() -> None:
    """Refuse a form whose token is missing or belongs to another session."""
    if not is_token(form_data().get("token", "")):
        raise Refusal(
            "This page was opened before you signed in again",
            "Nothing was changed. Reload the page and try again.",
        )


def _submitted() -> MultiDict[str, str]:
    excluded = {"token", *ReauthenticationForm()._fields}
    pairs = ((_storable(k), _storable(v)) for k, v in request.form.items(multi=True))
    return MultiDict((k, v) for k, v in pairs if k not in excluded)


def _storable(text: str) -> str:
    # Text never needs a NUL, and not every database accepts one.
    return text.replace("\0", "")


def _ask(
    form: ReauthenticationForm, error_message: str = "", status: int = 401, seconds: int = 0
) -> ResponseReturnValue:
    password_names = {field.name for field in PasswordForm() if isinstance(field, PasswordField)}
    submitted = _submitted()
    kept = MultiDict((k, v) for k, v in submitted.items(multi=True) if k not in password_names)
    is_alone = fragments.is_fragment(request.path)
    place = request.form.get("place", "")
    html = render_template(
        "accounts/_reauthentication.html" if is_alone else "accounts/reauthentication.html",
        form=form,
        error_message=error_message,
        carried=kept,
        has_passwords=len(kept) < len(submitted),
        place=place if PLACE.fullmatch(place) else "sign-in-again",
        can_sign_in=can_sign_in(),
        has_files=any(file.filename for file in request.files.values()),
        address=requested_path(),
        is_alone=is_alone,
    )
    return html, status, {"Retry-After": str(seconds)} if seconds else {}

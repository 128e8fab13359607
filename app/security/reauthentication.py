"""A form sent after its session ran out: sign in where it stands, and then it is saved."""

import re

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from app.forms.account import AgainForm, PasswordForm
from app.security.guard import is_editing
from app.security.identity import Refusal, begin, can_sign_in, editor, is_token
from app.security.redirects import asked
from app.services.accounts import sign_in
from app.services.accounts.sign_in import TooManyTriesError
from app.web import fragments

PLACE = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
WRONG = "No account has this e-mail and this password."


def sign_in_again() -> ResponseReturnValue | None:
    """Sign in with what a form of the owner's side brings along, and let it through.

    Without a session and without the right password: ask for it, carrying all that was sent.
    """
    if request.method != "POST" or not is_editing():
        return None
    form = AgainForm(request.form)
    brings = form.sign_in_email.name in request.form and form.sign_in_password.name in request.form
    if not brings:
        return None if editor() else _ask(AgainForm())
    if not can_sign_in() or not form.validate():
        return _ask(form)
    try:
        account_id = sign_in.account_of(
            form.sign_in_email.data or "",
            form.sign_in_password.data or "",
            request.remote_addr or "",
        )
    except TooManyTriesError as error:
        return _ask(form, str(error), 429, error.seconds)
    if account_id is None:
        return _ask(form, WRONG)
    begin(account_id)
    g.brought_password = True
    return None


def form_data() -> MultiDict[str, str]:
    """Return what a form sent: `request.form`, as if nobody had had to sign in meanwhile."""
    data = _carried()
    asking = editor()
    if g.get("brought_password") and asking:
        data["token"] = asking.token
    elif "token" in request.form:
        data["token"] = request.form["token"]
    return data


def require_token() -> None:
    """Refuse a button whose page was made for another session, or by nobody of ours."""
    if not is_token(form_data().get("token", "")):
        raise Refusal(
            "This page was opened before you signed in again",
            "Nothing was changed. Load it again and try once more.",
        )


def _carried() -> MultiDict[str, str]:
    left_out = {"token", *AgainForm()._fields}
    pairs = ((_storable(k), _storable(v)) for k, v in request.form.items(multi=True))
    return MultiDict((k, v) for k, v in pairs if k not in left_out)


def _storable(text: str) -> str:
    # No text of ours has a NUL, and not every database takes one.
    return text.replace("\0", "")


def _ask(
    form: AgainForm, problem: str = "", status: int = 401, seconds: int = 0
) -> ResponseReturnValue:
    secret = {field.name for field in PasswordForm() if isinstance(field, PasswordField)}
    carried = _carried()
    kept = MultiDict((k, v) for k, v in carried.items(multi=True) if k not in secret)
    is_alone = fragments.is_fragment(request.path)
    place = request.form.get("place", "")
    html = render_template(
        "accounts/_reauthentication.html" if is_alone else "accounts/reauthentication.html",
        form=form,
        problem=problem,
        carried=kept,
        has_passwords=len(kept) < len(carried),
        place=place if PLACE.fullmatch(place) else "sign-in-again",
        can_sign_in=can_sign_in(),
        has_files=any(file.filename for file in request.files.values()),
        address=asked(),
        is_alone=is_alone,
    )
    return html, status, {"Retry-After": str(seconds)} if seconds else {}

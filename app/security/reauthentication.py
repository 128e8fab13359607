"""Sign in again when a form is sent after its session expired, then save the form."""

import re

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from wtforms import PasswordField

from app.forms.account import PasswordForm, ReauthenticationCodeForm, ReauthenticationForm
from app.security import credentials, reading
from app.security.credentials import SignInStep
from app.security.guard import is_editing
from app.security.identity import Refusal, begin, can_sign_in, editor, is_token
from app.security.redirects import requested_path
from app.translations.text import gettext as _
from app.web import fragments

PLACE = re.compile(r"[A-Za-z][\w-]*", re.ASCII)
ASK = SignInStep(status=401)


def sign_in_again() -> ResponseReturnValue | None:
    """Sign in with the credentials sent along with an editing form, then process the form.

    Without a session or valid credentials, ask for them and keep all submitted values.
    """
    if request.method != "POST" or not is_editing():
        return None
    form, codes = ReauthenticationForm(request.form), ReauthenticationCodeForm(request.form)
    has_code = codes.is_in(request.form)
    if not has_code and not form.is_in(request.form):
        return None if editor() else _ask(ReauthenticationForm(), codes, ASK)
    step = _code_step(codes) if has_code else _password_step(form)
    if step.account_id is None:
        return _ask(form, codes, step)
    begin(step.account_id)
    g.signed_in_with_form = True
    reading.only_read()
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
            _("This page was opened before you signed in again"),
            _("Nothing was changed. Reload the page and try again."),
        )


def _password_step(form: ReauthenticationForm) -> SignInStep:
    if not can_sign_in() or not form.validate():
        return ASK
    return credentials.check_password(
        form.sign_in_email.data or "", form.sign_in_password.data or ""
    )


def _code_step(form: ReauthenticationCodeForm) -> SignInStep:
    ticket = form.sign_in_ticket.data or ""
    if not can_sign_in() or not form.validate():
        return SignInStep(ticket=ticket, status=401)
    return credentials.check_code(ticket, form.typed)


def _submitted() -> MultiDict[str, str]:
    excluded = {"token", *ReauthenticationForm()._fields, *ReauthenticationCodeForm()._fields}
    pairs = ((_storable(k), _storable(v)) for k, v in request.form.items(multi=True))
    return MultiDict((k, v) for k, v in pairs if k not in excluded)


def _storable(text: str) -> str:
    # Text never needs a NUL, and not every database accepts one.
    return text.replace("\0", "")


def _ask(
    form: ReauthenticationForm, codes: ReauthenticationCodeForm, step: SignInStep
) -> ResponseReturnValue:
    password_names = {field.name for field in PasswordForm() if isinstance(field, PasswordField)}
    submitted = _submitted()
    kept = MultiDict((k, v) for k, v in submitted.items(multi=True) if k not in password_names)
    is_alone = fragments.is_fragment(request.path)
    place = request.form.get("place", "")
    codes.sign_in_code.data = ""
    html = render_template(
        "accounts/_reauthentication.html" if is_alone else "accounts/reauthentication.html",
        form=form,
        codes=codes,
        step=step,
        carried=kept,
        has_passwords=len(kept) < len(submitted),
        place=place if PLACE.fullmatch(place) else "sign-in-again",
        can_sign_in=can_sign_in(),
        has_files=any(file.filename for file in request.files.values()),
        address=requested_path(),
        is_alone=is_alone,
    )
    return html, step.status if step.seconds else 401, step.headers

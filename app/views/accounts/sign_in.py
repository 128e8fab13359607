"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import SignInForm
from app.security.reauthentication import WRONG_CREDENTIALS
from app.services.accounts import accounts, sign_in
from app.services.accounts.attempts import TooManyTriesError

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
def page() -> ResponseReturnValue:
    """Show the sign-in form; redirect if already signed in."""
    target = security.own_path(request.args.get("next"))
    if security.editor():
        return redirect(target, 303)
    return _show(SignInForm(data={"next": target}))


@blueprint.post("/sign-in")
def enter() -> ResponseReturnValue:
    """Sign in and redirect, or show what is wrong."""
    form = SignInForm(request.form)
    target = form.next.data = security.own_path(form.next.data)
    if not security.can_sign_in():
        return _show(form, status=403)
    if not form.validate():
        return _show(form, status=422)
    try:
        account_id = sign_in.account_of(
            form.email.data or "", form.password.data or "", security.browser()
        )
    except TooManyTriesError as error:
        return _show(form, str(error), 429, error.seconds)
    if account_id is None:
        return _show(form, WRONG_CREDENTIALS, 422)
    security.begin(account_id, remembered=form.remember.data)
    return redirect(target, 303)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out and end the session."""
    if security.editor():
        security.require_token()
    security.end()
    return redirect(url_for("profile.page"), 303)


def _show(
    form: SignInForm, error_message: str = "", status: int = 200, seconds: int = 0
) -> ResponseReturnValue:
    html = render_template(
        "accounts/sign_in.html",
        form=form,
        error_message=error_message,
        can_sign_in=security.can_sign_in(),
        is_new=not accounts.any_account(),
    )
    return html, status, {"Retry-After": str(seconds)} if seconds else {}

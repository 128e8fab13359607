"""One's own account: the password and the active sessions."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import ConfirmationForm, PasswordForm
from app.services.accounts import sessions, sign_in, two_step
from app.services.accounts.accounts import AccountError
from app.services.accounts.attempts import TooManyTriesError
from app.services.backup import latest

blueprint = Blueprint("account", __name__)


@blueprint.get("/edit/account")
def page() -> ResponseReturnValue:
    """Show the account that is signed in."""
    return _show(PasswordForm(meta={"token": security.require().token}))


@blueprint.post("/edit/account/password")
def change_password() -> ResponseReturnValue:
    """Change the password and end all other sessions."""
    editor = security.require()
    form = PasswordForm(security.form_data(), meta={"token": editor.token})
    if not form.validate():
        return _show(form, 422)
    current, new = form.current.data or "", form.password.data or ""
    try:
        sign_in.change_password(editor, current, new, security.browser())
    except AccountError as error:
        security.require_again()
        return _show(form, 422, str(error))
    except TooManyTriesError as error:
        return _show(form, 429, str(error), error.seconds)
    # A new password makes known devices unknown.
    security.remember_device(editor.account_id or 0)
    return redirect(url_for(".page", changed="password"), 303)


@blueprint.post("/edit/account/sessions/<int:session_id>/end")
def end_session(session_id: int) -> ResponseReturnValue:
    """End one session, possibly the current one."""
    security.require_token()
    sessions.end(security.require(), session_id)
    return redirect(url_for(".page", _anchor="sessions"), 303)


@blueprint.post("/edit/account/sessions/end-others")
def end_other_sessions() -> ResponseReturnValue:
    """End all other sessions."""
    security.require_token()
    sessions.end_others(security.require())
    return redirect(url_for(".page", _anchor="sessions"), 303)


def _show(
    form: PasswordForm, status: int = 200, error_message: str = "", seconds: int = 0
) -> ResponseReturnValue:
    editor = security.require()
    html = render_template(
        "accounts/account.html",
        form=form,
        sessions=sessions.account_sessions(editor),
        two_step=two_step.status(editor.account_id or 0),
        backup=latest.backup_age() if editor.is_owner else None,
        backup_form=ConfirmationForm.within("backup"),
        error_message=error_message,
        is_changed=request.args.get("changed") == "password",
    )
    return html, status, {"Retry-After": str(seconds)} if seconds else {}

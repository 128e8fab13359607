"""One's own account: the password and the active sessions."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import security
from app.forms.account import ConfirmationForm, LanguageForm, PasswordForm
from app.services.accounts import accounts, sessions, sign_in, two_step
from app.services.accounts.accounts import AccountError
from app.services.accounts.attempts import TooManyTriesError
from app.services.backup import latest
from app.translations.current import current_language
from app.translations.languages import language_name

blueprint = Blueprint("account", __name__)


@blueprint.get("/edit/account")
def page() -> ResponseReturnValue:
    """Show the account that is signed in."""
    return _show()


@blueprint.post("/edit/account/password")
def change_password() -> ResponseReturnValue:
    """Change the password and end all other sessions."""
    editor = security.require()
    form = PasswordForm(security.form_data(), meta={"token": editor.token})
    if not form.validate():
        return _show(form, status=422)
    current, new = form.current.data or "", form.password.data or ""
    try:
        sign_in.change_password(editor, current, new, security.browser())
    except AccountError as error:
        security.require_again()
        return _show(form, status=422, error_message=str(error))
    except TooManyTriesError as error:
        return _show(form, status=429, error_message=str(error), seconds=error.seconds)
    # A new password makes known devices unknown.
    security.remember_device(editor.account_id or 0)
    return redirect(url_for(".page", changed="password"), 303)


@blueprint.post("/edit/account/language")
def change_language() -> ResponseReturnValue:
    """Choose the language of the editing pages."""
    editor = security.require()
    form = _language_form(security.form_data())
    if not form.validate():
        return _show(language_form=form, status=422)
    accounts.set_language(editor.account_id or 0, form.language.data or None)
    return redirect(url_for(".page", changed="language"), 303)


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


def _language_form(data: MultiDict[str, str] | None = None) -> LanguageForm:
    chosen = security.account_language() or ""
    form = LanguageForm(data, language=chosen, meta={"token": security.require().token})
    # The page has two forms with such fields.
    form.set_place("language")
    return form


def _show(
    form: PasswordForm | None = None,
    language_form: LanguageForm | None = None,
    status: int = 200,
    error_message: str = "",
    seconds: int = 0,
) -> ResponseReturnValue:
    editor = security.require()
    html = render_template(
        "accounts/account.html",
        form=form or PasswordForm(meta={"token": editor.token}),
        language_form=language_form or _language_form(),
        language=language_name(current_language()),
        sessions=sessions.account_sessions(editor),
        two_step=two_step.status(editor.account_id or 0),
        backup=latest.backup_age() if editor.is_owner else None,
        backup_form=ConfirmationForm.within("backup"),
        error_message=error_message,
        changed=request.args.get("changed"),
    )
    return html, status, {"Retry-After": str(seconds)} if seconds else {}

"""Two-step sign-in of one's own account: setting it up, recovery codes, turning it off."""

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import FirstCodeForm
from app.services.accounts import totp, two_step
from app.services.accounts.accounts import AccountError
from app.translations.text import gettext as _

blueprint = Blueprint("two_step", __name__)


@blueprint.get("/edit/account/two-step")
def page() -> ResponseReturnValue:
    """Show the secret that is being set up, and ask for the first code."""
    editor = security.require()
    return _show(FirstCodeForm(meta={"token": editor.token}))


@blueprint.get("/edit/account/two-step/qr-code")
def qr_code() -> ResponseReturnValue:
    """Return the QR code of the secret that is being set up."""
    editor = security.require()
    secret = two_step.setup_secret(editor.account_id or 0) or abort(404)
    site = urlsplit(request.host_url).hostname or "Vitae"
    return Response(totp.qr_code(secret, editor.name, site), mimetype="image/svg+xml")


@blueprint.post("/edit/account/two-step")
def start() -> ResponseReturnValue:
    """Begin to set it up, with a new secret."""
    if asked := _ask_password(_("Turn on two-step sign-in")):
        return asked
    two_step.start(security.require().account_id or 0)
    return redirect(url_for(".page"), 303)


@blueprint.post("/edit/account/two-step/confirmation")
def turn_on() -> ResponseReturnValue:
    """Turn it on with the first code, and show the recovery codes once."""
    editor = security.require()
    form = FirstCodeForm(security.form_data(), meta={"token": editor.token})
    if not form.validate():
        return _show(form, 422)
    try:
        codes = two_step.turn_on(editor, form.code.data or "")
    except AccountError as error:
        return _show(form, 422, str(error))
    return _show_codes(codes, is_new=True)


@blueprint.post("/edit/account/two-step/recovery-codes")
def renew_codes() -> ResponseReturnValue:
    """Replace the recovery codes and show the new ones once."""
    if asked := _ask_password(_("Create new recovery codes")):
        return asked
    try:
        return _show_codes(two_step.new_recovery_codes(security.require()), is_new=False)
    except AccountError:
        return _back()


@blueprint.post("/edit/account/two-step/end")
def turn_off() -> ResponseReturnValue:
    """Turn it off."""
    if asked := _ask_password(_("Turn off two-step sign-in")):
        return asked
    editor = security.require()
    two_step.turn_off(editor.account_id or 0, editor.name)
    return _back()


def _ask_password(action: str) -> ResponseReturnValue | None:
    return security.ask_password(action, url_for("account.page"))


def _back() -> ResponseReturnValue:
    return redirect(url_for("account.page", _anchor="two-step"), 303)


def _show(form: FirstCodeForm, status: int = 200, error_message: str = "") -> ResponseReturnValue:
    secret = two_step.setup_secret(security.require().account_id or 0)
    if secret is None:
        return _back()
    form.code.data = ""
    html = render_template(
        "accounts/two_step.html",
        form=form,
        secret=totp.grouped(secret),
        error_message=error_message,
    )
    return html, status


def _show_codes(codes: list[str], *, is_new: bool) -> str:
    return render_template("accounts/recovery_codes.html", codes=codes, is_new=is_new)

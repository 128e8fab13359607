"""Ask for the password again before something that an open session alone must not do."""

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from app.forms.account import ConfirmationForm
from app.security.identity import browser, remember_device, require, require_again
from app.security.reauthentication import form_data, require_token
from app.security.redirects import own_path, requested_path
from app.services.accounts import sign_in
from app.services.accounts.accounts import AccountError
from app.services.accounts.attempts import TooManyTriesError


def ask_password(action: str, back: str) -> ResponseReturnValue | None:
    """Return a page that asks for the password, or None if the form came with the right one.

    The account that it was right for is locked then, until the view commits what it does.
    `action` says what will be done, as a button does; `back` is the page to return to instead. The
    form is sent again with all that it had.
    """
    actor = require()
    require_token()
    if g.get("signed_in_with_form"):
        # Nobody may have removed the account since.
        require_again()
        return None
    form = ConfirmationForm(request.form)
    if form.current.name not in request.form:
        return _page(ConfirmationForm(), action, back), 401
    if not form.validate():
        return _page(form, action, back), 422
    try:
        sign_in.confirm_password(actor, form.current.data or "", browser())
    except AccountError as error:
        require_again()
        return _page(form, action, back, str(error)), 422
    except TooManyTriesError as error:
        return _page(form, action, back, str(error)), 429, {"Retry-After": str(error.seconds)}
    # Sessions that began before devices were marked learn it here.
    remember_device(actor.account_id or 0)
    return None


def _page(form: ConfirmationForm, action: str, back: str, error_message: str = "") -> str:
    carried = form_data()
    carried.poplist(form.current.name)
    return render_template(
        "accounts/confirmation.html",
        form=form,
        action=action,
        back=own_path(back),
        carried=carried,
        address=requested_path(),
        error_message=error_message,
    )

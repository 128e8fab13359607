"""Where a one-time link leads: to a new account, or to a new password for one."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import ResetForm, WelcomeForm
from app.services.accounts import invitations
from app.services.accounts.accounts import AccountError
from app.services.accounts.invitations import ValidInvitation

blueprint = Blueprint("welcome", __name__)


@blueprint.get("/welcome/<token>")
def page(token: str) -> ResponseReturnValue:
    """Ask for what the link is for; opening it does not use it up."""
    found = invitations.get_invitation(token)
    if found is None:
        return render_template("accounts/invalid_link.html"), 410
    form = ResetForm() if found.email else WelcomeForm(email=request.args.get("email", ""))
    return _show(form, found)


@blueprint.post("/welcome/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Make the account, or set its password, and sign in."""
    found = invitations.get_invitation(token)
    if found is None:
        return render_template("accounts/invalid_link.html"), 410
    form = ResetForm(request.form) if found.email else WelcomeForm(request.form)
    if not security.can_sign_in():
        return _show(form, found, status=403)
    if not form.validate():
        return _show(form, found, status=422)
    email = found.email or form.data["email"]
    try:
        account_id = invitations.accept(token, email, form.data["password"])
    except AccountError as error:
        return _show(form, found, str(error), 422)
    security.begin(account_id)
    return redirect(url_for("profile.page"), 303)


def _show(
    form: ResetForm | WelcomeForm, found: ValidInvitation, problem: str = "", status: int = 200
) -> tuple[str, int]:
    html = render_template(
        "accounts/welcome.html",
        form=form,
        link=found,
        problem=problem,
        can_sign_in=security.can_sign_in(),
    )
    return html, status

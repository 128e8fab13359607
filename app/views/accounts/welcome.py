"""One-time links: create an account or reset a password."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import ResetForm, WelcomeForm
from app.security import credentials
from app.services.accounts import invitations
from app.services.accounts.accounts import AccountError
from app.services.accounts.invitations import ValidInvitation
from app.views.accounts import sign_in

blueprint = Blueprint("welcome", __name__)


@blueprint.get("/welcome/<token>")
def page(token: str) -> ResponseReturnValue:
    """Show the form for the link; opening it does not use it up."""
    invitation = invitations.get_invitation(token)
    if invitation is None:
        return render_template("accounts/invalid_link.html"), 410
    form = ResetForm() if invitation.email else WelcomeForm(email=request.args.get("email", ""))
    return _show(form, invitation)


@blueprint.post("/welcome/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Create the account or set its password, and sign in."""
    invitation = invitations.get_invitation(token)
    if invitation is None:
        return render_template("accounts/invalid_link.html"), 410
    form = ResetForm(request.form) if invitation.email else WelcomeForm(request.form)
    if not security.can_sign_in():
        return _show(form, invitation, status=403)
    if not form.validate():
        return _show(form, invitation, status=422)
    email = invitation.email or form.data["email"]
    try:
        account_id = invitations.accept(token, email, form.data["password"])
    except AccountError as error:
        return _show(form, invitation, str(error), 422)
    return sign_in.proceed(credentials.after_password(account_id), url_for("profile.page"))


def _show(
    form: ResetForm | WelcomeForm,
    invitation: ValidInvitation,
    error_message: str = "",
    status: int = 200,
) -> tuple[str, int]:
    html = render_template(
        "accounts/welcome.html",
        form=form,
        link=invitation,
        error_message=error_message,
        can_sign_in=security.can_sign_in(),
    )
    return html, status

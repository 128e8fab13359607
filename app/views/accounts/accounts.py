"""Who can edit this site: the owner adds, resets and removes."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import InvitationForm
from app.services.accounts import accounts, invitations
from app.services.accounts.accounts import AccountError

blueprint = Blueprint("accounts", __name__)
# An address names a refusal: it must not carry words that anybody could have put there.
WHY = {accounts.LAST_OWNER: "last-owner", accounts.GONE: "gone"}


@blueprint.before_request
def owners_only() -> None:
    """Refuse editors, whatever the address."""
    security.require_owner()


@blueprint.get("/edit/accounts")
def page() -> ResponseReturnValue:
    """List the accounts."""
    given = request.args.get("refused")
    return _show(_form(), next((words for words, why in WHY.items() if why == given), ""))


@blueprint.post("/edit/accounts/invitations")
def invite() -> ResponseReturnValue:
    """Create a link for somebody new, and show it this once."""
    form = _form()
    if not form.validate():
        return _show(form), 422
    return _show(_form(), link=_link(invitations.invite(form.role)))


@blueprint.post("/edit/accounts/<int:account_id>/reset")
def reset(account_id: int) -> ResponseReturnValue:
    """Create a link that sets the account's password, and show it this once."""
    security.require_token()
    try:
        email, token = invitations.reset(account_id)
    except AccountError as error:
        return _show(_form(), problem=str(error)), 422
    return _show(_form(), link=_link(token), link_is_for=email)


@blueprint.post("/edit/accounts/<int:account_id>/remove")
def remove(account_id: int) -> ResponseReturnValue:
    """Remove an account; all its sessions end at once."""
    security.require_token()
    try:
        accounts.remove(account_id)
    except AccountError as error:
        return redirect(url_for(".page", refused=WHY[str(error)]), 303)
    return redirect(url_for(".page"), 303)


def _form() -> InvitationForm:
    sent = security.form_data() if request.endpoint == "accounts.invite" else None
    return InvitationForm(sent, meta={"token": security.require().token})


def _link(token: str) -> str:
    return url_for("welcome.page", token=token, _external=True)


def _show(form: InvitationForm, problem: str = "", link: str = "", link_is_for: str = "") -> str:
    return render_template(
        "accounts/accounts.html",
        form=form,
        accounts=accounts.all_accounts(),
        problem=problem,
        link=link,
        link_is_for=link_is_for,
    )

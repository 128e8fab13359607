"""Accounts that can edit this site; owners invite, reset and remove them, and revoke links."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import InvitationForm
from app.services.accounts import accounts, invitations
from app.services.accounts.accounts import AccountError
from app.translations.text import gettext as _
from app.web.site_address import absolute_url

blueprint = Blueprint("accounts", __name__)
# The URL has a code, not the message: anyone could put any text into a link.
REFUSALS = {
    "last-owner": accounts.LAST_OWNER,
    "gone": accounts.GONE,
    "own-reset": accounts.OWN_RESET,
    "used": invitations.USED,
}


@blueprint.before_request
def owners_only() -> None:
    """Refuse editors on all pages."""
    security.require_owner()


@blueprint.get("/edit/accounts")
def page() -> ResponseReturnValue:
    """List the accounts."""
    return _show(_form(), str(REFUSALS.get(request.args.get("refused", ""), "")))


@blueprint.post("/edit/accounts/invitations")
def invite() -> ResponseReturnValue:
    """Create an invitation link and show it once."""
    form = _form()
    if not form.validate():
        return _show(form), 422
    for_owner = _("Create an invitation for an owner")
    for_editor = _("Create an invitation for an editor")
    if asked := _ask_password(for_owner if form.is_owner.data else for_editor):
        return asked
    owner = security.require()
    link = _link(invitations.invite(form.role, owner))
    return _show(InvitationForm(meta={"token": owner.token}), link=link)


@blueprint.post("/edit/accounts/<int:account_id>/reset")
def reset(account_id: int) -> ResponseReturnValue:
    """Create a password reset link and show it once."""
    security.require_token()
    owner = security.require()
    try:
        email = invitations.check_resettable(account_id, owner)
        action = _("Create a password reset link for %(email)s", email=email)
        if asked := _ask_password(action):
            return asked
        email, token = invitations.reset(account_id, owner)
    except AccountError as error:
        return _refused(error)
    return _show(_form(), link=_link(token), link_is_for=email)


@blueprint.post("/edit/accounts/invitations/<link_id>/revocation")
def revoke(link_id: str) -> ResponseReturnValue:
    """Revoke an invitation or a password reset link."""
    security.require_token()
    if invitations.revoke(link_id, security.require()) is None:
        return _refused(AccountError(invitations.USED))
    return redirect(url_for(".page", revoked=1), 303)


@blueprint.post("/edit/accounts/<int:account_id>/remove")
def remove(account_id: int) -> ResponseReturnValue:
    """Remove an account and end its sessions."""
    security.require_token()
    try:
        email = accounts.check_removable(account_id)
        if asked := _ask_password(_("Remove the account of %(email)s", email=email)):
            return asked
        accounts.remove(account_id, security.require())
    except AccountError as error:
        return _refused(error)
    return redirect(url_for(".page"), 303)


def _ask_password(action: str) -> ResponseReturnValue | None:
    return security.ask_password(action, url_for(".page"))


def _refused(error: AccountError) -> ResponseReturnValue:
    # A redirect to the page: the URL of the button does not accept GET.
    code = next(code for code, text in REFUSALS.items() if text == str(error))
    return redirect(url_for(".page", refused=code), 303)


def _form() -> InvitationForm:
    sent = security.form_data() if request.endpoint == "accounts.invite" else None
    return InvitationForm(sent, meta={"token": security.require().token})


def _link(token: str) -> str:
    return absolute_url(url_for("welcome.page", token=token))


def _show(
    form: InvitationForm, error_message: str = "", link: str = "", link_is_for: str = ""
) -> str:
    return render_template(
        "accounts/accounts.html",
        form=form,
        accounts=accounts.all_accounts(),
        open_links=invitations.open_links(),
        is_revoked=request.method == "GET" and "revoked" in request.args,
        error_message=error_message,
        link=link,
        link_is_for=link_is_for,
        invitation_lifetime=invitations.lifetime_words(is_reset=False),
        lifetime=invitations.lifetime_words(is_reset=bool(link_is_for)),
    )

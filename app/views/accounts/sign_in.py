"""Signing in and out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.account import CodeForm, SignInForm
from app.security import credentials
from app.security.credentials import SignInStep
from app.services.accounts import accounts

blueprint = Blueprint("sign_in", __name__)
REMEMBER = "y"


@blueprint.get("/sign-in")
def page() -> ResponseReturnValue:
    """Show the sign-in form; redirect if already signed in."""
    target = security.own_path(request.args.get("next"))
    if security.editor():
        return redirect(target, 303)
    return _show(SignInForm(data={"next": target}), SignInStep())


@blueprint.post("/sign-in")
def enter() -> ResponseReturnValue:
    """Sign in and redirect, or ask for a code, or show what is wrong."""
    form = SignInForm(request.form)
    target = form.next.data = security.own_path(form.next.data)
    if not security.can_sign_in():
        return _show(form, SignInStep(status=403))
    if not form.validate():
        return _show(form, SignInStep(status=422))
    step = credentials.check_password(form.email.data or "", form.password.data or "")
    if step.account_id is None and not step.ticket:
        return _show(form, step)
    return proceed(step, target, remembered=form.remember.data)


@blueprint.get("/sign-in/code")
def code_page() -> ResponseReturnValue:
    """Redirect to the sign-in form: the code comes after the password."""
    return redirect(url_for(".page"), 303)


@blueprint.post("/sign-in/code")
def enter_code() -> ResponseReturnValue:
    """Sign in with a code after the password."""
    form = CodeForm(request.form)
    form.next.data = security.own_path(form.next.data)
    ticket = form.ticket.data or ""
    if not security.can_sign_in():
        return _show(SignInForm(), SignInStep(status=403))
    if not form.validate():
        return _ask_code(form, SignInStep(ticket=ticket, status=422))
    step = credentials.check_code(ticket, form.typed)
    remembered = form.remember.data == REMEMBER
    if step.account_id is not None:
        return proceed(step, form.next.data, remembered)
    if step.ticket:
        return _ask_code(form, step)
    return _show(SignInForm(data={"next": form.next.data, "remember": remembered}), step)


@blueprint.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """Sign out and end the session."""
    if security.editor():
        security.require_token()
    security.end()
    return redirect(url_for("profile.page"), 303)


def proceed(step: SignInStep, target: str, remembered: bool = False) -> ResponseReturnValue:
    """Begin the session and redirect, or ask for the code that has to come first."""
    if step.account_id is None:
        data = {"next": target, "remember": REMEMBER if remembered else ""}
        return _ask_code(CodeForm(data=data), step)
    security.begin(step.account_id, remembered=remembered)
    return redirect(target, 303)


def _ask_code(form: CodeForm, step: SignInStep) -> ResponseReturnValue:
    form.ticket.data, form.code.data = step.ticket, ""
    return render_template("accounts/code.html", form=form, step=step), step.status, step.headers


def _show(form: SignInForm, step: SignInStep) -> ResponseReturnValue:
    html = render_template(
        "accounts/sign_in.html",
        form=form,
        error_message=step.error_message,
        can_sign_in=security.can_sign_in(),
        is_new=not accounts.any_account(),
    )
    return html, step.status, step.headers

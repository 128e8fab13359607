"""The `flask --app wsgi account …` commands."""

from urllib.parse import quote

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.cli import preparation
from app.services.accounts import accounts, invitations, two_step
from app.services.accounts.accounts import AccountError

SITE = "http://127.0.0.1:5000"
account_group = AppGroup("account", help="Manage the accounts that can edit the site.")
site_option = click.option(
    "--site", show_default=f"SITE_URL, or {SITE}", help="Address of the site."
)


def configure(app: Flask) -> None:
    """Register the account commands."""
    app.cli.add_command(account_group)


@account_group.command()
@click.argument("email")
@click.option("--role", default="owner", show_default=True, type=click.Choice(["owner", "editor"]))
@click.option("--link", is_flag=True, help="Print a one-time link; don't ask for a password.")
@site_option
def add(email: str, role: str, link: bool, site: str | None) -> None:
    """Create an account for EMAIL; asks for a password twice, without showing it."""
    preparation.prepare()
    try:
        accounts.raise_error(accounts.email_error(email))
        if accounts.account_id(email) is not None:
            raise AccountError(accounts.TAKEN)
        if link:
            token = invitations.invite(role)
            url = f"{_url(site, token)}?email={quote(email)}"
            click.echo(_with_expiry(f"Create the account: {url}"))
            return
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        accounts.add(email, password, role)
    except AccountError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{accounts.normal(email)} can now sign in as {role}.")


@account_group.command()
@click.argument("email")
@site_option
def reset(email: str, site: str | None) -> None:
    """Print a one-time link that sets the password of EMAIL's account."""
    preparation.require_site()
    _, token = invitations.reset(_find(email))
    click.echo(_with_expiry(f"Set a new password: {_url(site, token)}", is_reset=True))


@account_group.command("reset-two-step")
@click.argument("email")
def reset_two_step(email: str) -> None:
    """Turn two-step sign-in off for EMAIL's account, such as after losing the phone."""
    preparation.require_site()
    normal = accounts.normal(email)
    if not two_step.turn_off(_find(email), normal):
        raise click.ClickException(f"Two-step sign-in is not on for {normal}.")
    click.echo(f"Turned off two-step sign-in for {normal}. The password is still needed.")


@account_group.command("list")
def list_accounts() -> None:
    """List the accounts: e-mail, role, creation date, signed-in browsers, two-step sign-in."""
    preparation.require_readable_site()
    for row in (listed := accounts.all_accounts()):
        signed_in = f"{row.sessions} signed in" if row.sessions else "not signed in"
        two_step = "  two-step sign-in" if row.has_two_step else ""
        since = f"since {row.created_at:%Y-%m-%d}"
        click.echo(f"{row.email}  {row.role}  {since}  {signed_in}{two_step}")
    if not listed:
        click.echo("There are no accounts yet.")


@account_group.command("links")
def list_links() -> None:
    """List the invitations and password reset links that still work, with who made them."""
    preparation.require_site()
    for link in (listed := invitations.open_links()):
        maker = f"  by {link.maker}" if link.maker else ""
        click.echo(f"{link.id}  {link.purpose}  until {link.expires_at:%Y-%m-%d %H:%M} UTC{maker}")
    if not listed:
        click.echo("There are no open links.")


@account_group.command()
@click.argument("link")
def revoke(link: str) -> None:
    """Revoke an invitation or password reset: LINK is its id in `account links`."""
    preparation.require_site()
    if (revoked := invitations.revoke(link)) is None:
        raise click.ClickException(f"There is no open link {link}. See: account links")
    click.echo(f"Revoked: {revoked.purpose}.")


@account_group.command()
@click.argument("email")
def remove(email: str) -> None:
    """Remove EMAIL's account and sign it out everywhere; its changes are kept."""
    preparation.require_site()
    try:
        click.echo(f"Removed the account {accounts.remove(_find(email))}.")
    except AccountError as error:
        raise click.ClickException(str(error)) from None


def sign_in_line(site: str) -> str:
    """Return a line with the link to create the first account, or to sign in if there is one."""
    token = invitations.first_account_token()
    if token is None:
        return f"Sign in to edit: {site}/sign-in"
    return _with_expiry(f"Create your account: {_url(site, token)}")


def _with_expiry(text: str, *, is_reset: bool = False) -> str:
    return f"{text} (works once, for {invitations.lifetime_words(is_reset=is_reset)})"


def public_address() -> str | None:
    """Return where the site is for all, None if nobody said so."""
    address: str | None = current_app.config["SITE_URL"]
    return address


def _url(site: str | None, token: str) -> str:
    return f"{(site or public_address() or SITE).rstrip('/')}/welcome/{token}"


def _find(email: str) -> int:
    account_id = accounts.account_id(email)
    if account_id is None:
        raise click.ClickException(f"There is no account with the e-mail {email}.")
    return account_id

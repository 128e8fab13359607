"""The `flask --app wsgi account …` commands."""

from urllib.parse import quote

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from app.cli import server
from app.services.accounts import accounts, invitations
from app.services.accounts.accounts import AccountError

SITE = "http://127.0.0.1:5000"
account = AppGroup("account", help="Who may sign in and edit the site.")
at_site = click.option("--site", default=SITE, show_default=True, help="Where the site is served.")


def configure(app: Flask) -> None:
    """Give `app` its commands about accounts."""
    app.cli.add_command(account)


@account.command()
@click.argument("email")
@click.option("--role", default="owner", show_default=True, type=click.Choice(["owner", "editor"]))
@click.option("--link", is_flag=True, help="Print a one-time link instead of asking a password.")
@at_site
def add(email: str, role: str, link: bool, site: str) -> None:
    """Make an account for EMAIL; asks for its password, twice and unseen."""
    server.prepare()
    try:
        accounts.raise_error(accounts.email_error(email))
        if accounts.account_id(email) is not None:
            raise AccountError(accounts.TAKEN)
        if link:
            token = invitations.invite(role)
            click.echo(_said(f"Make the account: {_address(site, token)}?email={quote(email)}"))
            return
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        accounts.add(email, password, role)
    except AccountError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{accounts.normal(email)} may sign in now, as {role}.")


@account.command()
@click.argument("email")
@at_site
def reset(email: str, site: str) -> None:
    """Print a one-time link that sets the password of EMAIL's account."""
    server.prepare()
    _, token = invitations.reset(_find(email))
    click.echo(_said(f"Set a new password: {_address(site, token)}"))


@account.command("list")
def list_accounts() -> None:
    """List the accounts: e-mail, role, since when, browsers that are signed in."""
    server.prepare()
    for one in (listed := accounts.all_accounts()):
        signed_in = f"{one.sessions} signed in" if one.sessions else "not signed in"
        click.echo(f"{one.email}  {one.role}  since {one.created_at:%Y-%m-%d}  {signed_in}")
    if not listed:
        click.echo("Nobody has an account yet.")


@account.command()
@click.argument("email")
def remove(email: str) -> None:
    """Remove EMAIL's account and sign it out everywhere; what it changed stays."""
    server.prepare()
    try:
        click.echo(f"{accounts.remove(_find(email))} may not sign in any more.")
    except AccountError as error:
        raise click.ClickException(str(error)) from None


def first_link(port: int) -> str | None:
    """Return the line that opens a site without accounts, None once there is one."""
    token = invitations.first_account_token()
    return token and _said(f"Make your account: {_address(f'http://127.0.0.1:{port}', token)}")


def _said(words: str) -> str:
    minutes = current_app.config["INVITATION_LIFETIME"] // 60
    return f"{words} (works once, for {minutes} minutes)"


def _address(site: str, token: str) -> str:
    return f"{site.rstrip('/')}/welcome/{token}"


def _find(email: str) -> int:
    account_id = accounts.account_id(email)
    if account_id is None:
        raise click.ClickException(f"Nobody has an account with the e-mail {email}.")
    return account_id

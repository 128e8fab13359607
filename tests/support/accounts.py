"""Accounts and signed-in browsers, made the quick way: without typing, hashing or waiting."""

from functools import cache

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from app.database import db
from app.models import AccountSession, Role
from app.security.session_cookie import LOCAL_NAME
from app.services.accounts import accounts, passwords, sessions

EMAIL, PASSWORD = "owner@site.example", "tides of the cape at noon"


def make_owner(
    app: Flask, email: str = EMAIL, password: str = PASSWORD, role: Role = Role.OWNER
) -> int:
    """Make an account, unless its e-mail has one, and return its id."""
    with app.app_context():
        account_id = _account(email, password, role)
        db.session.commit()
        return account_id


def sign_in(app: Flask, email: str = EMAIL, role: Role = Role.OWNER) -> FlaskClient:
    """Return a browser that is signed in, with an account made for it if there is none."""
    with app.app_context():
        cookie = sessions.start(_account(email, PASSWORD, role), "Firefox on Linux")
    client = app.test_client()
    client.set_cookie(LOCAL_NAME, cookie)
    return client


def end_all_sessions(app: Flask) -> None:
    """End every session of the site."""
    with app.app_context():
        db.session.execute(delete(AccountSession))
        db.session.commit()


def token(client: FlaskClient) -> str:
    """Return the token that a signed-in browser's forms must send as `token`."""
    cookie = client.get_cookie(LOCAL_NAME)
    assert cookie, "nobody is signed in here"
    return sessions.form_token(cookie.value)


def _account(email: str, password: str, role: Role) -> int:
    known = accounts.account_id(email)
    return accounts.insert_account(email, _hashed(password), role) if known is None else known


@cache
def _hashed(password: str) -> str:
    return passwords.hashed(password)

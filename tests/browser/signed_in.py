"""A browser's window with somebody signed in, without typing a password."""

from flask import Flask
from playwright.sync_api import Page

from app.security.identity import LOCAL_NAME
from tests import owners


def let_in(page: Page, url: str, app: Flask) -> None:
    """Give the window the cookie of an owner of the site."""
    cookie = owners.sign_in(app).get_cookie(LOCAL_NAME)
    assert cookie
    page.context.add_cookies(
        [{"name": LOCAL_NAME, "value": cookie.value, "url": url, "httpOnly": True}]
    )

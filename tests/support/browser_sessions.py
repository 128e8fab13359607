"""Browser windows with a signed-in owner, and the dialogs that they show."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from playwright.sync_api import Dialog, Page, expect

from app.security.session_cookie import LOCAL_NAME
from tests.support import accounts
from tests.support.input_methods import Mouse


def sign_in_page(page: Page, url: str, app: Flask) -> None:
    """Give the window the cookie of an owner of the site."""
    cookie = accounts.sign_in(app).get_cookie(LOCAL_NAME)
    assert cookie
    page.context.add_cookies(
        [{"name": LOCAL_NAME, "value": cookie.value, "url": url, "httpOnly": True}]
    )


def importing(
    visit: Callable[..., Any], site: tuple[str, Flask], input_method: type[Mouse] = Mouse
) -> Page:
    """Return a window in which the page of imports is open."""
    page: Page = visit(is_owner=True, **input_method.options).page
    sign_in_page(page, *site)
    page.goto(f"{site[0]}/edit/import")
    return page


def open_biography(page: Page) -> None:
    """Open the form of the biography in place."""
    page.get_by_role("link", name="Edit: biography").click()
    expect(page.get_by_label("Biography", exact=True)).to_be_focused()


def answered(page: Page, *, accept: bool) -> list[str]:
    """Answer what the page asks; return what it asked, as it comes."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept() if accept else dialog.dismiss()

    page.on("dialog", answer)
    return asked

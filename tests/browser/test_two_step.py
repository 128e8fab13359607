"""Two-step sign-in by keyboard: turned on, used with and without script; each page accessible."""

from collections.abc import Callable

import pyotp
import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.accounts import EMAIL, PASSWORD
from tests.support.browser_sessions import sign_in_page

Open = Callable[..., Visit]


class Journey:
    """The owner in one window, who looks at each page on the way."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.found: list[str] = []

    def turn_on(self) -> list[str]:
        self.page.goto(f"{self.url}/edit/account")
        self.page.get_by_role("button", name="Turn on two-step sign-in").press("Enter")
        self.type("Your password", PASSWORD)
        self.look("Turn on two-step sign-in")
        picture = self.page.get_by_role("img", name="QR code")
        assert picture.evaluate("image => image.naturalWidth") > 200
        secret = self.page.locator("code").inner_text().replace(" ", "")
        self.type("Code from your app", "000000")
        self.look("Turn on two-step sign-in")
        # Corrected by typing: the wrong code is gone.
        self.type("Code from your app", pyotp.TOTP(secret).now())
        self.look("Recovery codes")
        return self.page.locator(".codes code").all_inner_texts()

    def sign_in(self, recovery_code: str) -> None:
        self.page.goto(f"{self.url}/sign-in?next=/edit/account")
        self.page.get_by_label("E-mail").fill(EMAIL)
        self.type("Password", PASSWORD, is_focused=False)
        self.look("Enter your code")
        self.type("Code from your app", "000000")
        self.look("Enter your code")
        self.page.keyboard.press("Tab")
        self.page.keyboard.press("Enter")
        self.page.keyboard.press("Tab")
        self.type("Recovery code", recovery_code)
        expect(self.page.get_by_text("9 recovery codes are left.")).to_be_visible()

    def type(self, label: str, text: str, *, is_focused: bool = True) -> None:
        field = self.page.get_by_label(label, exact=True)
        if is_focused:
            expect(field).to_be_focused()
            self.page.keyboard.type(text)
        else:
            field.fill(text)
        field.press("Enter")

    def look(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1, name=heading)).to_be_visible()
        self.found += violations(self.page)
        over = "document.documentElement.scrollWidth - innerWidth"
        assert self.page.evaluate(over) <= 0


@pytest.mark.parametrize("width", [1280, 390])
def test_two_step_sign_in_by_keyboard(visit: Open, site: tuple[str, Flask], width: int) -> None:
    owner = Journey(visit(width, is_owner=True).page, site[0])
    sign_in_page(owner.page, *site)
    codes = owner.turn_on()
    assert len(set(codes)) == 10
    other = Journey(visit(width, is_owner=True).page, site[0])
    other.sign_in(codes[0])
    assert owner.found + other.found == []


def test_two_step_sign_in_without_script(visit: Open, site: tuple[str, Flask]) -> None:
    owner = Journey(visit(is_owner=True).page, site[0])
    sign_in_page(owner.page, *site)
    codes = owner.turn_on()
    page = visit(is_owner=True, java_script_enabled=False).page
    page.goto(f"{site[0]}/sign-in")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_text("No access to your app?").click()
    page.get_by_label("Recovery code").fill(codes[0].upper())
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()

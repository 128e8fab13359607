"""A new owner's first half hour with each input method: from the printed link to an undo."""

from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from PIL import Image as Pillow
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Fresh, Visit
from tests.support.input_methods import INPUT_METHODS, Mouse

PHRASE = "tides of the cape at noon"
PREPRINT, JOURNAL = "Tides of one summer", "The tides of a summer"


class Owner:
    """The steps of the owner, with one input method."""

    def __init__(self, page: Page, user: Mouse, site: Fresh) -> None:
        self.page, self.user, self.site = page, user, site

    def create_account(self) -> None:
        self.page.goto(self.site.link)
        self.user.type(self.page.get_by_label("E-mail"), "ada@cape.example")
        self.user.type(self.page.get_by_label("Password", exact=True), PHRASE)
        self.user.press(self.page.get_by_role("button", name="Create account"))
        expect(self.page.get_by_role("button", name="Sign out")).to_be_visible()

    def change_the_name(self) -> None:
        self.user.press(self.page.locator("#about").get_by_role("link", name="Edit: name"))
        self.user.type(self.page.get_by_label("Name", exact=True), "Ada Roe")
        self._save("Edited the profile")

    def upload_a_photograph(self, file: Path) -> None:
        self._go_home()
        self.user.press(self.page.get_by_role("link", name="Photograph"))
        self.user.choose_file(self.page.get_by_label("Photograph", exact=True), file)
        self._save("Changed the photograph")

    def add_a_paper(self, title: str, year: str) -> None:
        self._go_home()
        self.user.press(self.page.locator("#new-work a"))
        self.user.type(self.page.get_by_label("Title", exact=True), title)
        for number, author in enumerate(["Kim Li", "Ada Roe"]):
            row = self.page.get_by_label(f"Name, author {number + 1}", exact=True)
            if not row.count():
                self.user.press(self.page.get_by_role("button", name="Add an author"))
            self.user.type(row, author)
        self.user.type(self.page.get_by_label("Year", exact=True), year)
        self._save("Added")

    def move_the_owner_first(self, title: str) -> None:
        self._edit(title)
        self.user.press(self.page.get_by_role("button", name="Move up: author 2"))
        expect(self.page.get_by_label("Name, author 1", exact=True)).to_have_value("Ada Roe")
        self._save("Edited")

    def join(self, title: str, other: str) -> None:
        self._edit(title)
        self.user.press(self.page.get_by_role("link", name="Join with another work"))
        search = self.page.locator(".editing form[role=search]")
        self.user.type(search.get_by_role("searchbox"), other)
        self.user.press(search.get_by_role("button", name="Search"))
        self.user.press(self.page.get_by_role("link", name=f"Join … {other}"))
        self.user.press(self.page.get_by_role("button", name="Join", exact=True))
        expect(self._message("Joined")).to_be_visible()

    def split(self) -> None:
        self.user.press(self.page.get_by_role("button", name="Split off").first)
        expect(self._message("Split")).to_be_visible()

    def delete(self, title: str) -> None:
        self._edit(title)
        self.user.press(self.page.get_by_role("button", name="Delete this work"))
        expect(self._message("Deleted")).to_be_visible()

    def undo(self) -> None:
        self.user.press(self._message("Deleted").get_by_role("button", name="Undo"))
        expect(self._message("Undone").or_(self._message("Restored"))).to_be_visible()

    def _edit(self, title: str) -> None:
        self._go_home()
        self.user.press(self.page.get_by_role("link", name=f"Edit: {title}", exact=True))
        expect(self.page.get_by_label("Title", exact=True)).to_have_value(title)

    def _save(self, message: str) -> None:
        self.user.press(
            self.page.locator("form.owners").get_by_role("button", name="Save", exact=True).last
        )
        expect(self._message(message)).to_be_visible()

    def _message(self, words: str) -> Locator:
        return self.page.locator(".saved, .last").filter(has_text=words).first

    def _go_home(self) -> None:
        self.page.goto(self.site.url)
        expect(self.page.locator("#works")).to_be_visible()


def public_page(site: Fresh) -> str:
    with urlopen(site.url, timeout=10) as answer:  # noqa: S310 (our own server)
        return str(answer.read().decode())


@pytest.mark.parametrize("input_method", INPUT_METHODS)
def test_first_half_hour(
    input_method: type[Mouse], fresh: Fresh, visit: Callable[..., Visit], tmp_path: Path
) -> None:
    photograph = tmp_path / "me.jpg"
    Pillow.new("RGB", (600, 400), "red").save(photograph)
    page = visit(is_owner=True, **input_method.options).page
    owner = Owner(page, input_method(page), fresh)

    owner.create_account()
    owner.change_the_name()
    assert ">Ada Roe</h1>" in public_page(fresh)
    owner.upload_a_photograph(photograph)
    assert "image/avif" in public_page(fresh)
    owner.add_a_paper(PREPRINT, "2025")
    owner.add_a_paper(JOURNAL, "2026")
    assert "Kim Li, <strong>Ada Roe</strong>" in public_page(fresh)
    owner.move_the_owner_first(JOURNAL)
    assert "<strong>Ada Roe</strong>, Kim Li" in public_page(fresh)
    owner.join(JOURNAL, PREPRINT)
    assert PREPRINT not in public_page(fresh)
    owner.split()
    assert PREPRINT in public_page(fresh)
    owner.delete(PREPRINT)
    assert PREPRINT not in public_page(fresh)
    owner.undo()
    assert PREPRINT in public_page(fresh)

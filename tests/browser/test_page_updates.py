"""A change in place updates the other parts of the page without reloading it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image as Pillow
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, record

Open = Callable[..., Visit]
SALT, SAND, TIDES = "Salt of one summer", "Sand of the cape", "Tides of one summer"


@pytest.fixture
def desk(visit: Open, served: tuple[str, Flask]) -> Iterator[Page]:
    """The profile with a signed-in user."""
    url, app = served
    people = [{"name": name, "level": "PhD", "role": "principal"} for name in ("Kim Li", "Bo")]
    works = [record(title=SALT, topics=["Salt"]), record(title=SAND, topics=["Sand"])]
    fill(app, *works, record(title=TIDES, topics=["Tides"]), people=people)
    page = visit(is_owner=True).page
    sign_in_page(page, url, app)
    page.goto(url)
    page.evaluate("window.isTheSame = true")
    yield page
    if page.url == f"{url}/":
        assert page.evaluate("window.isTheSame"), "the page was loaded again"


def edit(page: Page, title: str) -> None:
    page.get_by_role("link", name=f"Edit: {title}", exact=True).click()
    expect(page.get_by_label("Title", exact=True)).to_have_value(title)


def save(page: Page) -> None:
    page.locator(".actions").get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("form.owners")).to_have_count(0)


def join(page: Page, title: str, other: str) -> None:
    edit(page, title)
    page.get_by_role("link", name="Join with another work").click()
    page.locator(".editing form[role=search]").get_by_role("searchbox").fill(other)
    page.get_by_role("link", name=f"Join … {other}").click()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.locator(".versions-of .saved")).to_be_visible()


def expect_counts(page: Page, works: int, **topics: int) -> None:
    expect(page.locator("#works > .count")).to_have_text(f"{works} publications")
    for name, number in topics.items():
        expect(page.locator(f"#topic-{name} small")).to_have_text(str(number))


def test_a_joined_work_leaves_the_list(desk: Page) -> None:
    join(desk, SALT, TIDES)
    expect_counts(desk, 2, tides=1)
    expect(desk.get_by_role("link", name=f"Edit: {TIDES}", exact=True)).to_have_count(0)
    expect(desk.locator(".last")).to_contain_text("Joined")
    desk.get_by_label("Title", exact=True).fill("Salt, again")
    save(desk)
    expect(desk.locator("#works h4")).to_have_text(["Salt, again", SAND])
    # The values of the other work stay, as they were not edited.
    expect(desk.locator("#works article").first.locator(".topic")).to_have_text(["Salt", "Tides"])


def test_a_split_off_version_can_be_opened_from_a_link(desk: Page) -> None:
    join(desk, SALT, TIDES)
    desk.get_by_role("button", name="Split off").first.click()
    expect(desk.locator(".versions-of .saved")).to_contain_text("Split")
    expect_counts(desk, 3)
    desk.get_by_role("link", name="Show").click()
    expect(desk.get_by_label("Title", exact=True)).to_have_value(TIDES)


def test_counts_are_updated_when_works_are_added_and_deleted(desk: Page) -> None:
    desk.locator("#new-work a").click()
    desk.get_by_label("Title", exact=True).fill("Foam")
    desk.get_by_label("New topics").fill("Foam")
    save(desk)
    expect_counts(desk, 4, foam=1)
    edit(desk, SAND)
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="Delete this work").click()
    expect(desk.locator(".gone .saved")).to_contain_text("Deleted")
    expect_counts(desk, 3, foam=1)
    expect(desk.locator("#topic-sand")).to_have_count(0)


def test_the_filter_is_kept_after_editing_a_work(desk: Page) -> None:
    desk.locator("#topic-sand").click()
    expect(desk.locator("#works > .count")).to_have_text("1 of 3 publications")
    edit(desk, SAND)
    desk.get_by_label("Year", exact=True).fill("2020")
    save(desk)
    expect(desk.locator("#works > .count")).to_have_text("1 of 3 publications")
    expect(desk.locator("#topic-sand")).to_have_attribute("aria-current", "true")
    expect(desk.locator("#works > nav")).to_have_count(2)
    desk.locator("#year-2020").click()
    expect(desk.locator(".chosen li")).to_have_text(["2020 ✕", "Clear all"])
    edit(desk, SAND)
    desk.get_by_label("Year", exact=True).fill("2022")
    save(desk)
    expect(desk.locator("#works > .count")).to_have_text("0 of 3 publications")
    expect(desk.locator(".chosen li")).to_have_text(["2020 ✕", "Clear all"])
    expect(desk.locator("#year-2022")).to_have_accessible_name("2022: 1")
    expect(desk.locator("#works > nav")).to_have_count(2)


def test_a_new_name_appears_in_the_header_and_the_page_title(desk: Page) -> None:
    desk.get_by_role("link", name="Edit: name, position and links").click()
    desk.get_by_label("Name", exact=True).fill("Ada Poe")
    save(desk)
    expect(desk.locator(".top .home")).to_have_text("Ada Poe")
    expect(desk).to_have_title("Ada Poe")


def test_a_person_with_an_end_date_moves_to_the_alumni_and_back(desk: Page) -> None:
    for name, until in (("Kim Li", "2020"), ("Bo", "2021"), ("Kim Li", "")):
        desk.get_by_role("link", name=f"Edit: {name}", exact=True).click()
        desk.get_by_label("Until", exact=True).fill(until)
        save(desk)
        where = desk.locator("#alumni" if until else "#people").locator("li[id^=person]")
        expect(where.first).to_contain_text(name)
        expect(desk.get_by_role("link", name=f"Edit: {name}", exact=True)).to_have_count(1)
    desk.locator(".gone").last.get_by_role("link", name="Show").click()
    expect(desk.locator("#people")).to_be_in_viewport()


def test_a_photograph_is_changed_in_place(desk: Page, tmp_path: Path) -> None:
    Pillow.new("RGB", (60, 40), "red").save(tmp_path / "me.png")
    desk.get_by_role("link", name="Photograph").click()
    desk.get_by_label("Photograph", exact=True).set_input_files(tmp_path / "me.png")
    save(desk)
    expect(desk.locator("#about .saved")).to_contain_text("Changed the photograph")
    expect(desk.locator("#about picture")).to_be_visible()


def test_a_new_work_with_a_known_doi_can_be_added_as_a_version(desk: Page) -> None:
    edit(desk, SALT)
    desk.get_by_text("More: date, pages").click()
    desk.get_by_label("DOI", exact=True).fill("10.1000/salt")
    save(desk)
    desk.locator("#new-work a").click()
    desk.get_by_label("Title", exact=True).fill("Salt, a preprint")
    desk.get_by_label("Type", exact=True).select_option("article")
    desk.get_by_label("Year", exact=True).fill("2020")
    desk.get_by_text("More: date, pages").click()
    desk.get_by_label("DOI", exact=True).fill("10.1000/salt")
    desk.locator(".actions").get_by_role("button", name="Save", exact=True).click()
    desk.get_by_role("button", name=f"Add this as a version of “{SALT}”").click()
    expect(desk.locator("#works > .saved")).to_contain_text(f"Added a version of “{SALT}”")
    expect_counts(desk, 3)
    expect(desk.get_by_role("link", name="2 versions")).to_be_visible()


def test_correcting_a_cell_with_the_keyboard_keeps_the_focus(desk: Page) -> None:
    desk.goto(f"{desk.url}edit/works")
    year = desk.get_by_label(f"Year of {SALT}")
    year.fill("20255")
    year.press("Tab")
    expect(desk.locator(".error")).to_be_visible()
    year.fill("2025")
    year.press("Tab")
    expect(desk.locator(".done")).to_contain_text("Saved")
    expect(year).to_be_focused()


def test_using_a_control_after_the_session_ended_links_to_sign_in(desk: Page) -> None:
    desk.context.clear_cookies()
    desk.get_by_role("link", name="Edit: biography").click()
    said = desk.locator(".failed")
    expect(said).to_have_text("You've been signed out. Sign in")
    said.get_by_role("link").click()
    expect(desk).to_have_url(re.compile(r"/sign-in\?next=(/|%2F)$"))


def test_the_show_password_button_is_beside_its_field(desk: Page) -> None:
    desk.goto(f"{desk.url}edit/account")
    field = desk.get_by_label("New password").bounding_box()
    button = desk.get_by_role("button", name="Show").nth(1).bounding_box()
    assert field
    assert button
    assert field["y"] < button["y"] + button["height"] / 2 < field["y"] + field["height"]


def test_a_topic_can_be_moved_down_after_another_is_added_below(desk: Page) -> None:
    desk.goto(f"{desk.url}edit/topics")
    expect(desk.get_by_label("Move down: Tides")).to_be_disabled()
    desk.get_by_role("link", name="Add a topic").click()
    desk.get_by_label("Name", exact=True).fill("Wind")
    save(desk)
    expect(desk.get_by_label("Move down: Tides")).to_be_enabled()
    expect(desk.locator(".lines > li p")).to_have_text(
        [re.compile(name) for name in ("Salt", "Sand", "Tides", "Wind")]
    )

"""What is changed in place changes wherever the page tells of it, without loading it again."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, serve
from tests.browser.signed_in import let_in
from tests.factories import fill, record

Open = Callable[..., Visit]
SALT, SAND, TIDES = "Salt of one summer", "Sand of the cape", "Tides of one summer"


@pytest.fixture
def desk(visit: Open, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The profile with somebody signed in."""
    apps: list[Flask] = []

    def load(app: Flask) -> None:
        apps.append(app)
        people = [{"name": name, "level": "PhD", "role": "principal"} for name in ("Kim Li", "Bo")]
        works = [record(title=SALT, topics=["Salt"]), record(title=SAND, topics=["Sand"])]
        fill(app, *works, record(title=TIDES, topics=["Tides"]), people=people)

    for url in serve(tmp_path_factory.mktemp("desk"), load):
        page = visit(is_owner=True).page
        let_in(page, url, apps[0])
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


def counted(page: Page, works: int, figures: str, **topics: int) -> None:
    expect(page.locator("#works > .count")).to_have_text(f"{works} publications")
    expect(page.locator(".figures")).to_have_text(figures)
    expect(page.locator("#all-topics small")).to_have_text(str(works))
    for name, number in topics.items():
        expect(page.locator(f"#topic-{name} small")).to_have_text(str(number))


def test_a_work_that_is_joined_leaves_the_list(desk: Page) -> None:
    join(desk, SALT, TIDES)
    counted(desk, 2, "2 works, 3 versions", tides=1)
    expect(desk.get_by_role("link", name=f"Edit: {TIDES}", exact=True)).to_have_count(0)
    expect(desk.locator(".last")).to_contain_text("Joined")
    desk.get_by_label("Title", exact=True).fill("Salt, again")
    save(desk)
    expect(desk.locator("#works h4")).to_have_text(["Salt, again", SAND])
    # What came with the other work stays: she had not touched it.
    expect(desk.locator("#works article").first.locator(".topic")).to_have_text(["Salt", "Tides"])


def test_a_version_that_is_split_off_is_a_link_away(desk: Page) -> None:
    join(desk, SALT, TIDES)
    desk.get_by_role("button", name="Split off").first.click()
    expect(desk.locator(".versions-of .saved")).to_contain_text("Split")
    counted(desk, 3, "3 works")
    desk.get_by_role("link", name="Open it").click()
    expect(desk.get_by_label("Title", exact=True)).to_have_value(TIDES)


def test_a_new_work_and_a_deleted_one_are_counted(desk: Page) -> None:
    desk.get_by_role("link", name="Add a work").click()
    desk.get_by_label("Title", exact=True).fill("Foam")
    desk.get_by_label("New topics").fill("Foam")
    save(desk)
    counted(desk, 4, "4 works", foam=1)
    edit(desk, SAND)
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.get_by_role("button", name="Delete this work").click()
    expect(desk.locator(".gone .saved")).to_contain_text("Deleted")
    counted(desk, 3, "3 works", foam=1)
    expect(desk.locator("#topic-sand")).to_have_count(0)


def test_the_view_of_the_list_stays_as_it_is_narrowed(desk: Page) -> None:
    desk.locator("#topic-sand").click()
    expect(desk.locator("#works > .count")).to_have_text("1 of 3 publications")
    edit(desk, SAND)
    desk.get_by_label("Year", exact=True).fill("2020")
    save(desk)
    expect(desk.locator("#works > .count")).to_have_text("1 of 3 publications")
    expect(desk.locator("#topic-sand")).to_have_attribute("aria-current", "true")


def test_a_new_name_stands_in_the_bar_and_the_title(desk: Page) -> None:
    desk.get_by_role("link", name="Edit: name, position and links").click()
    desk.get_by_label("Name", exact=True).fill("Ada Poe")
    save(desk)
    expect(desk.locator(".top .home")).to_have_text("Ada Poe")
    expect(desk).to_have_title("Ada Poe")

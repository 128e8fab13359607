"""A work's name after "#" leads to its place in the list, wherever that is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

Open = Callable[..., Visit]


@pytest.mark.parametrize(
    ("path", "address", "requests"),
    [
        ("/", "/?page=3", 1),
        # The list has it already.
        ("/?topic=topic-1", "/?topic=topic-1", 0),
        # The list excludes it: all works are shown, in the same view.
        ("/?topic=topic-2&view=compact", "/?view=compact&page=3", 1),
    ],
)
def test_a_work_is_shown_from_any_page_of_the_list(
    visit: Open, large: str, path: str, address: str, requests: int
) -> None:
    seen = visit()
    page = seen.page
    page.goto(f"{large}{path}#study-number-55")
    link = page.locator("#works h4 a", has_text="Study number 55")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert page.url == f"{large}{address}#study-number-55"
    assert len(seen.fragments()) == requests
    page.reload()
    expect(link).to_be_in_viewport()
    assert len(seen.fragments()) == requests


def test_links_within_the_page_lead_to_works(visit: Open, large: str) -> None:
    page = visit(390, reduced_motion="reduce").page
    page.goto(large)
    for number in (20, 40):
        page.evaluate(f"location.hash = 'study-number-{number}'")
        link = page.locator("#works h4 a", has_text=f"Study number {number}")
        expect(link).to_be_focused()
        expect(link).to_be_in_viewport()
    assert page.url == f"{large}/?page=2#study-number-40"


@pytest.mark.parametrize("name", ["publications", "work-12", "nobody", "%E0%A4", "a%22b", ""])
def test_other_names_lead_where_they_always_did(visit: Open, large: str, name: str) -> None:
    seen = visit()
    page = seen.page
    page.goto(f"{large}/#{name}")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.activeElement === document.body")
    expect(page.locator("#works article")).to_have_count(25)
    assert page.url == f"{large}/#{name}"
    assert len(seen.fragments()) == (name == "nobody")

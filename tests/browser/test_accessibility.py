"""axe-core finds nothing on any kind of page, in either colour scheme, before and after use."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.support.accessibility import violations

Open = Callable[..., Visit]


@pytest.mark.parametrize("width", [1280, 390])
def test_every_kind_of_page_is_accessible(visit: Open, sample: str, large: str, width: int) -> None:
    seen = visit(width)
    page = seen.page
    page.goto(sample)
    work = page.locator("#works h4 a").first.get_attribute("href")
    found = []
    for path in (
        "",
        work,
        "/people/fazl-barez",
        "/cv",
        "/cv?years=all",
        "/?topic=none",
        "/nowhere",
    ):
        page.goto(f"{sample}{path}")
        found += violations(page)
    # The browser logs an error for the missing page, the only one to allow.
    seen.complaints[:] = [c for c in seen.complaints if "404" not in c]
    seen = visit(width)
    for query in ("topic=topic-1", "view=compact&page=2"):
        seen.page.goto(f"{large}/?{query}")
        found += violations(seen.page)
    assert found == []


def test_the_list_is_accessible_after_filtering_and_expanding(visit: Open, sample: str) -> None:
    page = visit().page
    page.goto(sample)
    page.locator("#topic-steering").click()
    expect(page.locator("#works article")).to_have_count(2)
    page.locator(".toggle").first.click()
    expect(page.locator("[aria-expanded=true]")).to_have_count(1)
    assert violations(page) == []

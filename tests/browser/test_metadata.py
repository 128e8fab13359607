"""Linked data in pages is no script: the browser reports nothing, and it reads as JSON."""

import json
from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit

READ = "[...document.querySelectorAll('[type=\"application/ld+json\"]')].map(e => e.textContent)"
LISTEN = """window.refused = [];
document.addEventListener("securitypolicyviolation", event => refused.push(event.blockedURI))"""


@pytest.mark.parametrize(
    ("address", "type_"), [("/", "ProfilePage"), ("/publications/{}", "ScholarlyArticle")]
)
def test_the_policy_of_pages_allows_linked_data(
    visit: Callable[..., Visit], sample: str, address: str, type_: str
) -> None:
    page = visit().page
    page.add_init_script(LISTEN)
    page.goto(sample)
    first = page.locator("article h4 a").first.get_attribute("href") or ""
    page.goto(sample + address.format(first.rpartition("/")[2]))
    (text,) = page.evaluate(READ)
    assert json.loads(text)["@type"] == type_
    assert page.evaluate("window.refused") == []

"""The report: accessible, and each issue one press away from the field that fixes it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app.services.site_health import malformed
from app.services.site_health.links import worker
from tests.browser.conftest import Visit
from tests.support.accessibility import violations
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, record
from tests.support.fake_hosts import Answer, Host, fake_host, probe
from tests.support.input_methods import INPUT_METHODS, Keys, Mouse, NoScript

Open = Callable[..., Visit]
BAD = {"label": "Code", "url": "http://localhost/a/very/long/path/" + "x" * 200}


@pytest.fixture
def site(served: tuple[str, Flask]) -> tuple[str, Flask]:
    twins = [record(title="On the tides", year=year) for year in (2021, 2024)]
    other = record(title="Salt", authors=[{"name": "A. Roe", "owner": False}], links=[BAD])
    fill(served[1], *twins, other, people=[{"name": "Kim Li", "url": "http://localhost/kim"}])
    return served


@pytest.fixture
def elsewhere() -> Iterator[Host]:
    """Another site, to which links lead."""
    with fake_host() as found:
        yield found


def open_report(visit: Open, site: tuple[str, Flask], **options: object) -> Page:
    page = visit(is_owner=True, **options).page
    sign_in_page(page, *site)
    page.goto(f"{site[0]}/edit/health")
    return page


@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_is_accessible_and_does_not_overflow(
    visit: Open, site: tuple[str, Flask], width: int
) -> None:
    page = open_report(visit, site, width=width)
    for address in ("/edit/health", "/edit/health/issues/malformed"):
        page.goto(f"{site[0]}{address}")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("input_method", INPUT_METHODS)
def test_an_issue_is_fixed_in_its_field(
    visit: Open, site: tuple[str, Flask], input_method: type[Mouse]
) -> None:
    page = open_report(visit, site, **input_method.options)
    user = input_method(page)
    check = page.get_by_role("region", name="Works without a DOI or arXiv number")
    user.press(check.get_by_role("link", name="Salt"))
    field = page.get_by_label("DOI", exact=True)
    # The field is among those that are folded.
    expect(field).to_be_visible()
    expect(field).to_be_in_viewport()
    expect(field).to_be_focused()
    user.type(field, "10.1000/salt")
    with page.expect_navigation():
        if input_method is Keys:
            page.keyboard.press("Enter")
        else:
            user.press(page.get_by_role("button", name="Save", exact=True).last)
    page.goto(f"{site[0]}/edit/health")
    expect(check.get_by_role("link", name="Salt")).to_have_count(0)


@pytest.mark.parametrize("input_method", INPUT_METHODS)
def test_links_are_checked_while_one_looks_on(
    visit: Open,
    served: tuple[str, Flask],
    elsewhere: Host,
    monkeypatch: pytest.MonkeyPatch,
    input_method: type[Mouse],
) -> None:
    monkeypatch.setattr(worker, "configured_probe", probe)
    # The only host that a test may ask is this machine.
    monkeypatch.setattr(malformed, "malformed_links", lambda _: [])
    elsewhere.play("/found", Answer())
    links = [{"label": name, "url": f"{elsewhere.base}/{name}"} for name in ("found", "gone")]
    fill(served[1], record(links=links))
    page = open_report(visit, served, **input_method.options)
    user = input_method(page)
    user.press(page.get_by_role("button", name="Check the links"))
    if input_method is not NoScript:
        show = page.get_by_role("link", name="Show the results")
        expect(show.or_(page.get_by_role("heading", name="Dead links 1"))).to_be_visible()
        page.goto(f"{served[0]}/edit/health")
    # Without scripts, the page loads itself again every few seconds.
    expect(page.get_by_text("Last checked")).to_be_visible(timeout=15_000)
    dead = page.get_by_role("region", name="Dead links 1")
    expect(dead).to_contain_text(f"{elsewhere.base}/gone: page not found (404)")
    assert "/found" not in dead.inner_text()
    if input_method is not NoScript:
        assert violations(page) == []

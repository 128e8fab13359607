"""Attaching PDF files in the browser: with and without a script, by keyboard, on a phone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.browser_sessions import sign_in_page
from tests.support.factories import fill, record
from tests.support.pdf_files import attach, pdf

Open = Callable[..., Visit]
PAPER = pdf("On tides")
# Counts the files in the body of each request.
COUNT_FILES = """() => {
  const send = window.fetch;
  window.sentFiles = [];
  window.fetch = (address, options) => {
    const values = [...(options?.body?.values?.() ?? [])];
    window.sentFiles.push(values.filter((value) => value instanceof File && value.size).length);
    return send(address, options);
  };
}"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "Tides 2024.pdf"
    file.write_bytes(PAPER)
    return file


def opened(visit: Open, served: tuple[str, Flask], path: str, **options: object) -> Page:
    """Open a page of a site of one work, signed in."""
    url, app = served
    fill(app, record(title="On tides"))
    page = visit(is_owner=True, **options).page
    sign_in_page(page, url, app)
    page.goto(f"{url}{path}")
    return page


def served_bytes(page: Page, address: str) -> bytes:
    return page.request.get(
        f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}{address}"
    ).body()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_file_is_attached_in_place(
    visit: Open, served: tuple[str, Flask], paper: Path, width: int
) -> None:
    page = opened(visit, served, "/", width=width)
    page.get_by_role("link", name="Edit: On tides", exact=True).click()
    field = page.get_by_label("Attach PDFs")
    field.set_input_files(paper)
    expect(page.locator("form.owners .unsaved")).to_have_text("Unsaved changes")
    # The form is shown again, twice, and keeps the file.
    page.get_by_label("Title", exact=True).fill("")
    page.evaluate(COUNT_FILES)
    page.get_by_role("button", name="Add a link").click()
    expect(page.get_by_label("Address, link 1")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("A work needs a title.").first).to_be_visible()
    assert field.evaluate("input => input.files[0].name") == "Tides 2024.pdf"
    # Only what saves has a use for the file.
    assert sum(page.evaluate("window.sentFiles")) == 1
    page.get_by_label("Title", exact=True).fill("On tides")
    page.keyboard.press("Control+Enter")
    link = page.locator("article a[data-kind=pdf]")
    expect(link).to_have_attribute("href", "/publications/on-tides/tides-2024.pdf")
    assert served_bytes(page, "/publications/on-tides/tides-2024.pdf") == PAPER


def test_a_file_that_is_refused_is_not_chosen_again(
    visit: Open, served: tuple[str, Flask], tmp_path: Path
) -> None:
    (tmp_path / "notes.pdf").write_text("Not a PDF")
    page = opened(visit, served, "/")
    page.get_by_role("link", name="Edit: On tides", exact=True).click()
    field = page.get_by_label("Attach PDFs")
    field.set_input_files(tmp_path / "notes.pdf")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("“notes.pdf”: it is not a PDF.").first).to_be_visible()
    expect(field).to_be_focused()
    assert field.evaluate("input => input.files.length") == 0


def test_a_file_that_is_too_large_is_not_sent(
    visit: Open, served: tuple[str, Flask], paper: Path, tmp_path: Path
) -> None:
    (tmp_path / "large.pdf").write_bytes(b"%PDF-" + b"x" * 6 * 2**20)
    page = opened(visit, served, "/edit/works/on-tides")
    page.get_by_label("Attach PDFs").set_input_files([paper, tmp_path / "large.pdf"])
    expect(page.get_by_text("“large.pdf” is 7 MB; the limit is 5 MB.")).to_be_visible()


def test_without_a_script_a_file_is_attached_renamed_and_removed(
    visit: Open, served: tuple[str, Flask], paper: Path
) -> None:
    page = opened(visit, served, "/edit/works/on-tides", java_script_enabled=False)
    page.get_by_label("Attach PDFs").set_input_files(paper)
    page.get_by_role("button", name="Save", exact=True).last.click()
    name = page.get_by_label("File name, file 1")
    expect(name).to_have_value("tides-2024")
    name.fill("tides")
    page.get_by_role("button", name="Save", exact=True).last.click()
    assert served_bytes(page, "/publications/on-tides/tides.pdf") == PAPER
    page.get_by_role("button", name="Remove: file 1").click()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_label("File name, file 1")).to_have_count(0)


def test_a_preview_sends_no_files(visit: Open, served: tuple[str, Flask], paper: Path) -> None:
    page = opened(visit, served, "/edit/works/on-tides")
    page.get_by_label("Attach PDFs").set_input_files(paper)
    with page.expect_request("**/fragments/edit/preview/**") as sent:
        page.get_by_label("Title", exact=True).press_sequentially(" again")
    assert sent.value.headers["content-type"].startswith("application/x-www-form-urlencoded")
    page.get_by_role("link", name="Cancel").evaluate("link => link.removeAttribute('data-cancel')")


def test_files_are_moved_with_the_keyboard(visit: Open, served: tuple[str, Flask]) -> None:
    url, app = served
    fill(app, record(title="On tides"))
    attach(app, "one", "two")
    page = opened(visit, served, "/edit/works/on-tides")
    page.get_by_role("button", name="Move down: file 1").press("Enter")
    expect(page.get_by_label("File name, file 1")).to_have_value("two")
    expect(page.get_by_role("button", name="Move up: file 2")).to_be_focused()
    with page.expect_response("**/edit/works/on-tides"):
        page.get_by_role("button", name="Save", exact=True).last.press("Enter")
    page.goto(f"{url}/publications/on-tides")
    expect(page.locator("aside .primary")).to_have_attribute(
        "href", "/publications/on-tides/two.pdf"
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_the_longest_names_stay_in_their_column(
    visit: Open, served: tuple[str, Flask], width: int
) -> None:
    url, app = served
    fill(app, record(title="On tides", links=[{"url": "https://a.example", "label": "m" * 80}]))
    attach(app, "paper", "w" * 80)
    page = visit(width).page
    page.goto(f"{url}/publications/on-tides")
    edges = "all => all.map(one => one.getBoundingClientRect().right)"
    (edge,) = page.locator("aside").evaluate_all(edges)
    links = page.locator("aside a").evaluate_all(edges)
    assert len(links) > 5
    assert max(links) <= edge + 1

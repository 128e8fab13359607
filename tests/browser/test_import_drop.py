"""Dragging files onto the import form."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.support.browser_sessions import importing

Open = Callable[..., Visit]
KELP, DUNES = "@book{kelp, title = {On kelp}}", "@book{dunes, title = {On dunes}}"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    one, two = tmp_path / "one.bib", tmp_path / "two.bib"
    one.write_text(KELP)
    two.write_text(DUNES)
    return one, two


def drag(page: Page, *files: Path, steps: str = "dragEnter dragOver drop", onto: str = "") -> None:
    """Drag files over a part of the page, and drop them unless `steps` says otherwise."""
    box = page.locator(onto or "[data-drop]").bounding_box()
    assert box
    tools = page.context.new_cdp_session(page)
    dragged = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for step in steps.split():
        tools.send(
            "Input.dispatchDragEvent",
            {"type": step, "x": box["x"] + 20, "y": box["y"] + 20, "data": dragged},
        )


def test_a_dropped_file_can_be_previewed(
    visit: Open, site: tuple[str, Flask], files: tuple[Path, Path]
) -> None:
    page = importing(visit, site)
    drag(page, files[0], steps="dragEnter dragOver")
    expect(page.locator("[data-drop]")).to_have_attribute("data-over", "")
    drag(page, files[0], steps="drop")
    expect(page.locator("[data-over]")).to_have_count(0)
    expect(page.locator("[data-dropped].unseen")).to_have_text("one.bib")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="On kelp")).to_be_visible()


def test_several_dropped_files_become_several_imports(
    visit: Open, site: tuple[str, Flask], files: tuple[Path, Path]
) -> None:
    page = importing(visit, site)
    drag(page, *files)
    expect(page.locator("[data-dropped]:not(.unseen)")).to_have_text("one.bib, two.bib")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".earlier li a")).to_have_text(["two.bib", "one.bib"])


def test_the_list_of_imports_updates_when_they_are_ready(
    visit: Open, site: tuple[str, Flask], files: tuple[Path, Path]
) -> None:
    site[1].config["IMPORT_AT_ONCE"] = 0
    page = importing(visit, site)
    drag(page, *files)
    page.get_by_role("button", name="Preview").click()
    page.get_by_label("Or paste BibTeX, RIS or JSON").fill("typed meanwhile")
    expect(page.locator(".outcome")).to_have_text(["Ready for review: 1 entry"] * 2, timeout=60_000)
    expect(page.get_by_label("Or paste BibTeX, RIS or JSON")).to_have_value("typed meanwhile")
    expect(page.locator("#earlier[hx-trigger]")).to_have_count(0)


def test_a_dropped_folder_is_refused_and_the_other_files_are_accepted(
    visit: Open, site: tuple[str, Flask], files: tuple[Path, Path], tmp_path: Path
) -> None:
    (folder := tmp_path / "papers").mkdir()
    page = importing(visit, site)
    drag(page, folder)
    error = page.locator(".error")
    expect(error).to_have_text("“papers” is a folder. Open it and drag its files here.")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("[data-drop]")).to_be_focused()
    drag(page, folder, files[0])
    expect(error).to_have_count(1)
    expect(page.locator("[data-dropped]")).to_have_text("one.bib")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="On kelp")).to_be_visible()


def test_files_over_the_size_limit_are_refused_before_the_upload(
    visit: Open, site: tuple[str, Flask], files: tuple[Path, Path], tmp_path: Path
) -> None:
    site[1].config["MAX_CONTENT_LENGTH"] = 2 * 1024 * 1024
    big = tmp_path / "big.bib"
    big.write_bytes(b" " * 3 * 1024 * 1024)
    page = importing(visit, site)
    page.get_by_label("Or paste BibTeX, RIS or JSON").fill(DUNES)
    drag(page, files[0], big)
    expect(page.locator(".error")).to_have_text("These 2 files are 4 MB; the limit is 2 MB.")
    # The pasted text is not a file, so it is still read.
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="On dunes")).to_be_visible()


def test_dropping_files_outside_the_field_changes_nothing(
    visit: Open, site: tuple[str, Flask], files: tuple[Path, Path]
) -> None:
    page = importing(visit, site)
    page.get_by_label("Or paste BibTeX, RIS or JSON").fill(DUNES)
    drag(page, files[0], onto="textarea")
    drag(page, files[0], onto="h1")
    expect(page.get_by_label("Or paste BibTeX, RIS or JSON")).to_have_value(DUNES)
    expect(page.locator("[data-dropped]")).to_have_text("")

"""The guide's pages about hosting: each has its file, and says what one needs to know."""

from pathlib import Path

import pytest

from tests.support import deployment
from tests.support.deployment import FOLDER, PAGES

# The pages that put a site on the web by themselves.
HOSTS = ["systemd", "container", "mod_wsgi", "passenger", "pythonanywhere"]
FRONTS = ["caddy", "nginx"]
HEADINGS = {
    "## See that it works",
    "## Update",
    "## Back up",
    "## If something goes wrong",
}
OVERVIEW = (deployment.GUIDE / "hosting.md").read_text(encoding="utf-8")


def page(name: str) -> str:
    return (PAGES / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", deployment.deployment_files(), ids=lambda file: file.name)
def test_every_file_says_which_page_explains_it(file: Path) -> None:
    if file.stat().st_size == 0 or "public" in file.parts:
        return
    (line,) = [line for line in file.read_text().splitlines() if "app/guide/hosting/" in line]
    name = line.partition("app/guide/")[2].strip().removesuffix('"""')
    text = (deployment.GUIDE / name).read_text(encoding="utf-8")
    folder = str(file.parent.relative_to(FOLDER.parents[1]))
    assert any(f"{folder}/{name}" in text for name in (file.name, f"*{file.suffix}"))


@pytest.mark.parametrize("name", HOSTS)
def test_every_host_is_explained_to_the_end(name: str) -> None:
    headings = {line for line in page(name).splitlines() if line.startswith("## ")}
    assert HEADINGS - headings == set()
    assert "account add" in page(name)
    assert "/readyz" in page(name)
    assert "--require-hashes" in page(name) or "Containerfile" in page(name)
    assert "off-site-copies.md" in page(name) or name == "pythonanywhere"


@pytest.mark.parametrize("name", FRONTS)
def test_every_front_says_how_to_see_that_it_works(name: str) -> None:
    assert {"## See that it works", "## If something goes wrong"} <= set(page(name).splitlines())
    assert "PROXIES = 1" in page(name)


def test_the_overview_leads_to_every_page() -> None:
    for file in PAGES.glob("*.md"):
        assert f"](hosting/{file.name})" in OVERVIEW, file.name


def test_pages_stay_within_two_screens() -> None:
    lengths = {file.name: len(file.read_text().splitlines()) for file in PAGES.glob("*.md")}
    assert {name: length for name, length in lengths.items() if length > 130} == {}

"""The guide's pages by name."""

from app.services.guide import pages
from tests.support import guide


def test_every_file_is_a_page_named_by_its_path() -> None:
    names = {str(file.relative_to(guide.GUIDE).with_suffix("")) for file in guide.PAGES}
    assert set(pages.all_pages()) == (names - {"README"}) | {""}


def test_the_overview_comes_first_then_what_it_links_to() -> None:
    names = list(pages.all_pages())
    overview = pages.all_pages()[""]
    assert names[: len(overview.pages) + 1] == ["", *overview.pages]


def test_only_linked_files_are_found() -> None:
    assert pages.find_file("sample/profile.json") is None or (
        "sample/profile.json" in [name for p in pages.all_pages().values() for name in p.files]
    )
    assert pages.find_file("config.py") is None
    assert pages.find_file("../README.md") is None


def test_every_linked_file_is_found() -> None:
    names = [name for page in pages.all_pages().values() for name in page.files]
    assert [name for name in names if pages.find_file(name) is None] == []


def test_unknown_pages_are_not_found() -> None:
    assert pages.find_page("nothing") is None
    assert pages.find_page("../README") is None

"""The search in the guide."""

import pytest

from app.services.guide import search
from app.services.guide.markdown import GuidePage, read_page
from app.services.guide.search import GuideResult, search_guide

LONG = "word " * 60
PAGES = [
    read_page("", "# Guide\n\nBackups are here."),
    read_page("a", f"# Moon\n\nA backup, a backup.\n\n## Phases\n\nNew.\n\n{LONG}Full {LONG}"),
    read_page("b", "# Backups\n\nOne file.\n\n## At night\n\nA `--keep` of 30; C++ imports."),
]


@pytest.fixture(autouse=True)
def small_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    pages: dict[str, GuidePage] = {page.name: page for page in PAGES}
    monkeypatch.setattr(search, "all_pages", lambda: pages)


def places(query: str) -> list[tuple[str, str | None]]:
    return [(found.page.name, found.anchor) for found in search_guide(query)]


def excerpt(found: GuideResult) -> str:
    return "".join(f"[{text}]" if is_found else text for text, is_found in found.excerpt)


def test_a_word_in_a_heading_counts_more() -> None:
    assert places("backup") == [("b", None), ("b", "at-night"), ("a", None)]


def test_the_overview_is_no_result() -> None:
    assert "" not in [name for name, _ in places("backups")]


def test_words_are_found_by_their_beginning_and_without_their_ending() -> None:
    assert places("phas") == places("phases") == places("PHASED") == [("a", "phases")]
    assert places("importing") == [("b", "at-night")]
    assert places("hases") == []


def test_all_words_count_else_as_many_as_possible() -> None:
    assert places("backup keep") == [("b", "at-night")]
    assert places("keep zzz") == [("b", "at-night")]


def test_words_of_questions_do_not_count() -> None:
    assert places("how do I keep a backup?") == [("b", "at-night")]


def test_an_excerpt_is_around_the_word_and_marks_it() -> None:
    (found,) = search_guide("full")
    assert excerpt(found).startswith("… word")
    assert "word [Full] word" in excerpt(found)
    assert len(excerpt(found)) < 220


def test_a_result_only_in_a_heading_begins_with_its_text() -> None:
    (found,) = search_guide("night")
    assert excerpt(found) == "A --keep of 30; C++ imports."


@pytest.mark.parametrize("query", ["zzz", "", "  ", "???", "(" * 500, "a" * 10_000])
def test_nothing_is_found_for_anything_else(query: str) -> None:
    assert places(query) == []

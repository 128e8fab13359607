"""Paths of fragments."""

import pytest

from app.web import fragments


@pytest.mark.parametrize(
    ("path", "is_fragment", "page"),
    [
        ("/fragments/edit/works/tides", True, "/edit/works/tides"),
        ("/fragments/publications", True, "/publications"),
        ("/publications/fragments/", False, "/publications/fragments/"),
        ("/fragments", False, "/fragments"),
        ("/fragmentsedit", False, "/fragmentsedit"),
        ("/", False, "/"),
    ],
)
def test_a_fragment_and_its_page(path: str, is_fragment: bool, page: str) -> None:
    assert fragments.is_fragment(path) is is_fragment
    assert fragments.page_path(path) == page

"""Paths of fragments and the pages they belong to."""

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
def test_fragment_paths_map_to_their_page(path: str, is_fragment: bool, page: str) -> None:
    assert fragments.is_fragment(path) is is_fragment
    assert fragments.page_path(path) == page

"""Exports and very long lists are expensive; other requests are not."""

import pytest
from flask import Flask

from app.web import costs


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/publications.bib", True),
        ("/publications.json?q=tides", True),
        ("/?page=all", True),
        ("/?page=9", True),
        ("/?topic=salt&page=all", True),
        ("/fragments/publications?page=all", True),
        ("/fragments/publications/more?page=all", True),
        ("/", False),
        ("/?page=2", False),
        ("/?page=x", False),
        ("/fragments/publications", False),
        ("/fragments/publications/more?page=40", False),
        ("/publications/on-tides.bib", False),
        ("/nowhere", False),
        ("*", False),
    ],
)
def test_expensive_addresses(app: Flask, address: str, expected: bool) -> None:
    path, _, query = address.partition("?")
    for method in ("GET", "HEAD"):
        view = costs.requested_view(app, method, path)
        assert costs.is_expensive(view, query) is expected
    assert costs.requested_view(app, "POST", path) is None

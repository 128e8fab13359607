"""The built-in sample: eight works from twelve records, and no raw markup on the page."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.bibliography.document import reader
from app.services.loading import document
from tests.support import samples
from tests.support.pages import attribute, content, one, page, texts


@pytest.fixture(autouse=True)
def sample(app: Flask) -> None:
    with app.app_context():
        loaded = document.load_document(reader.read_document(samples.EMBEDDED.read_bytes()))
    assert (loaded.records, loaded.works, loaded.added) == (12, 8, 12)


def test_twelve_records_become_eight_works(client: FlaskClient) -> None:
    tree = page(client.get("/"))
    assert texts(tree, ".count") == ["8 publications"]
    assert len(tree.query("article")) == 8
    assert texts(tree, ".facts a") == ["2 versions", "4 versions"]


@pytest.mark.slow
def test_no_raw_latex_is_visible(client: FlaskClient) -> None:
    works = attribute(page(client.get("/")), "h4 a", "href")
    assert len(works) == 8
    for address in ["/", *works]:
        text = content(one(page(client.get(address)), "main"))
        assert not re.search(r"[\\{}]|``|''|\$", text), address


def test_every_work_shows_an_abstract(client: FlaskClient) -> None:
    tree = page(client.get("/"))
    assert len(tree.query(".abstract")) == 8


def test_the_sample_shows_formatted_text_and_formulas(client: FlaskClient) -> None:
    works = attribute(page(client.get("/")), "h4 a", "href")
    pages = [page(client.get(address)) for address in works]
    for wanted in (".prose .small-caps", ".prose b", ".prose em", ".prose math"):
        assert any(tree.query(wanted) for tree in pages), wanted


def test_the_sample_has_few_topics(client: FlaskClient) -> None:
    pills = texts(page(client.get("/")), "nav[aria-label=Topics] li")
    assert 7 <= len(pills) <= 10
    assert pills[0] == "All topics"

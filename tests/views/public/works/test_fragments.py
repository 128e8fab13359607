"""See more and see less: the abstract and authors of a work."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories import LONG_ABSTRACT, fill, record
from tests.support.pages import content, fragment, one, texts

AUTHORS = [f"Author {n:02}" for n in range(20)]


@pytest.fixture(autouse=True)
def work(app: Flask) -> None:
    fill(app, record(abstract=LONG_ABSTRACT, authors=AUTHORS))


def test_see_more_returns_the_whole_abstract(client: FlaskClient) -> None:
    response = client.get("/fragments/publications/on-tides/abstract")
    paragraph = one(fragment(response), "p#abstract-1")
    assert texts(paragraph, "span")[0].endswith("We release the log and the code that reads it.")
    toggle = one(paragraph, "a.toggle")
    assert content(toggle) == "see less"
    assert toggle.attrs["aria-labelledby"] == "abstract-1-toggle title-1"
    assert toggle.attrs["aria-expanded"] == "true"
    assert toggle.attrs["hx-get"] == "/fragments/publications/on-tides/abstract?preview=1"
    assert toggle.attrs["hx-target"] == "#abstract-1"
    assert response.headers["Link"] == '<http://localhost/publications/on-tides>; rel="canonical"'


def test_see_less_returns_the_abstract_as_in_the_list(client: FlaskClient) -> None:
    cut = client.get("/fragments/publications/on-tides/abstract?preview=1")
    shown = fragment(client.get("/fragments/publications"))
    assert one(fragment(cut), "p").to_html() == one(shown, "p.abstract").to_html()


def test_the_control_keeps_its_id_so_that_focus_stays(client: FlaskClient) -> None:
    address = "/fragments/publications/on-tides/{}{}"
    for part in ("abstract", "authors"):
        whole = one(fragment(client.get(address.format(part, ""))), "a.toggle")
        cut = one(fragment(client.get(address.format(part, "?preview=1"))), "a.toggle")
        assert whole.attrs["id"] == cut.attrs["id"] == f"{part}-1-toggle"


def test_the_author_list_can_be_expanded_and_shortened(client: FlaskClient) -> None:
    whole = fragment(client.get("/fragments/publications/on-tides/authors"))
    assert texts(whole, "p > span") == [", ".join(AUTHORS)]
    cut = fragment(client.get("/fragments/publications/on-tides/authors?preview=1"))
    assert texts(cut, "p > span") == ["Author 00, Author 01, Author 02"]
    assert one(cut, "a").to_text().startswith("… 17 more")


def test_errors_on_fragment_addresses_are_fragments(client: FlaskClient) -> None:
    response = client.get("/fragments/publications/none/abstract")
    assert response.status_code == 404
    assert "<html" not in response.text
    message = one(fragment(response), "[role=alert]")
    assert texts(message, "a") == ["Go to the profile"]

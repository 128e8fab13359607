"""The list for editors; visitors never get it from the cache."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.accounts import sign_in
from tests.support.factories import fill, many, record
from tests.support.pages import attribute, fragment, one, page, texts

LISTS = ["/fragments/publications", "/fragments/publications?topic=tides", "/?page=all"]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"], title="On $x$ tides"), record(title="Salt"))
    return sign_in(app)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("first", ["owner", "visitor"])
def test_visitors_and_editors_never_get_each_others_responses(
    app: Flask, owner: FlaskClient, address: str, first: str
) -> None:
    visitor = app.test_client()
    askers = [owner, visitor] if first == "owner" else [visitor, owner]
    for asker in (*askers, *askers):
        answer = asker.get(address)
        assert ("/edit/" in answer.text) == (asker is owner)
        assert (answer.headers["Cache-Control"] == "no-store") == (asker is owner)


def test_each_work_has_an_edit_link_with_its_title(owner: FlaskClient) -> None:
    tree = fragment(owner.get("/fragments/publications"))
    edit = one(tree, "#work-1 > .add a")
    assert edit.attrs["aria-label"] == "Edit: On x tides"
    assert edit.attrs["href"] == "/edit/works/on-x-tides"
    assert edit.attrs["hx-get"] == "/fragments/edit/works/on-x-tides"
    assert edit.attrs["hx-target"] == "#work-1"


def test_cancel_brings_the_entry_back(app: Flask, owner: FlaskClient) -> None:
    form = fragment(owner.get("/fragments/edit/works/on-x-tides"))
    (restore,) = attribute(form, "article#work-1 [data-cancel]", "hx-get")
    entry = fragment(owner.get(restore))
    assert one(entry, "article#work-1 .edit[autofocus]")
    assert not entry.query(".saved")


def test_the_page_of_a_work_leads_to_its_form(app: Flask, owner: FlaskClient) -> None:
    address = "/publications/on-x-tides"
    assert attribute(page(owner.get(address)), ".work .edit", "href") == ["/edit/works/on-x-tides"]
    assert not page(app.test_client().get(address)).query(".edit")


def test_an_empty_list_offers_adding_a_work(app: Flask) -> None:
    fill(app)
    tree = page(sign_in(app).get("/"))
    assert texts(tree, "#new-work a") == ["Add a work"]
    said = ["No publications yet.", "Import a bibliography"]
    assert texts(tree, "#works .message p") == said
    assert not page(app.test_client().get("/")).query("#publications")


def test_further_pages_of_the_list_have_edit_links(app: Flask) -> None:
    fill(app, *many(30))
    tree = fragment(sign_in(app).get("/fragments/publications/more?page=2"))
    assert len(attribute(tree, "article > .add .edit", "href")) == 5

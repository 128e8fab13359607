"""Deleting a work, and undoing it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Publication, Work
from tests.support.accounts import sign_in, token
from tests.support.database import content, rows
from tests.support.factories import PREPRINT, fill, record
from tests.support.form_posts import send
from tests.support.pages import attribute, fragment, one, page, texts
from tests.support.undo import undo_last

PAGE, PART = "/edit/works/on-tides/deletion", "/fragments/edit/works/on-tides/deletion"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"], doi="10.1000/tides"), PREPRINT, record(title="Salt"))
    return sign_in(app)


def test_the_delete_button_asks_for_confirmation(owner: FlaskClient) -> None:
    part = fragment(owner.get("/fragments/edit/works/on-tides"))
    form = f'form.act[action="{PAGE}"]'
    assert attribute(part, form, "hx-post") == [PART]
    assert attribute(part, form, "hx-target") == ["#work-1"]
    assert one(part, f"{form} button").attrs["data-ask"]
    # On its own page, the response redirects to the table.
    assert attribute(page(owner.get("/edit/works/on-tides")), form, "hx-post") == [""]


def test_the_fragment_replaces_the_work_with_a_message(app: Flask, owner: FlaskClient) -> None:
    answer = owner.post(PART, data={"token": token(owner), "key": "one"})
    tree = fragment(answer)
    assert "Deleted “On tides”" in texts(tree, "#work-1 .saved")[0]
    assert texts(page(app.test_client().get("/")), "article h4") == ["Salt"]
    assert owner.post(PART, data={"token": token(owner), "key": "one"}).text == answer.text
    with app.app_context():
        assert rows(Publication) == 1


def test_the_page_redirects_to_the_works_table(app: Flask, owner: FlaskClient) -> None:
    answer = owner.post(PAGE, data={"token": token(owner)})
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/edit/works?done=")
    assert owner.post(PAGE, data={"token": token(owner)}).status_code == 404


def test_undo_restores_the_deleted_work(app: Flask, owner: FlaskClient) -> None:
    send(owner, "/edit/works/on-tides", slug="tides", featured_position="1")
    with app.app_context():
        before = content()
    owner.post("/edit/works/tides/deletion", data={"token": token(owner)})
    with app.app_context():
        assert content() != before
    undo_last(app)
    with app.app_context():
        assert content() == before


def test_a_wrong_token_deletes_nothing(app: Flask, owner: FlaskClient) -> None:
    for address in (PAGE, PART):
        assert owner.post(address, data={"token": "wrong"}).status_code == 403
        assert owner.get(address).status_code == 405
    with app.app_context():
        assert rows(Work) == 2

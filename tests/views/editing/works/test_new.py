"""Adding a work, as a page and in place."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.database import db
from app.models import Authorship, Noun, Work
from app.services.history import snapshots
from tests.support.accounts import sign_in
from tests.support.database import content, rows
from tests.support.factories import fill, record
from tests.support.form_posts import filled, opened, read, send
from tests.support.pages import attribute, one, page, texts
from tests.support.undo import undo_last

NEW, PART = "/edit/new/work", "/fragments/edit/new/work"
TYPED = {
    "title": "On \\emph{Ebb}",
    "authors-0-name": "Kim Li",
    "authors-1-name": "Ada Roe",
    "venue": "Annals of Ebb",
    "year": "2025",
    "new_topics": "Ebb",
}


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record())
    return sign_in(app)


def test_the_list_offers_adding_a_work_to_the_owner_only(app: Flask, owner: FlaskClient) -> None:
    link = one(page(owner.get("/")), "#works > #new-work a")
    assert (link.attrs["href"], link.attrs["hx-get"]) == (NEW, PART)
    assert link.attrs["hx-target"] == "#new-work"
    assert not page(app.test_client().get("/")).query("#new-work, .edit")


def test_the_form_of_a_new_work_starts_with_one_author_row(owner: FlaskClient) -> None:
    tree = page(owner.get(NEW))
    assert texts(tree, "h1") == ["New work"]
    assert len(attribute(tree, "#new-work-authors input[type=text]", "name")) == 1
    assert one(tree, "[autofocus]").attrs["name"] == "fill"
    assert not tree.query(".danger, .versions-of")


def test_a_new_work_is_published_at_an_address_from_its_title(
    app: Flask, owner: FlaskClient
) -> None:
    answer = send(owner, NEW, **TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/edit/works/on-ebb")
    visitor = app.test_client()
    tree = page(visitor.get("/publications/on-ebb"))
    assert texts(tree, "h1 em") == ["Ebb"]
    assert texts(tree, ".authors") == ["Kim Li, Ada Roe"]
    assert texts(tree, ".authors strong") == ["Ada Roe"]
    assert texts(tree, ".pills li") == ["Ebb"]
    assert texts(page(visitor.get("/")), "#works h3") == ["2025", "2024"]


def test_the_fragment_returns_the_add_button_and_the_new_work(owner: FlaskClient) -> None:
    tree = read(send(owner, PART, **TYPED), PART)
    assert one(tree, "#new-work a").attrs["href"] == NEW
    assert texts(tree, "article#work-2 h4") == ["On Ebb"]
    assert "Added “On Ebb”" in texts(tree, "#work-2 .saved")[0]
    assert len(attribute(tree, "[autofocus]", "class")) == 1
    assert one(read(owner.get(f"{PART}/shown"), PART), "#new-work [autofocus]")


def test_a_new_work_can_be_saved_as_a_draft(app: Flask, owner: FlaskClient) -> None:
    send(owner, NEW, **TYPED, do="draft")
    assert app.test_client().get("/publications/on-ebb").status_code == 404
    assert "Publish" in texts(page(owner.get("/edit/works/on-ebb")), ".actions button")
    assert owner.get("/fragments/edit/works/on-ebb/shown").status_code == 200


def test_a_repeated_submission_adds_one_work(app: Flask, owner: FlaskClient) -> None:
    for address in (NEW, PART):
        values = opened(owner, address)
        for name, value in TYPED.items():
            values.setlist(name, [value])
        first, second = (owner.post(address, data=values) for _ in range(2))
        assert first.status_code == second.status_code
        assert first.headers.get("Location") == second.headers.get("Location")
    with app.app_context():
        assert rows(Work) == 3


def test_undo_removes_the_new_work_completely(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        before = content()
    send(owner, NEW, **TYPED)
    undo_last(app)
    with app.app_context():
        assert content() == before


@pytest.mark.slow
def test_addresses_of_works_are_unique(app: Flask, owner: FlaskClient) -> None:
    send(owner, "/edit/works/on-tides", slug="tides")
    for _ in range(2):
        send(owner, NEW, title="On tides")
    page_of_first = page(owner.get("/edit/works/on-tides-2"))
    button = one(page_of_first, "form.act button.danger")
    assert button.attrs["data-ask"]
    owner.post(
        "/edit/works/on-tides-2/deletion", data={"token": opened(owner, NEW)["token"], "key": "k"}
    )
    # A work in the trash would be restored with its slug.
    assert send(owner, NEW, title="On tides").headers["Location"] == "/edit/works/on-tides-4"
    assert send(owner, NEW, title="🌊", slug="wave").headers["Location"] == "/edit/works/wave"


def test_an_invalid_form_keeps_the_input(app: Flask, owner: FlaskClient) -> None:
    answer = send(owner, PART, **{**TYPED, "title": ""}, do="draft")
    assert answer.status_code == 422
    kept = filled(answer, PART)
    assert (kept["authors-1-name"], kept["new_topics"], kept["year"]) == ("Ada Roe", "Ebb", "2025")
    with app.app_context():
        assert rows(Work) == 1


def test_a_work_can_be_added_without_a_profile(app: Flask) -> None:
    owner = sign_in(app)
    assert send(owner, NEW, **TYPED).status_code == 303
    assert app.test_client().get("/publications/on-ebb").status_code == 200
    with app.app_context():
        assert {a.person_id for a in db.session.query(Authorship)} == {None}
        assert snapshots.take_snapshots(Noun.WORK, [1])[1]["slug"] == "on-ebb"

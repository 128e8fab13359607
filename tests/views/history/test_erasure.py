"""Deleting permanently: confirmed first, by owners only, and never a server error after it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Noun, Revision, Role
from app.services.actor import TERMINAL
from app.services.editing import works
from app.services.history import trash
from tests.support.accounts import sign_in, token
from tests.support.factories import fill, record
from tests.support.pages import attribute, page, texts


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(title="Open sea"), record(title="Sealed"), record(title="On wax"))
    with app.app_context():
        for slug in ("sealed", "on-wax"):
            works.delete(slug, TERMINAL, None)
    return sign_in(app)


def in_trash(app: Flask) -> list[str]:
    with app.app_context():
        return [one.label for one in trash.everything()]


def test_one_item_is_deleted_permanently_after_a_confirmation(
    app: Flask, owner: FlaskClient
) -> None:
    shown = page(owner.get("/edit/trash"))
    links = attribute(shown, ".history a.quiet", "href")
    assert links == ["/edit/trash/work/3/erasure", "/edit/trash/work/2/erasure"]
    asked = page(owner.get(links[1]))
    assert texts(asked, "form li span[dir]") == ["Sealed"]
    assert in_trash(app) == ["On wax", "Sealed"]
    answer = owner.post(links[1], data={"token": token(owner), "key": "one"})
    assert (answer.status_code, answer.location) == (303, "/edit/trash?done=4")
    said = page(owner.get(answer.location))
    assert texts(said, ".saved") == ["Deleted a work permanently."]
    assert in_trash(app) == ["On wax"]
    again = owner.post(links[1], data={"token": token(owner), "key": "one"})
    assert again.location == answer.location
    assert owner.get(links[1]).status_code == 404
    assert owner.post(links[1], data={"token": token(owner)}).status_code == 404


def test_history_still_answers_and_refuses_in_words(app: Flask, owner: FlaskClient) -> None:
    owner.post("/edit/trash/work/2/erasure", data={"token": token(owner)})
    for address in ("/edit/history", "/edit/history/work/2", "/edit/history/2", "/edit/history/4"):
        answer = owner.get(address)
        assert answer.status_code == 200
        assert "Sealed" not in answer.text
        assert "Deleted permanently" in answer.text
    assert texts(page(owner.get("/edit/history/work/2")), ".history form") == []
    with app.app_context():
        ids = list(db.session.scalars(select(Revision.id)))
    for id_ in ids:
        if id_ != 3:
            undone = owner.post(f"/edit/history/{id_}/undo", data={"token": token(owner)})
            assert undone.status_code == 409
            assert "Part of it was deleted permanently." in texts(page(undone), ".wrongs")[0]
        data = {"token": token(owner), "noun": "work", "record": 2}
        for address in (f"/edit/history/{id_}/restore", f"/edit/trash/{id_}"):
            answer = owner.post(address, data=data)
            assert answer.status_code == 409
            assert "Nothing was changed" in texts(page(answer), ".wrongs")[0]
    assert owner.get("/edit/works/sealed").status_code == 404


def test_emptying_the_trash_spares_what_was_deleted_since(app: Flask, owner: FlaskClient) -> None:
    asked = page(owner.get("/edit/trash/erasure"))
    assert texts(asked, "form li span[dir]") == ["On wax", "Sealed"]
    (until,) = attribute(asked, "[name=until]", "value")
    with app.app_context():
        works.delete("open-sea", TERMINAL, None)
    answer = owner.post("/edit/trash/erasure", data={"token": token(owner), "until": until})
    said = page(owner.get(answer.location))
    assert texts(said, ".saved") == ["Deleted 2 works permanently."]
    assert in_trash(app) == ["Open sea"]
    for wrong in ({}, {"until": "x"}, {"until": "9" * 30}):
        data = {"token": token(owner), **wrong}
        assert owner.post("/edit/trash/erasure", data=data).status_code == 400


def test_only_owners_delete_permanently(app: Flask, owner: FlaskClient) -> None:
    editor = sign_in(app, "bo@site.example", Role.EDITOR)
    assert "permanently" not in editor.get("/edit/trash").text
    for address in ("/edit/trash/erasure", "/edit/trash/work/2/erasure"):
        assert editor.get(address).status_code == 403
        data = {"token": token(editor), "until": "9"}
        assert editor.post(address, data=data).status_code == 403
        assert owner.post(address, data={**data, "token": "wrong"}).status_code == 403
        assert app.test_client().post(address, data=data).status_code == 401
    for address in ("/edit/trash/cat/2/erasure", f"/edit/trash/{Noun.WORK}/1/erasure"):
        assert owner.get(address).status_code == 404
    assert in_trash(app) == ["On wax", "Sealed"]

"""The trash: deleted records are listed and restored with all their data."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.test import TestResponse

from app.database import db
from app.models import Action, Noun, Role, Supervision, Topic, Work, WorkSlug
from app.services.actor import TERMINAL
from app.services.history.recording import recording
from tests.support.accounts import sign_in, token
from tests.support.database import content
from tests.support.factories import PREPRINT, fill, record
from tests.support.pages import attribute, page, texts


@pytest.fixture
def browser(app: Flask) -> FlaskClient:
    fill(
        app,
        record(topics=["Tides", "Salt"]),
        PREPRINT,
        record(title="Two", topics=["Tides"]),
        people=[{"name": "Bo Ek", "level": "PhD"}],
    )
    with app.app_context():
        db.session.add(WorkSlug(slug="of-old", work_id=1))
        db.session.commit()
    return sign_in(app)


def remove(app: Flask, noun: Noun, *ids: int) -> None:
    models: dict[Noun, Any] = {Noun.WORK: Work, Noun.TOPIC: Topic, Noun.SUPERVISION: Supervision}
    with app.app_context(), recording(TERMINAL, Action.DELETE, f"Deleted {len(ids)}") as done:
        done.watch(noun, *ids)
        if noun is Noun.TOPIC:
            done.watch(Noun.WORK, 1, 2, whole=False)
        model = models[noun]
        db.session.execute(delete(model).where(model.id.in_(ids)))


def restore(browser: FlaskClient, revision: int, noun: str, of: int) -> TestResponse:
    data = {"token": token(browser), "noun": noun, "record": of}
    return browser.post(f"/edit/trash/{revision}", data=data)


def test_an_empty_trash_says_so(browser: FlaskClient) -> None:
    assert "The trash is empty." in texts(page(browser.get("/edit/trash")), ".desk > p")
    assert "/edit/trash" in attribute(page(browser.get("/edit/history")), ".desk a", "href")


def test_a_restored_work_has_all_its_data(app: Flask, browser: FlaskClient) -> None:
    with app.app_context():
        before = content()
    remove(app, Noun.WORK, 1)
    shown = page(browser.get("/edit/trash"))
    assert texts(shown, ".history h2") == ["On tides"]
    assert "the terminal" in texts(shown, ".history .hint")[0]
    assert app.test_client().get("/publications/of-old").status_code == 404
    answer = restore(browser, 2, "work", 1)
    assert (answer.status_code, answer.location) == (303, "/edit/trash?done=3")
    assert texts(page(browser.get(answer.location)), ".saved > span") == ["Restored “On tides”."]
    assert texts(page(browser.get("/edit/trash")), ".history h2") == []
    with app.app_context():
        assert content() == before
    assert app.test_client().get("/publications/of-old").status_code == 301


def test_one_of_several_deleted_works_can_be_restored(app: Flask, browser: FlaskClient) -> None:
    remove(app, Noun.WORK, 1, 2)
    assert texts(page(browser.get("/edit/trash")), ".history h2") == ["On tides", "Two"]
    restore(browser, 2, "work", 2)
    assert texts(page(browser.get("/edit/trash")), ".history h2") == ["On tides"]
    with app.app_context():
        assert db.session.scalars(select(Work.slug)).all() == ["two"]


def test_a_restored_topic_is_on_its_works_again(app: Flask, browser: FlaskClient) -> None:
    with app.app_context():
        tides = db.session.scalars(select(Topic.id).where(Topic.name == "Tides")).one()
        before = content()
    remove(app, Noun.TOPIC, tides)
    with app.app_context(), recording(TERMINAL, Action.SAVE, "Took a topic off") as done:
        done.watch(Noun.WORK, 1)
        db.session.get_one(Work, 1).topics = []
    restore(browser, 2, "topic", tides)
    with app.app_context():
        after = content()
        assert after["topic"] == before["topic"]
        assert after["work_topic"] == [
            {"work_id": 1, "topic_id": tides},
            {"work_id": 2, "topic_id": tides},
        ]


def test_a_deleted_person_can_be_restored(app: Flask, browser: FlaskClient) -> None:
    remove(app, Noun.SUPERVISION, 1)
    assert texts(page(browser.get("/edit/trash")), ".history h2") == ["Bo Ek (PhD)"]
    restore(browser, 2, "supervision", 1)
    with app.app_context():
        student = db.session.get_one(Supervision, 1).student
        assert student
        assert student.name == "Bo Ek"


def test_a_work_deleted_again_by_redo_is_in_the_trash(app: Flask, browser: FlaskClient) -> None:
    remove(app, Noun.WORK, 2)
    for revision in (2, 3):
        browser.post(f"/edit/history/{revision}/undo", data={"token": token(browser)})
    assert texts(page(browser.get("/edit/trash")), ".history h2") == ["Two"]
    restore(browser, 4, "work", 2)
    assert texts(page(browser.get("/edit/trash")), ".history h2") == []


def test_restoring_a_work_twice_acts_once(app: Flask, browser: FlaskClient) -> None:
    remove(app, Noun.WORK, 2)
    for _ in range(2):
        assert restore(browser, 2, "work", 2).status_code == 303
    with app.app_context():
        assert len(db.session.scalars(select(Work)).all()) == 2


def test_restoring_to_an_address_in_use_is_refused_with_a_message(
    app: Flask, browser: FlaskClient
) -> None:
    remove(app, Noun.WORK, 2)
    fill(app, record(title="Two", authors=["Someone Else"]))
    answer = restore(browser, 2, "work", 2)
    assert answer.status_code == 409
    assert "Its web address now belongs to “two”." in texts(page(answer), ".wrongs")[0]


def test_the_trash_has_pages_of_fifty_records(app: Flask) -> None:
    fill(app, *(record(title=f"Study {n:02}") for n in range(60)))
    remove(app, Noun.WORK, *range(1, 61))
    browser = sign_in(app)
    first = page(browser.get("/edit/trash"))
    assert len(texts(first, ".history h2")) == 50
    second = page(browser.get(attribute(first, ".desk > p > a.button", "href")[0]))
    assert len(texts(second, ".history h2")) == 10
    assert not set(texts(first, ".history h2")) & set(texts(second, ".history h2"))


def test_restoring_requires_sign_in_and_a_valid_request(app: Flask, browser: FlaskClient) -> None:
    remove(app, Noun.WORK, 2)
    data = {"noun": "work", "record": "2"}
    assert browser.get("/edit/trash/2").status_code == 405
    assert browser.post("/edit/trash/2", data={**data, "token": "x"}).status_code in {400, 403}
    assert app.test_client().post("/edit/trash/2", data=data).status_code == 401
    assert restore(browser, 99, "work", 2).status_code == 404
    assert restore(browser, 2, "cat", 2).status_code == 404
    assert restore(browser, 1, "work", 2).status_code == 409
    editor = sign_in(app, "bo@site.example", Role.EDITOR)
    assert restore(editor, 2, "work", 2).status_code == 303

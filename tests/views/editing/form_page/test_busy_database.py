"""A busy database: saving fails with a message, and nothing typed is lost."""

import sqlite3
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image as Pillow
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from app.database import db
from app.models import Revision
from app.services.accounts import passwords
from app.services.editing import portrait
from app.services.editing.files import upload
from app.services.editing.portrait import Square
from tests.support.accounts import PASSWORD, sign_in
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.form_posts import opened, read
from tests.support.pages import texts
from tests.support.pdf_files import pdf

FORMS = ["/edit/biography", "/fragments/edit/biography"]

# Its connections have settings of SQLite.
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Return an application that may be given a route and a listener."""
    return own_app


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    app.testing = False
    fill(app, record())
    with app.app_context():
        # Shorten the timeout of five seconds.
        event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 50"))
        db.engine.dispose()
    return sign_in(app)


@pytest.fixture
def other(app: Flask, database: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(database, isolation_level=None)
    yield connection
    connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("address", FORMS)
def test_saving_while_the_database_is_busy_can_be_retried(
    app: Flask, owner: FlaskClient, other: sqlite3.Connection, address: str
) -> None:
    sent = opened(owner, address)
    sent["biography"] = "I swim."
    other.execute("BEGIN IMMEDIATE")
    answer = owner.post(address, data=sent)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    said = texts(read(answer, address), "h1, .message strong")
    assert said[0].rstrip(".") == "Someone else is saving right now"
    assert app.test_client().get("/").status_code == 200
    other.execute("ROLLBACK")
    assert owner.post(address, data=sent).status_code in {200, 303}
    assert "I swim." in app.test_client().get("/").text


def test_other_database_errors_are_server_errors(app: Flask, owner: FlaskClient) -> None:
    @app.get("/broken")
    def broken() -> str:
        raise OperationalError("SELECT", None, Exception("disk I/O error"))

    assert owner.get("/broken").status_code == 500


def photograph(owner: FlaskClient) -> dict[str, object]:
    picture = BytesIO()
    Pillow.new("RGB", (40, 40), "red").save(picture, "PNG")
    picture.seek(0)
    return {**opened(owner, "/edit/portrait"), "picture": (picture, "ada.png")}


def paper(owner: FlaskClient) -> dict[str, object]:
    return {**opened(owner, "/edit/works/on-tides"), "pdf": (BytesIO(pdf("Slow")), "paper.pdf")}


def new_password(owner: FlaskClient) -> dict[str, object]:
    typed = {"current": PASSWORD, "password": "salt of the cape at noon"}
    return {**opened(owner, "/edit/account"), **typed}


PORTRAIT = ("/edit/portrait", photograph)
WORK = ("/edit/works/on-tides", paper)
ACCOUNT = ("/edit/account/password", new_password)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("slow", "form"),
    [
        ((portrait, "squares"), PORTRAIT),
        ((upload, "answer_of"), WORK),
        ((passwords, "password_error"), ACCOUNT),
        ((passwords, "hashed"), ACCOUNT),
    ],
)
def test_slow_work_does_not_block_other_writers(
    owner: FlaskClient,
    other: sqlite3.Connection,
    monkeypatch: pytest.MonkeyPatch,
    slow: tuple[ModuleType, str],
    form: tuple[str, Callable[[FlaskClient], dict[str, object]]],
) -> None:
    original, calls = getattr(*slow), []

    def with_another_writer(*args: object) -> object:
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        calls.append(slow)
        return original(*args)

    monkeypatch.setattr(*slow, with_another_writer)
    address, filled_in = form
    assert owner.post(address, data=filled_in(owner)).status_code == 303
    assert calls


@pytest.mark.slow
def test_a_form_saved_by_a_concurrent_request_is_not_saved_again(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut, sent, inner = portrait.squares, opened(owner, "/edit/portrait"), []

    def send() -> int:
        data = {**photograph(owner), "key": sent["key"]}
        return owner.post("/edit/portrait", data=data).status_code

    def save_concurrently(*args: Any) -> list[Square]:
        monkeypatch.setattr(portrait, "squares", cut)
        inner.append(send())
        return cut(*args)

    monkeypatch.setattr(portrait, "squares", save_concurrently)
    assert [send(), *inner] == [303, 303]
    with app.app_context():
        assert rows(Revision) == 2

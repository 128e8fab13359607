"""Problems with the database: each kind is said in words, and ends without a restart."""

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, text

from app.database import db, schema
from tests.support.accounts import sign_in
from tests.support.factories import fill
from tests.support.form_posts import filled, opened, read
from tests.support.pages import page, texts

pytestmark = pytest.mark.usefixtures("database")
BIOGRAPHY = "/edit/biography"


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Return an application whose database comes to harm."""
    own_app.testing = False
    fill(own_app)
    return own_app


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    return sign_in(app)


def run(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(statement)


def new_connections(app: Flask, change: Callable[[list[str]], None]) -> Callable[[], None]:
    """Let a function change how connections are made; return one that ends that."""
    with app.app_context():
        engine = db.engine

    def connect(_dialect: object, _record: object, arguments: list[str], _: object) -> None:
        change(arguments)

    event.listen(engine, "do_connect", connect)
    engine.dispose()
    return lambda: event.remove(engine, "do_connect", connect)


def save(owner: FlaskClient, text: str) -> tuple[int, str, str]:
    """Save a biography; return the code, the heading and the advice of the answer."""
    sent = {**opened(owner, BIOGRAPHY), "biography": text}
    answer = owner.post(BIOGRAPHY, data=sent)
    shown = texts(page(answer), "main h1, main .message p") if answer.data else []
    return answer.status_code, *([*shown, "", "", ""][1:3])  # type: ignore[return-value]


KEPT = "What you typed is still here: save it later."


def test_a_full_disk_is_said_and_the_next_save_works(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        engine = db.engine

    def fill_disk(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(engine, "connect", fill_disk)
    engine.dispose()
    typed = 'I "swim".\r\n\r\n' * 2_500
    answer = owner.post(BIOGRAPHY, data={**opened(owner, BIOGRAPHY), "biography": typed})
    assert (answer.status_code, texts(page(answer), "h1")) == (507, ["The disk is full"])
    assert KEPT in answer.text
    again = filled(answer, BIOGRAPHY)
    event.remove(engine, "connect", fill_disk)
    engine.dispose()
    assert owner.post(BIOGRAPHY, data=again).status_code == 303
    assert filled(owner.get(BIOGRAPHY), BIOGRAPHY)["biography"].count("swim") == 2_500


def test_a_secret_is_not_kept_on_a_page(app: Flask, owner: FlaskClient, database: Path) -> None:
    sent = {**opened(owner, "/edit/account"), "current": "a secret", "password": "a secret"}
    run(database, "UPDATE alembic_version SET version_num = '9999'")
    for address in ("/edit/account/password", "/sign-in"):
        answer = owner.post(address, data=sent)
        assert (answer.status_code, "a secret" in answer.text) == (503, False)
        assert "Nothing was saved. Please try again later." in answer.text


def test_a_fragment_leaves_its_form_on_the_page(owner: FlaskClient, database: Path) -> None:
    address = f"/fragments{BIOGRAPHY}"
    sent = opened(owner, address)
    run(database, "UPDATE alembic_version SET version_num = '9999'")
    answer = owner.post(address, data=sent)
    assert (answer.status_code, "<form" in answer.text) == (503, False)
    assert KEPT in answer.text


def open_read_only(arguments: list[str]) -> None:
    arguments[0] = arguments[0].replace("mode=rw", "mode=ro")


def test_a_read_only_database_still_serves_pages(app: Flask, owner: FlaskClient) -> None:
    make_writable = new_connections(app, open_read_only)
    assert owner.get("/").status_code == 200
    code, heading, advice = save(owner, "I swim.")
    assert (code, heading) == (503, "Nothing can be saved right now")
    assert advice == f"The site's database is read-only. Nothing was saved. {KEPT}"
    make_writable()
    assert save(owner, "I swim.")[0] == 303


def test_a_database_that_can_be_written_again_is_opened_again(
    app: Flask, owner: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = opened(owner, BIOGRAPHY)
    with monkeypatch.context() as trouble:
        # Root may write everywhere.
        trouble.setattr(os, "access", lambda *_: False)
        make_writable = new_connections(app, open_read_only)
        assert owner.get("/").status_code == 200
        make_writable()
    assert owner.post(BIOGRAPHY, data={**sent, "biography": "I swim."}).status_code == 303


def test_a_damaged_text_is_said_but_not_logged(
    app: Flask, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    # "diary", and a byte that ends no character
    run(database, "UPDATE profile SET biography_html = CAST(x'646961727980' AS TEXT)")
    answer = app.test_client().get("/")
    said = texts(page(answer), "h1")
    assert (answer.status_code, said) == (503, ["The site's data can't be read"])
    assert "Could not decode to UTF-8" in caplog.text
    assert "diary" not in caplog.text


def test_a_replaced_database_is_served_at_once(
    app: Flask, owner: FlaskClient, database: Path, migrated: Path
) -> None:
    other = database.with_name("other.sqlite")
    other.write_bytes(database.read_bytes())
    run(other, "UPDATE profile SET biography_html = 'From the backup.'")
    assert owner.get("/").status_code == 200
    other.replace(database)
    assert "From the backup." in app.test_client().get("/").text
    assert save(owner, "I swim.")[0] == 303
    assert "I swim." in app.test_client().get("/").text


@pytest.mark.parametrize("address", ["/", "/fragments/publications"])
def test_a_moved_database_is_missed_until_it_is_back(
    app: Flask, database: Path, address: str
) -> None:
    visitor, away = app.test_client(), database.with_name("away.sqlite")
    assert visitor.get(address).status_code == 200
    database.rename(away)
    answer = visitor.get(address)
    said = texts(read(answer, address), "h1, .message strong")
    assert (answer.status_code, said[0].rstrip(".")) == (503, "The site's data can't be opened")
    assert "What you typed" not in answer.text
    assert not database.exists()
    away.rename(database)
    assert visitor.get(address).status_code == 200


def test_a_damaged_database_is_said(app: Flask, database: Path) -> None:
    visitor, content = app.test_client(), database.read_bytes()
    assert visitor.get("/").status_code == 200
    with database.open("r+b") as file:
        file.write(b"spoilt" * 700)
    for _ in range(2):
        answer = visitor.get("/")
        assert (answer.status_code, texts(page(answer), "h1")) == (
            503,
            ["The site's data can't be read"],
        )
    with database.open("r+b") as file:
        file.write(content)
    assert visitor.get("/").status_code == 200


@pytest.mark.parametrize(
    ("statement", "heading"),
    [
        (
            "UPDATE alembic_version SET version_num = '9999'",
            "The site's data needs a newer version of its program",
        ),
        ("UPDATE alembic_version SET version_num = '0001'", "The site is being updated"),
        ("DELETE FROM alembic_version", "The site is being updated"),
        ("DROP TABLE alembic_version", "The site is being updated"),
    ],
)
def test_another_schema_is_said(
    app: Flask, owner: FlaskClient, database: Path, statement: str, heading: str
) -> None:
    sent = opened(owner, BIOGRAPHY)
    run(database, statement)
    for answer in (owner.get("/"), owner.post(BIOGRAPHY, data=sent)):
        assert (answer.status_code, texts(page(answer), "h1")) == (503, [heading])


def test_a_failing_statement_logs_nothing_that_was_typed(
    app: Flask, owner: FlaskClient, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, "app")
    sent = {**opened(owner, BIOGRAPHY), "biography": "A secret draft."}
    run(database, "ALTER TABLE profile RENAME COLUMN biography TO life")
    assert owner.post(BIOGRAPHY, data=sent).status_code == 500
    run(database, "ALTER TABLE profile RENAME COLUMN life TO biography")
    run(database, "CREATE TRIGGER full BEFORE UPDATE ON profile BEGIN SELECT RAISE(FAIL, 'x'); END")
    assert owner.post(BIOGRAPHY, data=sent).status_code == 500
    assert "sqlalchemy.exc.IntegrityError" in caplog.text
    assert "A secret draft." not in caplog.text


def test_a_write_in_a_request_that_reads_is_an_error_of_the_program(app: Flask) -> None:
    def write() -> str:
        db.session.execute(text(schema.TOUCH))
        return ""

    app.add_url_rule("/write", "write", write)
    assert app.test_client().get("/write").status_code == 500

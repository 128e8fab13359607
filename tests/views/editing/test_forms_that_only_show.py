"""Forms that only show something wait for nobody who saves."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, before_render_template, template_rendered
from flask.testing import FlaskClient
from sqlalchemy import event, update

from app.bibliography.names import roles
from app.bibliography.names.roles import NamedContributor
from app.database import db
from app.models import AccountSession
from app.models.columns import now
from app.services.accounts import sessions
from app.services.catalog import biography
from tests.support.accounts import EMAIL, PASSWORD, end_all_sessions, sign_in
from tests.support.factories import fill, record
from tests.support.form_posts import opened
from tests.support.sections import AWARD, SECTIONS

WORK, NEW, PERSON = "/edit/works/on-tides", "/edit/new/work", "/edit/people/1"
LOCK = "BEGIN IMMEDIATE"
# Only with the change counted, the form is read again.
SAVE = "BEGIN IMMEDIATE; UPDATE site SET changes = changes + %d; COMMIT"
NEW_AUTHOR = "Bo Nnaji"
ENTRY = "@article{a, title = {On salt}, author = {Roe, Ada}}"

# Its connections have settings of SQLite.
pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Return an application that waits for a lock only shortly."""
    own_app.testing = False
    people = [{"name": "Kim Li", "level": "PhD"}]
    fill(own_app, record(topics=["Tides"]), people=people, sections=SECTIONS)
    with own_app.app_context():
        event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 20"))
        db.engine.dispose()
    return own_app


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    return sign_in(app)


@pytest.fixture
def other(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        yield connection


FORMS: list[tuple[str, str, dict[str, Any]]] = [
    (WORK, "preview", {}),
    (WORK, "authors.add", {}),
    (WORK, "authors.0.remove", {}),
    (WORK, "authors.paste", {"authors-pasted": "Ada Roe; Kim Li"}),
    (WORK, "links.add", {}),
    (WORK, "others.add", {}),
    (NEW, "fill", {"fill": ENTRY}),
    (f"{WORK}/versions/new", "preview", {}),
    (PERSON, "supervisors.add", {}),
    ("/edit/new/person", "supervisors.add", {}),
    ("/edit/topics/1", "preview", {}),
    ("/edit/new/topic", "preview", {}),
    ("/edit/sections/1", "preview", {}),
    ("/edit/new/section", "preview", {}),
    (AWARD, "preview", {}),
    ("/edit/sections/1/entries/new", "preview", {}),
    ("/edit/profile", "topics.add", {}),
    ("/edit/biography", "preview", {}),
    ("/edit/portrait", "preview", {}),
    ("/edit/works", "select-page", {}),
    ("/edit/works", "delete", {"works": "1"}),
]


@pytest.mark.parametrize(("address", "do", "typed"), FORMS)
def test_a_button_that_saves_nothing_works_while_someone_saves(
    owner: FlaskClient, other: sqlite3.Connection, address: str, do: str, typed: dict[str, Any]
) -> None:
    sent = {**opened(owner, address), **typed, "do": do}
    other.execute(LOCK)
    for place in (address, f"/fragments{address}"):
        assert owner.post(place, data=sent).status_code == 200


def test_what_was_saved_is_shown_while_someone_else_saves(
    app: Flask, owner: FlaskClient, other: sqlite3.Connection
) -> None:
    address = "/fragments/edit/topics/1"
    sent = {**opened(owner, address), "name": "Salt"}
    with before_render_template.connected_to(lambda *_, **__: other.execute(LOCK), app):
        answer = owner.post(address, data=sent)
    assert answer.status_code == 200
    assert "Salt" in answer.text


def test_a_live_preview_works_while_someone_saves(
    owner: FlaskClient, other: sqlite3.Connection
) -> None:
    other.execute(LOCK)
    address = "/fragments/edit/preview/latex?field=title"
    assert "<em>" in owner.post(address, data={"title": r"\emph{Tides}"}).text


@pytest.mark.parametrize(
    ("address", "do"), [(WORK, "save"), (WORK, "add"), ("/edit/works", "rows")]
)
def test_other_buttons_wait_for_whoever_saves(
    owner: FlaskClient, other: sqlite3.Connection, address: str, do: str
) -> None:
    sent = {**opened(owner, address), "do": do}
    other.execute(LOCK)
    assert owner.post(address, data=sent).status_code == 503


def test_a_form_that_only_shows_something_can_sign_in_again(app: Flask, owner: FlaskClient) -> None:
    sent = {**opened(owner, WORK), "do": "authors.add"}
    end_all_sessions(app)
    assert owner.post(WORK, data=sent).status_code == 401
    credentials = {"sign_in_email": EMAIL, "sign_in_password": PASSWORD}
    assert owner.post(WORK, data={**sent, **credentials}).status_code == 200


def test_noting_that_a_session_is_used_waits_for_nobody(
    app: Flask, owner: FlaskClient, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        hour_ago = now() - 60 * sessions.USE_INTERVAL
        db.session.execute(update(AccountSession).values(used_at=hour_ago))
        db.session.commit()
        event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 60000"))
        db.engine.dispose()
    other.execute(LOCK)
    assert owner.get("/").status_code == 200
    other.execute("ROLLBACK")
    assert owner.get("/").status_code == 200
    with app.app_context():
        assert db.session.scalar(db.select(AccountSession.used_at)) > hour_ago


def test_a_wrong_address_is_not_found_while_someone_saves(
    app: Flask, other: sqlite3.Connection
) -> None:
    visitor = app.test_client()
    visitor.set_cookie("vitae", "ended-long-ago")
    other.execute(LOCK)
    assert visitor.post("/none", data={"a": "b"}).status_code == 404
    assert visitor.post("/edit/none", data={"a": "b"}).status_code in {401, 404}
    assert visitor.post("/", data={"a": "b"}).status_code == 405


REFUSED = [
    (WORK, "save", {"title": ""}),
    ("/edit/profile", "save", {"name": ""}),
    ("/edit/biography", "save", {"biography": "a" * 50_001}),
    ("/edit/works", "publish", {}),
    ("/edit/account/password", "save", {"current": ""}),
]


@pytest.mark.parametrize("form", FORMS + REFUSED)
def test_others_can_save_while_a_form_is_shown(
    app: Flask,
    owner: FlaskClient,
    other: sqlite3.Connection,
    form: tuple[str, str, dict[str, Any]],
) -> None:
    address, do, typed = form
    shown: list[int] = []

    def save(*_: Any, **__: Any) -> None:
        other.executescript(SAVE % 0)
        shown.append(1)

    page = "/edit/account" if "account" in address else address
    sent = {**opened(owner, page), **typed, "do": do}
    with template_rendered.connected_to(save, app):
        assert owner.get(page).status_code == 200
        assert owner.post(address, data=sent).status_code in {200, 422}
    assert len(shown) >= 2


def parsing(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> list[str]:
    """Act whenever a list of authors is parsed; return the lists."""
    parse, parsed = roles.split_contributors, list[str]()

    def split(text: str) -> list[NamedContributor]:
        if text:
            parsed.append(text)
            act()
        return parse(text)

    monkeypatch.setattr(roles, "split_contributors", split)
    return parsed


def test_others_can_save_while_a_form_to_be_saved_is_parsed(
    owner: FlaskClient, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {**opened(owner, WORK), "authors-pasted": NEW_AUTHOR}
    parsed = parsing(monkeypatch, lambda: other.executescript(SAVE % 0))
    assert owner.post(WORK, data=sent).status_code == 303
    assert parsed == [NEW_AUTHOR]
    assert NEW_AUTHOR in owner.get("/").text


def test_a_form_is_compared_again_with_what_others_saved_meanwhile(
    owner: FlaskClient, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {**opened(owner, WORK), "authors-pasted": NEW_AUTHOR}
    theirs = iter([SAVE % 1, ""])
    parsed = parsing(monkeypatch, lambda: other.executescript(next(theirs)))
    assert owner.post(WORK, data=sent).status_code == 303
    assert parsed == [NEW_AUTHOR, NEW_AUTHOR]
    assert NEW_AUTHOR in owner.get("/").text


def test_nothing_is_saved_once_the_session_has_ended(
    owner: FlaskClient, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {**opened(owner, WORK), "authors-pasted": NEW_AUTHOR}
    parsing(monkeypatch, lambda: other.execute("DELETE FROM account_session"))
    assert owner.post(WORK, data=sent).status_code == 401
    assert NEW_AUTHOR not in owner.get("/").text


def test_a_biography_is_rendered_before_it_is_saved(
    owner: FlaskClient, other: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    render = biography.CURLY_QUOTES.render

    def rendering(text: str) -> str:
        other.executescript(SAVE % 0)
        return str(render(text))

    sent = {**opened(owner, "/edit/biography"), "biography": "On *tides*"}
    monkeypatch.setattr(biography.CURLY_QUOTES, "render", rendering)
    assert owner.post("/edit/biography", data=sent).status_code in {200, 303}
    assert "On <em>tides</em>" in owner.get("/").text


@pytest.mark.parametrize(
    "pasted", ["Ab, " * 99_000, "Roe, A.; " * 50_000, "Roe\n" * 99_000, "Roe and " * 60_000]
)
def test_a_list_of_far_too_many_authors_is_refused_unread(
    owner: FlaskClient, monkeypatch: pytest.MonkeyPatch, pasted: str
) -> None:
    parsed = parsing(monkeypatch, lambda: None)
    sent = {**opened(owner, WORK), "authors-pasted": pasted, "do": "authors.paste"}
    answer = owner.post(WORK, data=sent)
    assert answer.status_code == 422
    assert "At most 5,000 authors; there are far more." in answer.text
    assert not parsed

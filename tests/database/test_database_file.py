"""Sites whose database is only read: visitors see all of it, and others are told why not more."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import make_url

from app import create_app
from app.cli import server
from app.database import database_file, db
from app.database.database_file import READ_ONLY, UNCHANGING
from app.serving.front import Front
from tests.support import rsgi
from tests.support.accounts import sign_in
from tests.support.factories import fill, many
from tests.support.pages import fragment, page, texts

FORMS = (
    "sqlite:///{}?mode=ro&immutable=1",
    "sqlite:///{}?mode=ro",
    "sqlite:///{}?immutable=1",
    "sqlite:///file:{}?mode=ro&immutable=1&uri=true",
    "sqlite+pysqlite:///file://{}?mode=ro&uri=true",
)
VISITED = ("/", "/publications/study-number-1", "/feed.atom", "/cv", "/publications.bib", "/charts")


@pytest.fixture
def file(app: Flask, database: Path, tmp_path: Path) -> Path:
    """A database with an account, in a folder of its own, which nobody else writes."""
    fill(app, *many(30))
    sign_in(app)
    folder = tmp_path / "a copy"
    folder.mkdir()
    return Path(shutil.copy(database, folder / "site.sqlite"))


@pytest.fixture(params=FORMS)
def copy(request: pytest.FixtureRequest, file: Path) -> Iterator[Flask]:
    app = create_app({"DATABASE_URL": request.param.format(file), "LOOKUPS": False})
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize(
    ("url", "path", "opening"),
    [
        ("sqlite:////a/b.sqlite?mode=ro&immutable=1", "/a/b.sqlite", UNCHANGING),
        ("sqlite:////a/b.sqlite?mode=ro&timeout=3", "/a/b.sqlite", READ_ONLY),
        ("sqlite:///file:/a/b%20c.sqlite?mode=ro&uri=true", "/a/b c.sqlite", READ_ONLY),
        ("sqlite:///b.sqlite?immutable=1", "b.sqlite", UNCHANGING),
        ("sqlite:////a/b.sqlite?mode=rw", "/a/b.sqlite", ""),
        ("sqlite:////a/b.sqlite", "/a/b.sqlite", ""),
        ("postgresql+psycopg://host/name?mode=ro", "name", ""),
    ],
)
def test_the_address_says_how_the_file_is_opened(url: str, path: str, opening: str) -> None:
    found, said = database_file.read_only_address(make_url(url))
    assert (found.database, said) == (path, opening)
    assert not opening or set(found.query) <= {"timeout"}


def test_visitors_are_served_as_ever(copy: Flask, file: Path) -> None:
    before = file.read_bytes()
    client, front = copy.test_client(), Front(copy)
    for address in VISITED:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Sign in" not in answer.text, address
        for _ in range(2):
            assert rsgi.get(front, address).status == 200
    assert rsgi.kept(front) == len(VISITED)
    assert client.get("/readyz").status_code == 200
    front.close()
    assert (file.read_bytes(), os.listdir(file.parent)) == (before, ["site.sqlite"])


def test_whoever_wants_to_edit_is_told_why_not(copy: Flask) -> None:
    client = copy.test_client()
    for address in ("/sign-in", "/edit", "/edit/works", "/welcome/x", "/fragments/edit/biography"):
        for method in ("GET", "POST"):
            answer = client.open(address, method=method, data={"email": "a@b.example"})
            assert answer.status_code == 403, address
            is_part = address.startswith("/fragments")
            tree = fragment(answer) if is_part else page(answer)
            (heading,) = texts(tree, "strong" if is_part else "h1")
            assert heading.rstrip(".") == "This copy of the site is read-only"
            assert "nobody can sign in or edit here" in tree.to_text()


def test_a_session_from_before_does_not_help(copy: Flask, app: Flask) -> None:
    client = copy.test_client()
    cookie = sign_in(app).get_cookie("vitae")
    assert cookie
    client.set_cookie("vitae", cookie.value)
    assert client.get("/").status_code == 200
    assert client.get("/edit/works").status_code == 403


def test_it_is_served_but_not_changed_from_the_terminal(
    copy: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "serve", lambda *_: None)
    monkeypatch.setattr(server, "require_free_port", lambda *_: None)
    copy.config["SITE_URL"] = "https://ada.example"
    runner = copy.test_cli_runner()
    for command in ("serve", "start"):
        done = runner.invoke(args=[command])
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith("The database is only read: nobody can sign in or edit.\n")
    assert runner.invoke(args=["export"]).output.count("@article") == 30
    assert runner.invoke(args=["account", "list"]).exit_code == 0
    for command in ("upgrade", "account add ada@site.example --link", "account links"):
        done = runner.invoke(args=command.split())
        assert (done.exit_code, done.output.count("\n")) == (1, 1)
        assert done.output.startswith("Error: DATABASE_URL opens the database for reading only.")


def test_one_of_another_version_is_not_served(
    copy: Flask, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "serve", lambda *_: None)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    done = copy.test_cli_runner().invoke(args=["serve"])
    assert (done.exit_code, copy.test_client().get("/").status_code) == (1, 503)
    assert done.output.startswith("Error: The database is not of this version of Vitae.")


@pytest.mark.parametrize("of", ["file", "folder"])
def test_where_the_user_may_not_write_signing_in_is_no_use(
    app: Flask, database: Path, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    # Root may write everywhere.
    blocked = database if of == "file" else database.parent
    monkeypatch.setattr(os, "access", lambda path, _: path != blocked)
    client = app.test_client()
    assert client.get("/").status_code == 200
    answer = client.get("/sign-in")
    assert (answer.status_code, texts(page(answer), "h1")) == (
        503,
        ["Nothing can be saved right now"],
    )


def test_nobody_else_may_read_a_new_database(tmp_path: Path) -> None:
    file = tmp_path / "site.sqlite"
    app = create_app({"DATABASE_URL": f"sqlite:///{file}"})
    with app.app_context():
        upgrade()
        db.engine.dispose()
    assert file.stat().st_mode & 0o777 == 0o600

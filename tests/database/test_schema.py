"""A schema that is missing, or another one: said in words with the command, until it is there."""

import json
from collections.abc import Callable

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text

from app.database import db, problems
from app.database.problems import Problem
from app.serving.front import Front
from tests.support import rsgi
from tests.support.factories import fill, record
from tests.support.pages import fragment, page, texts

UPGRADE, RESTORE = "flask --app wsgi upgrade", "flask --app wsgi restore FILE"
FILES = ("/feed.atom", "/publications.bib", "/publications.csv", "/sitemap.xml", "/robots.txt")
JSON = ("/feed.json", "/publications.json", "/publications/on-tides.json")


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Return an application whose schema comes to harm."""
    own_app.testing = False
    fill(own_app, record())
    return own_app


def run(app: Flask, *statements: str) -> None:
    with app.app_context():
        with db.engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        db.engine.dispose()


def be_older(app: Flask) -> None:
    run(app, "UPDATE alembic_version SET version_num = '0001'")


def be_newer(app: Flask) -> None:
    run(app, "UPDATE alembic_version SET version_num = '9999'")


def be_unversioned(app: Flask) -> None:
    run(app, "DROP TABLE alembic_version")


def be_empty(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        if db.engine.dialect.name == "sqlite":
            with open(db.engine.url.database or "", "wb"):
                pass
            db.engine.dispose()
            return
    run(app, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


@pytest.mark.parametrize(
    ("harm", "problem", "command"),
    [
        (be_older, problems.OLDER, UPGRADE),
        (be_unversioned, problems.OLDER, UPGRADE),
        (be_empty, problems.EMPTY, UPGRADE),
        (be_newer, problems.NEWER, RESTORE),
    ],
)
def test_what_is_asked_for_says_what_to_run(
    app: Flask, harm: Callable[[Flask], None], problem: Problem, command: str
) -> None:
    harm(app)
    visitor = app.test_client()
    for address in ("/", "/publications/on-tides", "/cv", "/sign-in"):
        answer = visitor.get(address)
        assert (answer.status_code, answer.mimetype) == (503, "text/html"), address
        assert texts(page(answer), "h1") == [problem.heading]
        assert f"“{command}”" in page(answer).to_text()
        assert answer.headers["Retry-After"] == "5"
    answer = visitor.get("/fragments/publications")
    assert answer.status_code == 503
    assert f"“{command}”" in fragment(answer).to_text()
    for address in FILES:
        answer = visitor.get(address)
        assert (answer.status_code, answer.mimetype) == (503, "text/plain"), address
        assert answer.text.startswith(f"{problem.heading}. {problem.explanation}")
        assert f"“{command}”" in answer.text
    for address in JSON:
        answer = visitor.get(address)
        assert (answer.status_code, answer.mimetype) == (503, "application/problem+json"), address
        told = json.loads(answer.text)
        assert (told["status"], told["title"]) == (503, problem.heading)
        assert f"“{command}”" in told["detail"]


def test_the_site_answers_as_soon_as_the_schema_is_there(app: Flask) -> None:
    be_empty(app)
    visitor, front = app.test_client(), Front(app)
    assert visitor.get("/").status_code == rsgi.get(front).status == 503
    with app.app_context():
        flask_migrate.upgrade()
        db.session.remove()
    assert visitor.get("/").status_code == rsgi.get(front).status == 200
    front.close()


def test_the_log_has_the_remedy_once(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    be_older(app)
    app.test_client().get("/")
    assert [record.getMessage() for record in caplog.records] == [problems.OLDER.remedy]


def test_an_editor_is_told_the_same(app: Flask) -> None:
    be_older(app)
    client = app.test_client()
    client.set_cookie("vitae", "x")
    for method in ("GET", "POST"):
        answer = client.open("/edit/works", method=method)
        assert (answer.status_code, UPGRADE in answer.text) == (503, True)

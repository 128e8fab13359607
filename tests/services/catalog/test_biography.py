"""The biography: rendered whenever it is saved, and at no visit."""

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect

from app.database import db
from app.models import Noun, Profile
from app.services.actor import TERMINAL
from app.services.catalog import biography
from app.services.editing import profile
from app.services.history import timeline, undo
from tests.support.factories import fill

TIDES = "<p>I study <em>tides</em>.</p>"


def stored() -> str:
    return db.session.get_one(Profile, 1).biography_html


def test_a_visit_shows_what_was_rendered_before(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, profile={"biography": "I study *tides*."})
    monkeypatch.setattr(biography, "to_html", None)
    assert TIDES in client.get("/").text


def test_each_way_to_save_renders(app: Flask) -> None:
    fill(app, profile={"biography": "I study *tides*."})
    with app.app_context():
        assert stored() == TIDES
        profile.save_biography("I study *salt*.", TERMINAL, None)
        assert stored() == "<p>I study <em>salt</em>.</p>"
        last = timeline.last_change((Noun.PROFILE, 1))
        assert last
        revision = timeline.get_revision(last.id)
        assert revision
        undo.undo(revision, TERMINAL)
        assert stored() == TIDES


@pytest.mark.slow
def test_an_upgrade_renders_what_an_older_version_saved(app: Flask) -> None:
    fill(app, profile={"biography": "I study *tides*."})
    with app.app_context():
        flask_migrate.downgrade(revision="0011")
        columns = inspect(db.session.connection()).get_columns("profile")
        assert "biography_html" not in [column["name"] for column in columns]
        db.session.remove()
        flask_migrate.upgrade()
        assert stored() == TIDES


@pytest.mark.parametrize(
    ("quotes", "shown"),
    [(1_000, "“”" * 500), (1_002, "&quot;" * 1_002), (50_000, "&quot;" * 50_000)],
)
def test_so_many_quotes_stay_straight(quotes: int, shown: str) -> None:
    html = biography.to_html('"' * quotes)
    assert html.replace('"', "&quot;") == f"<p>{shown}</p>"

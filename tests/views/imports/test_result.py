"""The result on an import's page, while it is in effect and after it is undone."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.models import Decision
from tests.support.accounts import sign_in, token
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import applied, choose, stage
from tests.support.pages import attribute, page, texts

ONE = "/edit/import/1"
DONE = ".decided, .differences tbody small"


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides"], work="tides"))
    return sign_in(app)


def test_an_undone_import_shows_no_results(app: Flask, owner: FlaskClient) -> None:
    stage(app, record(title="Tides of the north"), record(pages="1–9"), PREPRINT)
    choose(app, 1, 0, Decision.ADD, topics=["Tides"])
    undo = f"/edit/history/{applied(app, 1).revision}/undo"
    assert texts(page(owner.get(ONE)), DONE) == [
        "Topics: Tides",
        "Imported · Edit the work",
        "used",
        "Changed · Edit the work",
        "Joined · Edit the work",
    ]
    owner.post(undo, data={"token": token(owner), "next": ONE})
    assert texts(page(owner.get(ONE)), DONE) == []


def test_entries_merged_into_one_version_all_link_to_its_work(
    app: Flask, owner: FlaskClient
) -> None:
    both = record(title="On kelp"), record(title="On kelp", volume="3")
    applied(app, stage(app, *both))
    assert attribute(page(owner.get(ONE)), ".decided a", "href") == ["/edit/works/on-kelp"] * 2


def test_possible_duplicates_are_linked(app: Flask, owner: FlaskClient) -> None:
    long = "Measuring the residual of spring tides along the northern cape"
    stage(app, record(title=long), record(title=long.replace("northern", "southern")))
    assert texts(page(owner.get(ONE)), "#import-result") == []
    applied(app, 1)
    tree = page(owner.get(ONE))
    assert attribute(tree, "#import-result .hint a", "href") == ["/edit/duplicates"]
    applied(app, stage(app, record(title="On kelp")))
    assert attribute(page(owner.get("/edit/import/2")), "#import-result .hint a", "href") == []

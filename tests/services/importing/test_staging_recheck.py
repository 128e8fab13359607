"""A site that changes between preview and import: the affected entries are shown again."""

from typing import Any

import pytest
from flask import Flask

from app.models import Decision, ImportState
from app.services.actor import TERMINAL
from app.services.editing import topics
from tests.support.factories import fill, record
from tests.support.imports import applied, choose, entries, stage

ELSEWHERE = record(title="On dunes", authors=["Zoe Zulu"])
LINK = {"kind": "pdf", "url": "https://a.example/tides.pdf"}


@pytest.mark.slow
@pytest.mark.parametrize("change", [{"authors": ["Ada Roe", "Bo Ek"]}, {"links": [LINK]}])
def test_an_unrelated_change_does_not_return_to_the_preview(
    app: Flask, change: dict[str, Any]
) -> None:
    fill(app, record(pages="1–9"))
    batch_id = stage(app, record(volume="3", **change))
    fill(app, ELSEWHERE)
    assert applied(app, batch_id).state is ImportState.APPLIED


@pytest.mark.parametrize("entry", [record(title="On kelp and tides"), record(volume="3"), record()])
def test_a_selected_topic_that_was_deleted_is_not_created_again(
    app: Flask, entry: dict[str, Any]
) -> None:
    fill(app, record(volume="3"), topics=["Tides", "Kelp"])
    batch_id = stage(app, entry)
    choose(app, batch_id, 0, entries(app, batch_id)[0].decision, topics=["Tides"])
    with app.app_context():
        topics.rename(1, "Sea and tide", TERMINAL, None)
    assert "1 entry was updated" in (applied(app, batch_id).note or "")
    assert "Tides" not in entries(app, batch_id)[0].suggested
    assert applied(app, batch_id).state is ImportState.APPLIED
    with app.app_context():
        assert topics.all_names() == ["Sea and tide", "Kelp"]


def test_a_suggested_topic_that_was_deleted_is_dropped_silently(app: Flask) -> None:
    fill(app, record(pages="1–9"), topics=["Tides"])
    batch_id = stage(app, record(pages="2–10"))
    choose(app, batch_id, 0, Decision.JOIN, "pages")
    with app.app_context():
        topics.delete(1, TERMINAL)
    assert applied(app, batch_id).done == "Imported 1 change from mine.json"


@pytest.mark.slow
def test_a_selected_topic_is_added_to_a_work_created_since_the_preview(app: Flask) -> None:
    fill(app, topics=["Tides"])
    batch_id = stage(app, record())
    choose(app, batch_id, 0, Decision.ADD, topics=["Tides"])
    fill(app, record())
    assert "1 entry was updated" in (applied(app, batch_id).note or "")
    assert applied(app, batch_id).done == "Imported 1 change from mine.json"

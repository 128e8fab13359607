"""An entry with one work's DOI and another's title shows that both are one work."""

import pytest
from flask import Flask

from app.models import ImportState, ItemState
from app.services.importing import staging
from tests.support.database import versions
from tests.support.factories import fill, record
from tests.support.imports import applied, entries, imported, stage

NUMBERED = record(title="Draft", doi="10.1000/a", year=2023)
TITLED = record(title="On tides", year=None)
BRIDGE = record(title="On tides", doi="10.1000/a", year=2024)

TOGETHER = [[("Draft", 2023), ("On tides", None)]]


@pytest.fixture(params=[500, 1])
def chunk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """Stage and recheck the entries together, and one by one."""
    monkeypatch.setattr(staging, "CHUNK", request.param)
    return int(request.param)


def test_the_later_of_two_joined_entries_becomes_a_version(app: Flask, chunk: int) -> None:
    fill(app)
    batch_id = stage(app, NUMBERED, TITLED, BRIDGE)
    found = [(entry.state, entry.duplicate_of) for entry in entries(app, batch_id)]
    assert found == [(ItemState.NEW, None), (ItemState.VERSION, 0), (ItemState.CHANGED, 0)]
    assert applied(app, batch_id).done == "Imported 1 work and 1 version from mine.json"
    assert versions(app) == TOGETHER


def test_the_order_of_the_file_does_not_matter(app: Flask, chunk: int) -> None:
    fill(app)
    imported(app, TITLED, NUMBERED, BRIDGE)
    assert versions(app) == TOGETHER


def test_an_entry_becomes_a_version_of_the_sites_work(app: Flask, chunk: int) -> None:
    fill(app, NUMBERED)
    (titled, bridge) = entries(app, batch_id := stage(app, TITLED, BRIDGE))
    assert (titled.state, titled.work_id) == (ItemState.VERSION, 1)
    assert (bridge.state, bridge.work_id) == (ItemState.CHANGED, 1)
    applied(app, batch_id)
    assert versions(app) == TOGETHER


def test_works_of_the_site_are_never_merged(app: Flask) -> None:
    fill(app, NUMBERED, TITLED)
    imported(app, BRIDGE)
    assert len(versions(app)) == 2


def test_an_unrelated_change_does_not_return_to_the_preview(app: Flask, chunk: int) -> None:
    fill(app)
    batch_id = stage(app, NUMBERED, TITLED, BRIDGE)
    fill(app, record(title="On dunes", authors=["Zoe Zulu"]))
    assert applied(app, batch_id).state is ImportState.APPLIED
    assert len(versions(app)) == 2


def test_importing_the_same_file_again_changes_nothing(app: Flask) -> None:
    fill(app)
    imported(app, NUMBERED, TITLED, BRIDGE)
    assert {e.state for e in entries(app, stage(app, NUMBERED, TITLED, BRIDGE))} == {ItemState.SAME}

"""Importing an updated file after works of one title were split updates each of them."""

from collections.abc import Callable

import pytest
from flask import Flask

from app.models import Decision, ItemState
from app.services.actor import TERMINAL
from app.services.editing import splitting
from tests.support.database import versions
from tests.support.imports import applied, choose, entries, stage_text

FIRST = "@article{a, title={On tides}, author={Ada Roe}, year={2023}, journal={Seas}}\n"
SECOND = "@inproceedings{b, title={On tides}, author={Ada Roe}, year={2024}, booktitle={ICML}}\n"
LATER = (FIRST + SECOND).replace("}}\n", "}, note={New}}\n")


def split(app: Flask) -> None:
    applied(app, stage_text(app, FIRST + SECOND, "mine.bib"))
    with app.app_context():
        assert splitting.split("on-tides", 2, TERMINAL, None)


def bring_apart(app: Flask) -> None:
    batch_id = stage_text(app, FIRST + SECOND, "mine.bib")
    choose(app, batch_id, 1, Decision.ADD)
    applied(app, batch_id)


@pytest.mark.slow
@pytest.mark.parametrize("part", [split, bring_apart])
def test_each_updated_entry_changes_its_own_work(app: Flask, part: Callable[[Flask], None]) -> None:
    part(app)
    before = versions(app)
    assert [len(work) for work in before] == [1, 1]
    batch_id = stage_text(app, LATER, "mine.bib")
    found = [(e.state, e.publication_id) for e in entries(app, batch_id)]
    assert found == [(ItemState.CHANGED, 1), (ItemState.CHANGED, 2)]
    assert applied(app, batch_id).done == "Imported 2 changes from mine.bib"
    assert versions(app) == before

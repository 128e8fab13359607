"""A site that was changed between a preview and its being applied: what that changes is shown."""

from typing import Any

import pytest
from flask import Flask

from app.models import ImportState
from tests.factories import fill, record
from tests.imports import applied, given

ELSEWHERE = record(title="On dunes", authors=["Zoe Zulu"])
LINK = {"kind": "pdf", "url": "https://a.example/tides.pdf"}


@pytest.mark.parametrize("change", [{"authors": ["Ada Roe", "Bo Ek"]}, {"links": [LINK]}])
def test_what_changed_elsewhere_shows_nothing_anew(app: Flask, change: dict[str, Any]) -> None:
    fill(app, record(pages="1–9"))
    batch_id = given(app, record(volume="3", **change))
    fill(app, ELSEWHERE)
    assert applied(app, batch_id).state is ImportState.APPLIED

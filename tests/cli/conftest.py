"""Commands on a site with one work, in a folder of its own."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.support.factories import fill, record


@pytest.fixture
def runner(app: Flask, database: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskCliRunner:
    monkeypatch.setattr(app, "instance_path", str(database.parent))
    fill(app, record(topics=["Tides"]))
    return app.test_cli_runner()

"""Commands on a site with one work, in a folder of its own."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.support.factories import fill, record


@pytest.fixture
def runner(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskCliRunner:
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    fill(app, record(topics=["Tides"]))
    return app.test_cli_runner()

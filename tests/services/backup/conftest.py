"""A site whose database, settings and backups lie in one folder."""

from pathlib import Path

import pytest
from flask import Flask

from tests.support.factories import fill, record


@pytest.fixture
def instance(app: Flask, database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The instance folder of a site with two works."""
    monkeypatch.setattr(app, "instance_path", str(database.parent))
    fill(app, record(topics=["Tides"]), record(title="Salt"))
    return database.parent

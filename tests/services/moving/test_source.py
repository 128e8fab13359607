"""What is read from a site, and what keeps it from being read."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from app import create_app
from app.database import db
from app.services.moving import copy, source, target
from app.services.moving.errors import MoveError
from tests.support.factories import fill, record
from tests.support.site_files import run


def test_records_with_a_nul_are_named_before_anything_is_written(
    app: Flask, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, record(), record(title="Salt"), profile={"biography": "Tides"})
    run(database, "UPDATE publication SET title = 'Sa' || char(0) || 'lt' WHERE id = 2")
    run(database, "UPDATE profile SET biography = 'Ti' || char(0)")
    with app.app_context(), source.unchanging() as site:
        assert source.records_with_nul(site) == ["profile 1", "publication 2 (“Sa\ufffdlt”)"]
    monkeypatch.setattr(target, "check", lambda _: None)
    nowhere = make_url("postgresql+psycopg://nobody@nowhere.invalid/vitae")
    with app.app_context(), pytest.raises(MoveError, match=r"profile 1; publication 2 \(“Sa.lt”\)"):
        copy.copy_site(nowhere, lambda *_: None)


def test_a_site_that_cannot_be_written_is_copied(
    app: Flask, database: Path, tmp_path: Path
) -> None:
    fill(app, record())
    reading = create_app({"DATABASE_URL": f"sqlite:///file:{database}?mode=ro&uri=true"})
    with reading.app_context():
        copied = copy.copy_site(make_url(f"sqlite:///{tmp_path}/copy.sqlite"), lambda *_: None)
        db.engine.dispose()
    assert copied.rows["work"] == 1

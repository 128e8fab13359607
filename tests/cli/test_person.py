"""The commands on a person's data."""

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from app.database import db
from app.models import Person
from tests.support.pdf_files import attach
from tests.support.personal import fill_with_people


@pytest.fixture
def runner(app: Flask, tmp_path: Path) -> FlaskCliRunner:
    app.instance_path = str(tmp_path)
    fill_with_people(app)
    return app.test_cli_runner()


def run(runner: FlaskCliRunner, *args: str, typed: str = "", code: int = 0) -> str:
    result = runner.invoke(args=["person", *args], input=typed)
    assert result.exit_code == code, result.output
    return result.output


def people(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Person.name).order_by(Person.id)))


def test_export_writes_json_to_a_file_or_the_terminal(
    runner: FlaskCliRunner, tmp_path: Path
) -> None:
    printed = run(runner, "export", "uma-wren")
    assert json.loads(printed)["names"] == ["Uma Wren", "Uma Wrenley"]
    file = tmp_path / "uma.json"
    assert run(runner, "export", "uma-wren", "--output", str(file)) == ""
    assert file.read_text(encoding="utf-8") == printed
    nowhere = str(tmp_path / "none" / "uma.json")
    assert "can't be written" in run(runner, "export", "uma-wren", "--output", nowhere, code=1)


def test_erase_asks_and_says_what_stays(app: Flask, runner: FlaskCliRunner) -> None:
    asked = run(runner, "erase", "Uma Wren", typed="n\n", code=1)
    assert "Erase Uma Wren, Uma Wrenley? This can't be undone." in asked
    assert "Uma Wrenley" in people(app)
    attach(app, "open-sea", slug="open-sea")
    assert run(runner, "erase", "Uma Wren", "--yes").splitlines() == [
        "Erased Uma Wren, Uma Wrenley from the site and its history."
        " Backups may still have the data.",
        "The name stays in the author lists of 1 publication, as printed.",
        "The name may be printed in 1 attached PDF, to be replaced in the form of the work.",
        "The biography mentions the name: edit it if it should not.",
    ]
    assert people(app) == ["Ada Roe", "Tom Wu"]
    assert json.loads(run(runner, "export", "Uma Wren"))["people"] == []


def test_errors_are_sentences(app: Flask, runner: FlaskCliRunner) -> None:
    assert "is called Nobody" in run(runner, "export", "Nobody", code=1)
    assert "the owner of the site" in run(runner, "erase", "Ada Roe", "--yes", code=1)
    assert people(app) == ["Ada Roe", "Uma Wrenley", "Tom Wu"]

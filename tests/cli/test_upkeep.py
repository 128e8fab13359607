"""The upgrade command."""

import os
import re
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import make_url

from app.database import db, schema
from app.database.problems import NEWER
from tests.support.site_files import run

MADE = re.compile(r"Backup: /\S+/backups/vitae-\d{8}T\d{6}Z\.zip \(\d+ kB\)\n")


@pytest.mark.slow
def test_an_upgrade_begins_with_a_backup(app: Flask, runner: FlaskCliRunner) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="0007")
    output = runner.invoke(args=["upgrade"]).output
    assert MADE.match(output)
    assert output.endswith("\nThe database was upgraded.\n")
    with app.app_context(), db.engine.connect() as connection:
        assert schema.revision_of(connection) == schema.VERSIONS[-1]


def test_there_is_no_backup_where_nothing_is_upgraded(
    runner: FlaskCliRunner, database: Path
) -> None:
    assert runner.invoke(args=["upgrade"]).output == "The database is up to date.\n"
    assert not (database.parent / "backups").exists()


def test_an_upgrade_of_a_newer_database_is_refused(runner: FlaskCliRunner, database: Path) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9999'")
    result = runner.invoke(args=["upgrade"])
    assert (result.exit_code, "A newer version of Vitae" in result.output) == (1, True)
    assert not (database.parent / "backups").exists()


@pytest.mark.parametrize("command", [["db", "upgrade"], ["db", "current"], ["check"]])
def test_a_newer_database_asks_for_a_newer_program(
    own_app: Flask, database: Path, command: list[str]
) -> None:
    run(database, "UPDATE alembic_version SET version_num = '9999'")
    # As the `flask` command does before it finds a command.
    with own_app.app_context():
        result = own_app.test_cli_runner().invoke(args=command)
    assert (result.exit_code, NEWER.remedy in result.output) == (1, True)
    assert "wsgi upgrade" not in result.output


@pytest.mark.usefixtures("database")
@pytest.mark.slow
def test_an_upgrade_creates_a_missing_database(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path
) -> None:
    with app.app_context():
        db.engine.dispose()
        db.engine.url = make_url(f"sqlite:///{tmp_path / 'new.sqlite'}")
    assert runner.invoke(args=["upgrade"]).output == (
        f"The database was created ({tmp_path / 'new.sqlite'}).\n"
    )
    assert "backups" not in os.listdir(tmp_path)


def test_a_sound_site_is_in_order(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["check"])
    assert (result.exit_code, result.output) == (0, "Everything is in order.\n")


@pytest.mark.slow
def test_faults_are_named_and_fixed_when_asked(runner: FlaskCliRunner, database: Path) -> None:
    run(database, "UPDATE publication SET title_html = 'Old'")
    outdated = "The stored HTML of 1 publication is out of date."
    result = runner.invoke(args=["check"])
    assert (result.exit_code, result.output) == (1, f"{outdated} (--fix corrects this.)\n")
    result = runner.invoke(args=["check", "--fix"])
    assert result.exit_code == 0
    first, aside, last = result.output.splitlines()
    assert (first, last) == (outdated, "Everything is in order.")
    assert Path(aside.removeprefix("Saved the site as it was: ")).is_file()


@pytest.mark.slow
def test_what_cannot_be_fixed_is_named_again(runner: FlaskCliRunner, database: Path) -> None:
    run(database, "UPDATE publication SET title_html = 'Old'", "DELETE FROM publication_link")
    run(database, 'UPDATE profile SET portrait = \'[{"hash": "none"}]\'')
    result = runner.invoke(args=["check", "--fix"])
    assert result.exit_code == 1
    assert result.output.endswith(
        "Still wrong: The photograph's file is missing: upload it again.\n"
    )


def test_a_damaged_database_is_named(runner: FlaskCliRunner, database: Path) -> None:
    database.write_bytes(b"spoilt" * 700)
    result = runner.invoke(args=["check"])
    assert result.exit_code == 1
    assert result.output.startswith("Error: The database is damaged. Restore a backup.")

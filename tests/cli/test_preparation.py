"""What commands do to the database before anything else: create it, or upgrade it safely."""

import zipfile
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import make_url

from app.cli import server
from app.database import db, schema
from tests.support.factories import document_bytes, record

PREVIOUS = schema.VERSIONS[-2]


@pytest.fixture(autouse=True)
def nothing_is_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "serve", lambda *_: None)
    monkeypatch.setattr(server, "require_free_port", lambda *_: None)


@pytest.fixture
def absent(app: Flask, tmp_path: Path) -> Path:
    """Let the site's database be a file that does not exist."""
    missing = tmp_path / "moved.sqlite"
    with app.app_context():
        db.engine.dispose()
        db.engine.url = make_url(f"sqlite:///{missing}")
    return missing


def downgrade(app: Flask) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision=PREVIOUS)


def revision(app: Flask) -> str | None:
    with app.app_context(), db.engine.connect() as connection:
        return schema.revision_of(connection)


@pytest.mark.slow
@pytest.mark.parametrize("command", [["serve"], ["start"], ["export"], ["account", "list"]])
def test_an_older_database_is_backed_up_before_it_is_upgraded(
    app: Flask, runner: FlaskCliRunner, database: Path, command: list[str]
) -> None:
    downgrade(app)
    result = runner.invoke(args=command)
    assert (result.exit_code, revision(app)) == (0, schema.VERSIONS[-1])
    (backup,) = (database.parent / "backups").glob("vitae-*.zip")
    with zipfile.ZipFile(backup) as packed:
        packed.extract("site.sqlite", database.parent / "former")
    with app.app_context():
        db.engine.dispose()
        db.engine.url = make_url(f"sqlite:///{database.parent / 'former' / 'site.sqlite'}")
    assert revision(app) == PREVIOUS
    first, second = result.stderr.splitlines()
    assert (first.split(" (")[0], second) == (f"Backup: {backup}", "The database was upgraded.")
    assert "Backup" not in result.stdout


@pytest.mark.slow
def test_without_a_backup_nothing_is_upgraded(
    app: Flask, runner: FlaskCliRunner, database: Path
) -> None:
    downgrade(app)
    (database.parent / "backups").write_text("not a folder")
    result = runner.invoke(args=["serve"])
    assert (result.exit_code, revision(app)) == (1, PREVIOUS)
    assert "Nothing was changed." in result.output


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    "command",
    [
        "account list",
        "account links",
        "account reset ada@site.example",
        "account reset-two-step ada@site.example",
        "account revoke 1",
        "account remove ada@site.example",
        "check",
        "export",
        "person export ada-roe",
        "person erase ada-roe --yes",
    ],
)
def test_a_database_that_was_moved_away_is_missed(
    runner: FlaskCliRunner, absent: Path, command: str
) -> None:
    result = runner.invoke(args=command.split())
    expected = f"This site has no database yet. If it was moved, move it back to {absent}."
    assert (result.exit_code, result.output) == (1, f"Error: {expected}\n")
    assert not absent.exists()


@pytest.mark.usefixtures("database")
@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    ["serve", "load FILE", "import FILE --yes", "account add ada@site.example --link", "upgrade"],
)
def test_commands_that_begin_a_site_say_that_they_create_it(
    runner: FlaskCliRunner, absent: Path, command: str
) -> None:
    file = absent.parent / "ada.json"
    file.write_bytes(document_bytes(record()))
    result = runner.invoke(args=command.replace("FILE", str(file)).split())
    assert (result.exit_code, absent.exists()) == (0, True)
    assert result.stderr.splitlines()[0] == f"The database was created ({absent})."


def test_nothing_is_said_of_a_database_that_is_up_to_date(
    runner: FlaskCliRunner, database: Path
) -> None:
    assert runner.invoke(args=["export"]).stderr == ""
    assert not (database.parent / "backups").exists()

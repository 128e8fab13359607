"""Commands end in a sentence, never in a stack trace, if the database fails."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import event

from app import database
from app.cli import server
from app.database import db
from app.database.problems import SchemaError
from tests.support.factories import document_bytes, record

NEWER = "A newer version of Vitae has changed the database. Update Vitae, or restore a backup."
LOCKED = "Another program is writing to the database. Try again in a moment."
READ_ONLY = "The database is read-only. Give this user permission to write to its file and folder."


@pytest.fixture
def app(own_app: Flask) -> Flask:
    """Return an application whose database comes to harm."""
    return own_app


@pytest.fixture
def runner(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskCliRunner:
    app.instance_path = str(tmp_path)
    monkeypatch.setattr(server, "serve", lambda *_: None)
    monkeypatch.setattr(server, "require_free_port", lambda *_: None)
    return app.test_cli_runner()


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ada.json"
    path.write_bytes(document_bytes(record()))
    return str(path)


COMMANDS = [
    ["start"],
    ["load", "FILE"],
    ["import", "FILE", "--yes"],
    ["export"],
    ["account", "add", "ada@site.example", "--link"],
    ["account", "list"],
]
WRITING = [command for command in COMMANDS if command not in (["export"], ["account", "list"])]


def said(runner: FlaskCliRunner, command: list[str], file: str) -> tuple[int, str]:
    result = runner.invoke(args=[file if word == "FILE" else word for word in command])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_newer_schema(
    runner: FlaskCliRunner, database: Path, file: str, command: list[str]
) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert said(runner, command, file) == (1, f"Error: {NEWER}\n")


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_damaged_file(
    runner: FlaskCliRunner, database: Path, file: str, command: list[str]
) -> None:
    database.write_bytes(b"spoilt" * 700)
    assert said(runner, command, file) == (
        1,
        "Error: The database is damaged. Restore a backup. (file is not a database)\n",
    )


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("command", WRITING, ids=" ".join)
def test_a_read_only_file(
    app: Flask, runner: FlaskCliRunner, file: str, command: list[str]
) -> None:
    def open_read_only(_d: object, _r: object, arguments: list[str], _: object) -> None:
        arguments[0] = arguments[0].replace("mode=rw", "mode=ro")

    with app.app_context():
        event.listen(db.engine, "do_connect", open_read_only)
        db.engine.dispose()
    reason = "attempt to write a readonly database"
    assert said(runner, command, file) == (1, f"Error: {READ_ONLY} ({reason})\n")


def test_a_locked_file(app: Flask, runner: FlaskCliRunner, database: Path, file: str) -> None:
    with app.app_context():
        event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA busy_timeout = 20"))
        db.engine.dispose()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        code, words = said(runner, ["load", "FILE"], file)
    assert (code, words) == (1, f"Error: {LOCKED} (database is locked)\n")


def test_a_folder_that_is_missing(
    app: Flask, runner: FlaskCliRunner, database: Path, file: str
) -> None:
    with app.app_context():
        db.engine.url = db.engine.url.set(database=str(database.parent / "none" / "site.sqlite"))
        event.listen(
            db.engine,
            "do_connect",
            lambda _d, _r, arguments, _: arguments.__setitem__(0, "file:/none/none.sqlite?mode=rw"),
        )
        db.engine.dispose()
    code, words = said(runner, ["load", "FILE"], file)
    assert code == 1
    assert words.startswith("Error: The database can't be opened. Check that its file is there")
    assert not (database.parent / "none").exists()


def test_an_emptied_database_is_not_taken_for_an_older_one(app: Flask, database: Path) -> None:
    database.write_bytes(b"")
    with app.test_request_context(), pytest.raises(SchemaError, match="The database is empty"):
        db.session.connection()


def test_accounts_are_listed_though_nothing_can_be_written(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(database, "require_writable", full)
    assert runner.invoke(args=["account", "list"]).exit_code == 0

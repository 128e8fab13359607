"""`copy-to`: what it asks, tells and refuses."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from app.cli import copy_to

NEXT = (
    "To use the copy, set DATABASE_URL=sqlite:///{} and restart the server."
    " What is saved in the former database from now on is not in the copy.\n"
)


def works(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        found: int = connection.execute("SELECT count(*) FROM work").fetchone()[0]
        return found


def test_the_site_is_copied_and_the_next_step_told(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(args=["copy-to", "sqlite:///copy.sqlite", "--yes"])
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert lines[0].startswith("From ")
    assert lines[1] == f"to   sqlite:///{tmp_path}/copy.sqlite"
    assert "        1 work" in lines
    counted = sum(int(line.split()[0]) for line in lines[2:-2])
    assert lines[-2].endswith(f" tables with {counted} rows.")
    assert result.output.endswith(NEXT.format(tmp_path / "copy.sqlite"))
    assert works(tmp_path / "copy.sqlite") == 1


@pytest.mark.parametrize("answer", ["y\n", "n\n"])
def test_it_asks_first(runner: FlaskCliRunner, tmp_path: Path, answer: str) -> None:
    result = runner.invoke(args=["copy-to", "sqlite:///copy.sqlite"], input=answer)
    assert "Copy the whole site there? [y/N]" in result.output
    assert result.exit_code == (answer == "n\n")
    assert (tmp_path / "copy.sqlite").exists() == (answer == "y\n")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://roe:geheim@db/vitae", "A target is an address such as sqlite:////path"),
        ("sqlite:////nowhere/copy.sqlite", "The folder /nowhere does not exist."),
    ],
)
def test_what_is_wrong_is_a_sentence(runner: FlaskCliRunner, url: str, said: str) -> None:
    result = runner.invoke(args=["copy-to", url, "--yes"])
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: {said}")
    assert result.output.endswith(" Nothing was copied.\n")
    assert len(result.output.splitlines()) == 1
    assert "geheim" not in result.output


def test_a_site_that_is_missing_is_not_copied(runner: FlaskCliRunner, database: Path) -> None:
    database.unlink()
    result = runner.invoke(args=["copy-to", "sqlite:///copy.sqlite", "--yes"])
    assert result.exit_code == 1
    assert "This site has no database yet." in result.output


def test_progress_is_shown_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    report = copy_to._progress()
    report("Copying", 200, 1_200)
    report("Copying", 1_200, 1_200)
    assert capsys.readouterr().err == "\rCopying: 200 of 1,200 rows\rCopying: 1,200 of 1,200 rows\n"

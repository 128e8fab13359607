"""The backup and restore commands."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from tests.support.site_files import all_rows, run

MADE = re.compile(r"Backup: (/\S+/backups/vitae-\d{8}T\d{6}Z(?:_\d)?\.zip) \(\d+ kB\)\n")


def back_up(runner: FlaskCliRunner) -> Path:
    output = runner.invoke(args=["backup"]).output
    said = MADE.fullmatch(output)
    assert said, output
    return Path(said.group(1))


@pytest.mark.slow
def test_a_backup_is_restored_by_one_command(runner: FlaskCliRunner, database: Path) -> None:
    file, before = back_up(runner), all_rows(database)
    run(database, "DELETE FROM topic")
    result = runner.invoke(args=["restore", str(file), "--yes"])
    time = f"{file.stem[6:10]}-{file.stem[10:12]}-{file.stem[12:14]}"
    assert re.fullmatch(
        rf"{file.name}: of {time} \d\d:\d\d UTC, with 1 work and 1 person\.\n"
        r"Restored\.\n"
        r"The former state is in /\S+/backups/before-restore-\d{8}T\d{6}Z\.zip\n",
        result.output,
    )
    assert all_rows(database) == before


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "topics"), [("n\n", 0), ("y\n", 1)])
def test_restoring_asks_for_confirmation(
    runner: FlaskCliRunner, database: Path, answer: str, topics: int
) -> None:
    file = back_up(runner)
    run(database, "DELETE FROM topic")
    result = runner.invoke(args=["restore", str(file)], input=answer)
    assert "Replace everything on the site with it? [y/N]" in result.output
    assert result.exit_code == 1 - topics
    assert len(all_rows(database)["topic"]) == topics


@pytest.mark.slow
def test_a_lost_site_is_restored_without_a_question(runner: FlaskCliRunner, database: Path) -> None:
    file = back_up(runner)
    database.unlink()
    result = runner.invoke(args=["restore", str(file)])
    assert result.output.endswith(" 1 person.\nRestored.\n")


def test_settings_that_were_restored_are_announced(runner: FlaskCliRunner, database: Path) -> None:
    settings = database.parent / "config.py"
    settings.write_text("WORKS_PER_PAGE = 10\n")
    file = back_up(runner)
    settings.unlink()
    output = runner.invoke(args=["restore", str(file), "--yes"]).output
    assert "The settings were restored, too: restart the server to use them.\n" in output


def test_settings_of_another_database_are_named_and_put_beside(
    runner: FlaskCliRunner, database: Path
) -> None:
    settings = database.parent / "config.py"
    settings.write_text("DATABASE_URL = 'sqlite:////srv/elsewhere.sqlite'\n")
    file = back_up(runner)
    settings.unlink()
    output = runner.invoke(args=["restore", str(file), "--yes"]).output
    assert "so this site keeps its own." in output
    assert output.endswith(f"Those of the backup are in {settings}.restored\n")
    assert not settings.exists()


@pytest.mark.slow
def test_old_backups_are_deleted_when_asked(runner: FlaskCliRunner) -> None:
    files = [back_up(runner) for _ in range(3)]
    output = runner.invoke(args=["backup", "--keep", "2"]).output
    assert output.endswith("Deleted 2 older backups.\n")
    assert [file.exists() for file in files] == [False, False, True]


def test_a_named_file_is_written_and_never_replaced(runner: FlaskCliRunner, tmp_path: Path) -> None:
    file = tmp_path / "mine.zip"
    assert f"Backup: {file} (" in runner.invoke(args=["backup", str(file)]).output
    second = runner.invoke(args=["backup", str(file)])
    assert second.output == f"Error: {file} exists already. Choose another name.\n"
    assert second.exit_code == 1
    both = runner.invoke(args=["backup", str(tmp_path / "b.zip"), "--keep", "2"])
    assert "--keep is for the backups in instance/backups/" in both.output
    assert not (tmp_path / "b.zip").exists()


def test_a_file_that_is_no_backup_changes_nothing(runner: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "diary.zip").write_text("Dear diary")
    result = runner.invoke(args=["restore", str(tmp_path / "diary.zip"), "--yes"])
    said = "Error: diary.zip is not a backup of Vitae. Nothing was changed.\n"
    assert (result.exit_code, result.output) == (1, said)

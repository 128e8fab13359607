"""`flask --app wsgi import`: preview, confirmation, import, and exit codes."""

import json
from pathlib import Path

import pytest
from flask import Flask

from app.models import ImportBatch, ImportState
from app.services.actor import TERMINAL
from app.services.editing import works
from app.services.importing import staging, worker, write
from tests.support.database import rows, versions
from tests.support.factories import fill
from tests.support.imports import seen

BIB = "@article{roe, title={On tides}, author={Ada Roe}, year={2024}, journal={Seas}}\n"


def run(app: Flask, folder: Path, text: str, *options: str) -> tuple[int, str]:
    file = folder / "mine.bib"
    file.write_text(text, encoding="utf-8")
    done = app.test_cli_runner().invoke(args=["import", str(file), *options])
    return done.exit_code, done.stdout


def interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def test_importing_the_same_file_again_changes_nothing(app: Flask, tmp_path: Path) -> None:
    fill(app)
    code, said = run(app, tmp_path, BIB, "--yes")
    assert code == 0
    assert "mine.bib: 1 entry" in said
    assert "Imported 1 work from mine.bib. You can undo it in History." in said
    code, said = run(app, tmp_path, BIB)
    assert (code, said.splitlines()[-1]) == (
        0,
        "The site already has every entry. Nothing was changed.",
    )
    assert versions(app) == [[("On tides", 2024)]]


def test_a_deleted_entry_is_not_imported_again(app: Flask, tmp_path: Path) -> None:
    fill(app)
    run(app, tmp_path, BIB, "--yes")
    with app.app_context():
        works.delete("on-tides", TERMINAL, None)
    code, said = run(app, tmp_path, BIB, "--yes")
    assert (code, said.splitlines()) == (
        0,
        [
            "mine.bib: 1 entry",
            "        1 declined before",
            "Nothing new was found. Entries declined before can be imported on the site.",
        ],
    )
    assert versions(app) == []


def test_a_dry_run_changes_nothing(app: Flask, tmp_path: Path) -> None:
    fill(app)
    code, said = run(app, tmp_path, BIB, "--dry-run", "--json")
    told = json.loads(said)
    assert (code, told["counts"]["new"], told["done"], told["dry_run"]) == (0, 1, None, True)
    assert versions(app) == []


def test_an_unreadable_file_exits_with_an_error(app: Flask, tmp_path: Path) -> None:
    fill(app)
    code, said = run(app, tmp_path, "@a{", "--yes")
    assert code == 1
    assert "line 1: line 1" not in said
    assert "already has every entry" not in said


@pytest.mark.slow
def test_the_confirmation_says_what_will_be_imported(app: Flask, tmp_path: Path) -> None:
    fill(app)
    assert "Import 1 of them (1 new work)?" in run(app, tmp_path, BIB)[1]
    run(app, tmp_path, BIB, "--yes")
    otherwise = BIB.replace("roe,", "ada,").replace("Seas", "Seas and Tides")
    assert "Mark these entries as imported?" in run(app, tmp_path, otherwise)[1]
    run(app, tmp_path, otherwise, "--yes")
    assert "The site already has every entry" in run(app, tmp_path, otherwise)[1]


def test_no_answer_cancels_the_import(app: Flask, tmp_path: Path) -> None:
    fill(app)
    run(app, tmp_path, BIB)
    assert versions(app) == []


def test_a_failed_import_exits_with_an_error(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app)
    monkeypatch.setattr(write.WorkWriter, "_tag", lambda *_: 1 / 0)
    code, said = run(app, tmp_path, BIB, "--yes")
    assert (code, said.splitlines()[-1]) == (1, worker.FAILED)


def test_an_import_that_needs_another_review_exits_with_an_error(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app)
    checked = staging.Checked(0, "The site has changed. Check the preview, then import.")
    monkeypatch.setattr(staging, "recheck", lambda *_: checked)
    code, said = run(app, tmp_path, BIB, "--yes")
    assert (code, said.splitlines()[-1]) == (1, checked.note)


STEPS = [
    ("staging.staged_row", ImportState.STOPPED),
    ("prepare.prepared_publication", ImportState.READY),
    ("write.WorkWriter._tag", ImportState.READY),
]


@pytest.mark.parametrize(("step", "state"), STEPS)
def test_an_interrupted_import_writes_nothing_and_is_not_left_running(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, state: ImportState
) -> None:
    fill(app)
    monkeypatch.setattr(f"app.services.importing.{step}", interrupt)
    assert run(app, tmp_path, BIB, "--yes")[0] == 1
    assert seen(app, 1).state is state
    assert versions(app) == []


def test_an_interrupted_dry_run_leaves_no_import(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app)
    monkeypatch.setattr(staging, "staged_row", interrupt)
    assert run(app, tmp_path, BIB, "--dry-run")[0] == 1
    with app.app_context():
        assert rows(ImportBatch) == 0


def test_an_empty_list_is_not_reported_as_already_imported(app: Flask, tmp_path: Path) -> None:
    fill(app)
    code, said = run(app, tmp_path, "[]")
    assert (code, said.splitlines()[-1]) == (1, "Nothing was changed.")

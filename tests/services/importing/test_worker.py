"""Import workers: progress, stopping, and taking over from a dead worker."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask

from app.bibliography.matching import similar
from app.database import db, leases
from app.models import ImportBatch, ImportItem, ImportState, now
from app.services.actor import TERMINAL
from app.services.importing import batches, prepare, staging, update, worker
from app.services.importing.progress import Progress
from app.services.loading import document
from tests.support.database import content, rows, statements
from tests.support.factories import document_bytes, fill, many, profile_document, record
from tests.support.imports import applied, counts, seen, stage

ROOT = Path(__file__).parents[3]
DYING = """
import os, signal, sys
from app import create_app
from app.services.importing import worker, write
write.WorkWriter._tag = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
app = create_app({"DATABASE_URL": sys.argv[1]})
with app.app_context():
    worker.run(int(sys.argv[2]))
"""


HANGING = """
import sys, time
from app import create_app
from app.services.importing import staging, worker
def hang(*_):
    print("reading", flush=True)
    time.sleep(60)
staging.staged_row = hang
app = create_app({"DATABASE_URL": sys.argv[1]})
with app.app_context():
    worker.run_alone(int(sys.argv[2]))
"""


def begun(app: Flask, *records: dict[str, object]) -> int:
    with app.app_context():
        return batches.create_batch("mine.json", document_bytes(*records), TERMINAL)


@pytest.mark.slow
def test_progress_counts_processed_entries(app: Flask) -> None:
    fill(app)
    reported: list[tuple[int, int]] = []
    batch_id = begun(app, *many(1_200))
    with app.app_context():
        worker.run(batch_id, lambda *numbers: reported.append(numbers))
    assert reported == [(0, 1_200), (500, 1_200), (1_000, 1_200), (1_200, 1_200)]


def test_starting_over_keeps_pending_imports(app: Flask) -> None:
    fill(app)
    batch_id = begun(app, record())
    with app.app_context():
        document.load_document(profile_document(record(title="On dunes")), replace=True)
        worker.run(batch_id)
    assert counts(seen(app, batch_id)) == {"new": 1}


@pytest.mark.slow
def test_reading_can_be_stopped(app: Flask) -> None:
    fill(app)
    batch_id = begun(app, *many(600))
    with app.app_context():
        worker.run(batch_id, lambda done, _: batches.stop(batch_id) if done else None)
    assert seen(app, batch_id).state is ImportState.STOPPED
    assert counts(seen(app, batch_id)) == {}


@pytest.mark.slow
def test_a_process_ends_in_the_middle_of_an_entry_when_another_one_stops_it(app: Flask) -> None:
    fill(app)
    batch_id = begun(app, record())
    with app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", HANGING, url, str(batch_id)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout
        assert process.stdout.readline() == b"reading\n"
        with app.app_context():
            batches.stop(batch_id)
        assert process.wait(10) == 0
    assert seen(app, batch_id).state is ImportState.STOPPED


@pytest.mark.slow
@pytest.mark.parametrize("act", [worker.stop, worker._start_process])
def test_stop_and_again_end_the_process_that_was_started_before(
    app: Flask, act: Callable[[int], None]
) -> None:
    fill(app)
    batch_id = begun(app, record())
    with app.app_context():
        command = [sys.executable, "-c", "import time; time.sleep(60)"]
        process = subprocess.Popen(command)  # noqa: S603
        app.extensions["vitae_imports"] = {batch_id: process}
        act(batch_id)
        assert process.returncode == -signal.SIGKILL
        for other in app.extensions["vitae_imports"].values():
            other.wait(60)


@pytest.mark.slow
def test_stopping_while_applying_returns_to_the_preview(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, *many(600))
    with app.app_context():
        before = content()
        batches.request_apply(batch_id)
        worker.run(batch_id, lambda done, _: batches.stop(batch_id) if done else None)
        assert content() == before
    stopped = seen(app, batch_id)
    assert (stopped.state, stopped.chosen) == (ImportState.READY, 600)


def test_deleting_an_import_stops_its_worker(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(app)
    batch_id = begun(app, record())
    usual = staging.staged_row

    def delete_while_staging(*given: object) -> object:
        batches.delete_import(batch_id)
        return usual(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(staging, "staged_row", delete_while_staging)
    with app.app_context():
        worker.run(batch_id)
        assert (rows(ImportBatch), rows(ImportItem)) == (0, 0)


def test_an_import_can_be_claimed_by_only_one_worker(app: Flask) -> None:
    fill(app)
    batch_id = begun(app, record())
    with app.app_context():
        assert Progress(batch_id).claim() is ImportState.READING
        assert Progress(batch_id).claim() is None


@pytest.mark.slow
def test_a_killed_worker_leaves_nothing_written_and_is_replaced(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, *many(30))
    with app.app_context():
        before, url = content(), db.engine.url.render_as_string(hide_password=False)
        batches.request_apply(batch_id)
        db.engine.dispose()
    killed = subprocess.run(  # noqa: S603
        [sys.executable, "-c", DYING, url, str(batch_id)], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    with app.app_context():
        assert content() == before
        batch = db.session.get_one(ImportBatch, batch_id)
        assert (batch.state, batch.worker is None) == (ImportState.APPLYING, False)
        db.session.rollback()
        worker.run(batch_id)
    assert seen(app, batch_id).done == "Imported 30 works from mine.json"


@pytest.mark.usefixtures("database")
@pytest.mark.slow
def test_readers_are_not_blocked_while_an_import_writes(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, record())
    batch_id = stage(app, *many(2_000))
    found = []

    def look(works: list[int]) -> None:
        with app.app_context():
            file = db.engine.url.database
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=0)) as reader:
            found.append((len(works), *reader.execute("SELECT count(*) FROM work").fetchone()))

    monkeypatch.setattr(update, "arrange_works", look)
    applied(app, batch_id)
    assert found == [(0, 1)]


@pytest.mark.usefixtures("database")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "step"),
    [(similar, "_features"), (staging, "parsed_entry"), (prepare, "prepared_publication")],
)
def test_writers_are_not_blocked_while_an_import_reads_and_prepares(
    app: Flask, monkeypatch: pytest.MonkeyPatch, module: ModuleType, step: str
) -> None:
    fill(app, record(title="On whales"))
    wrote, usual = [], getattr(module, step)

    def write(*given: object) -> object:
        with app.app_context():
            file = db.engine.url.database
        with closing(sqlite3.connect(str(file), timeout=0, isolation_level=None)) as writer:
            wrote.append(writer.execute("UPDATE profile SET affiliation = 'Sea'").rowcount)
        return usual(*given)

    with monkeypatch.context() as patch:
        patch.setattr(module, step, write)
        batch_id = stage(app, *many(3))
    # Loading a document writes within one transaction.
    fill(app, record(title="On dunes"))
    with monkeypatch.context() as patch:
        patch.setattr(module, step, write)
        assert applied(app, batch_id).done == "Imported 3 works from mine.json"
    assert wrote == [1] * len(wrote)
    assert len(wrote) >= 3


@pytest.mark.slow
def test_a_large_import_is_read_by_a_separate_process(app: Flask, tmp_path: Path) -> None:
    fill(app)
    app.config["IMPORT_AT_ONCE"] = 0
    batch_id = begun(app, record(), record(title="On dunes"))
    with app.app_context():
        worker.start(batch_id)
    (process,) = app.extensions["vitae_imports"].values()
    assert process.pid != os.getpid()
    assert process.wait(60) == 0
    assert counts(seen(app, batch_id)) == {"new": 2}


@pytest.mark.slow
def test_a_dead_process_is_replaced(app: Flask) -> None:
    fill(app)
    batch_id = begun(app, record())
    with app.app_context():
        batch = db.session.get_one(ImportBatch, batch_id)
        dead = subprocess.Popen([sys.executable, "-c", ""])
        dead.wait()
        batch.worker, batch.heartbeat_at = f"{leases.machine()}.{dead.pid}.x", now()
        db.session.commit()
        worker.resume(batch)
    (process,) = app.extensions["vitae_imports"].values()
    assert process.wait(60) == 0
    assert seen(app, batch_id).state is ImportState.READY


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["reading", "applying"])
def test_statements_grow_by_chunks_not_by_entries(app: Flask, stage: str) -> None:
    fill(app)
    sent = []
    for number in (1_000, 2_000):
        fresh = [{**one, "title": f"{one['title']} of {number}"} for one in many(number)]
        batch_id = begun(app, *fresh)
        if stage == "applying":
            with app.app_context():
                worker.run(batch_id)
                batches.request_apply(batch_id)
        with statements(app) as said, app.app_context():
            worker.run(batch_id)
        sent.append(len(said))
        app.extensions.pop("vitae_imports", None)
    assert sent[1] - sent[0] <= 60

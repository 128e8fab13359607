"""Run imports, large ones in a separate process, and take over those whose worker died."""

import gc
import os
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.bibliography.messages import message
from app.database import db, leases
from app.database.error_codes import find_problem
from app.models import ImportBatch, ImportState
from app.services.importing import apply, batches, staging
from app.services.importing import progress as importing_progress
from app.services.importing.progress import WORKING, Progress, ReportProgress, StoppedError
from app.services.interpreter import python_program

WORK = {ImportState.READING: staging.stage_entries, ImportState.APPLYING: apply.apply_import}
# Seconds; less than a new process needs to start, so that two never work on one import.
LOOK_AGAIN = 0.3
FAILED = message("Something went wrong. Nothing was imported.")


def start(batch_id: int) -> None:
    """Process an import: at once if it is small, else in a separate process."""
    is_small = batches.content_size(batch_id) <= current_app.config["IMPORT_AT_ONCE"]
    db.session.commit()
    if not is_small:
        _start_process(batch_id)
        return
    # A separate session, so that objects loaded by the request are unaffected.
    with current_app.app_context():
        run(batch_id)


def resume(batch: ImportBatch) -> None:
    """Take over an import whose worker died."""
    # A process that was just started here claims the import a moment later.
    process = _processes().get(batch.id)
    is_starting = process is not None and process.poll() is None
    if batch.state in WORKING and not is_starting and importing_progress.is_stale(batch):
        _start_process(batch.id)


def stop(batch_id: int) -> None:
    """Stop an import, and end the process that was started here for it."""
    batches.stop(batch_id)
    _end_process(batch_id)


def run_alone(batch_id: int) -> None:
    """Process an import in a process of its own, which ends when the import is stopped."""
    progress = Progress(batch_id)
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    finished = threading.Event()
    watch = threading.Thread(target=_end_when_stopped, args=(app, progress, finished), daemon=True)
    try:
        _run(progress, when_claimed=watch.start)
    finally:
        finished.set()


def run(batch_id: int, report_progress: ReportProgress | None = None) -> None:
    """Read or apply an import, unless another worker is doing so."""
    _run(Progress(batch_id, report_progress))


def _run(progress: Progress, when_claimed: Callable[[], None] = lambda: None) -> None:
    state = progress.claim()
    if state is None:
        return
    when_claimed()
    # An import makes hardly any cycles; looking for them would take a tenth of its time.
    gc.disable()
    try:
        with leases.beating(progress.sign_of_life):
            WORK[state](progress.batch_id, progress)
    except StoppedError:
        db.session.rollback()
    except Exception as error:
        db.session.rollback()
        _fail(progress, state, error)
        current_app.logger.exception("Import %s failed", progress.batch_id)
    finally:
        gc.enable()


def _fail(progress: Progress, state: ImportState, error: Exception) -> None:
    problem = find_problem(error)
    note = FAILED
    if problem:
        note = message("%(problem)s. Nothing was imported.", problem=problem.heading)
    # Ignore an import that was stopped or deleted in the meantime.
    with suppress(StoppedError):
        progress.finish(_after_failure(state), note=note)
        db.session.commit()


def _after_failure(state: ImportState) -> ImportState:
    """Return the state after a failure: a preview that could not be applied remains."""
    return ImportState.READY if state is ImportState.APPLYING else ImportState.FAILED


def _end_when_stopped(app: Flask, progress: Progress, finished: threading.Event) -> None:
    """End this process once it has lost its claim on the import.

    A stop may come through any process of the server, and an entry may take long to read.
    """
    claim = select(ImportBatch.worker).where(ImportBatch.id == progress.batch_id)
    while not finished.wait(LOOK_AGAIN):
        with suppress(SQLAlchemyError), app.app_context():
            if db.session.scalar(claim) != progress.worker:
                os._exit(0)


def _start_process(batch_id: int) -> None:
    _end_process(batch_id)
    settings = {
        "VITAE_INSTANCE": current_app.instance_path,
        "VITAE_DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
    }
    # In its own session, it survives when the server that started it stops or restarts.
    process = _processes()[batch_id] = subprocess.Popen(  # noqa: S603 (no part of it is user input)
        [python_program(), "-m", "flask", "--app", "wsgi", "import-work", str(batch_id)],
        cwd=Path(current_app.root_path).parent,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # A process that is not waited for becomes a zombie, and would seem to be alive.
    threading.Thread(target=process.wait, daemon=True).start()


def _end_process(batch_id: int) -> None:
    process = _processes().get(batch_id)
    if process is not None and process.poll() is None:
        process.kill()
        process.wait()


def _processes() -> dict[int, subprocess.Popen[bytes]]:
    found: dict[int, subprocess.Popen[bytes]]
    found = current_app.extensions.setdefault("vitae_imports", {})
    return found

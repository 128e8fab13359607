"""Import work done outside the request that asked for it, and taken over where it was left."""

import gc
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from flask import current_app

from app.database import db
from app.models import ImportBatch, ImportState
from app.services.importing import apply, batches, staging
from app.services.importing.progress import WORKING, Progress, StoppedError, Tell, is_forsaken

WORK = {ImportState.READING: staging.stage_entries, ImportState.APPLYING: apply.apply_import}
FAILED = "Something went wrong, and nothing was imported."


def start(batch_id: int) -> None:
    """Do what an import waits for: here where it is little, else in a process of its own."""
    is_little = batches.size(batch_id) <= current_app.config["IMPORT_AT_ONCE"]
    db.session.commit()
    if not is_little:
        _run_apart(batch_id)
        return
    # A session of its own: what the request has read stays as it is.
    with current_app.app_context():
        run(batch_id)


def resume(batch: ImportBatch) -> None:
    """Take over an import whose worker is gone."""
    # One that was just started here takes hold a moment later.
    process = _processes().get(batch.id)
    is_starting = process is not None and process.poll() is None
    if batch.state in WORKING and not is_starting and is_forsaken(batch):
        _run_apart(batch.id)


def run(batch_id: int, tell: Tell | None = None) -> None:
    """Do what an import waits for, unless another does it."""
    progress = Progress(batch_id, tell)
    state = progress.begin()
    if state is None:
        return
    # What is there stays there: to look it through again and again takes longer than the work.
    gc.freeze()
    try:
        WORK[state](batch_id, progress)
    except StoppedError:
        db.session.rollback()
    except Exception:
        db.session.rollback()
        _fail(progress, state)
        current_app.logger.exception("Import %s failed", batch_id)
    finally:
        gc.unfreeze()


def _fail(progress: Progress, state: ImportState) -> None:
    # Put away meanwhile, it is nobody's any more.
    with suppress(StoppedError):
        progress.finish(_after_failure(state), note=FAILED)
        db.session.commit()


def _after_failure(state: ImportState) -> ImportState:
    """What was read stays; what could not be read is over."""
    return ImportState.READY if state is ImportState.APPLYING else ImportState.FAILED


def _run_apart(batch_id: int) -> None:
    settings = {
        "VITAE_INSTANCE": current_app.instance_path,
        "VITAE_DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
    }
    # Its own session: it goes on when the server that started it is stopped or started anew.
    process = _processes()[batch_id] = subprocess.Popen(  # noqa: S603 (no word of it comes from outside)
        [sys.executable, "-m", "flask", "--app", "wsgi", "import-work", str(batch_id)],
        cwd=Path(current_app.root_path).parent,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Whose end nobody waits for would look alive to who asks for its number.
    threading.Thread(target=process.wait, daemon=True).start()


def _processes() -> dict[int, subprocess.Popen[bytes]]:
    found: dict[int, subprocess.Popen[bytes]]
    found = current_app.extensions.setdefault("vitae_imports", {})
    return found

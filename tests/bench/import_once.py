"""One import, measured alone in its process: `python -m tests.bench.import_once FILE`."""

import json
import resource
import sys
import time
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from app import create_app
from app.cli import preparation
from app.database import db
from app.services.actor import TERMINAL
from app.services.importing import batches, listing, worker
from app.services.importing.batches import NotAnImportError


def main() -> None:
    """Read and apply the file, and print what it took as JSON."""
    file = Path(sys.argv[1])
    app = create_app()
    with app.app_context():
        preparation.prepare()
        sent = _statements(app)
        try:
            told = _import(file, sent)
        except NotAnImportError as refusal:
            told = {"refused": str(refusal), "seconds": [0.0, 0.0]}
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**told, "megabytes": megabytes}))


def _import(file: Path, sent: list[str]) -> dict[str, object]:
    batch_id = batches.create_batch(file.name, file.read_bytes(), TERMINAL)
    seconds = [_timed(batch_id)]
    preview = listing.import_summary(batch_id)
    sent.clear()
    batches.request_apply(batch_id)
    seconds.append(_timed(batch_id))
    return {
        "seconds": seconds,
        "entries": preview.entries,
        "counts": preview.counts,
        "lines": all(problem.line for problem in preview.problems),
        "statements": len(sent),
        "state": listing.import_summary(batch_id).state.value,
    }


def _timed(batch_id: int) -> float:
    start = time.perf_counter()
    worker.run(batch_id)
    return time.perf_counter() - start


def _statements(app: Flask) -> list[str]:
    sent: list[str] = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    return sent


if __name__ == "__main__":
    main()

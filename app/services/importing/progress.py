"""The progress of an import, written by its worker and shown to everyone else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, bindparam, update

from app.database import clock, db, leases
from app.database.transactions import commit_unless_locking_out
from app.models import ImportBatch, ImportState

WORKING = (ImportState.READING, ImportState.APPLYING)
# Longer than any chunk takes.
HEARTBEAT_TIMEOUT = timedelta(seconds=60)
ReportProgress = Callable[[int, int], None]
# A commit or a rollback follows, after which objects in the session are read again.
OWN_IMPORT = (
    update(ImportBatch)
    .where(
        ImportBatch.id == bindparam("own_id"),
        ImportBatch.worker == bindparam("own_worker"),
        ImportBatch.state.in_(WORKING),
    )
    .execution_options(synchronize_session=False)
)


class StoppedError(Exception):
    """The import was stopped or deleted, or another worker took it over."""


class Progress:
    """One worker's claim on one import; progress is committed together with the work done."""

    def __init__(self, batch_id: int, report_progress: ReportProgress | None = None) -> None:
        self.worker = leases.worker_name()
        self.batch_id = batch_id
        self._report_progress = report_progress
        self._total = 0

    def claim(self) -> ImportState | None:
        """Claim the import; return its state, or None if there is nothing to claim."""
        batch = db.session.get_one(ImportBatch, self.batch_id, populate_existing=True)
        if batch.state not in WORKING or (batch.worker and not is_stale(batch)):
            db.session.rollback()
            return None
        batch.worker, batch.heartbeat_at, state = self.worker, clock.now(), batch.state
        db.session.commit()
        return state

    def set_total(self, total: int) -> None:
        """Set the number of entries to process."""
        self._total = total
        self.report(0)

    def report(self, done: int) -> None:
        """Commit, and report the number of entries processed. Raises StoppedError."""
        self._total = max(self._total, done)
        self.update(done=done, total=self._total)
        commit_unless_locking_out()
        if self._report_progress:
            self._report_progress(done, self._total)

    def update(self, **values: Any) -> None:
        """Update the import as its worker, without a commit. Raises StoppedError."""
        own = {"own_id": self.batch_id, "own_worker": self.worker}
        changed = OWN_IMPORT.values(heartbeat_at=clock.now(), **values)
        if db.session.execute(changed, own).rowcount == 0:  # type: ignore[attr-defined]
            db.session.rollback()
            raise StoppedError

    def sign_of_life(self, now: datetime) -> Update:
        """Return the statement that tells others that this worker is alive."""
        own = ImportBatch.id == self.batch_id, ImportBatch.worker == self.worker
        return update(ImportBatch).where(*own).values(heartbeat_at=now)

    def finish(self, state: ImportState, **values: Any) -> None:
        """Release the import in a new state, without a commit. Raises StoppedError."""
        self.update(state=state, worker=None, **values)


def is_stale(batch: ImportBatch) -> bool:
    """Return whether an import in progress has lost its worker."""
    return leases.is_lost(batch.worker, batch.heartbeat_at, HEARTBEAT_TIMEOUT)

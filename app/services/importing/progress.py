"""How far an import is: told to whoever looks, by the one who works on it."""

import os
import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import or_, update

from app.database import db
from app.models import ImportBatch, ImportState, now

WORKING = (ImportState.READING, ImportState.APPLYING)
# Longer than any chunk takes; a worker that is dead is known at once where it ran here.
SILENCE = timedelta(seconds=60)
Tell = Callable[[int, int], None]


class StoppedError(Exception):
    """She stopped the import, or another process works on it."""


class Progress:
    """The hold of one worker on one import; each word of it is committed with what was done."""

    def __init__(self, batch_id: int, tell: Tell | None = None) -> None:
        self.worker = f"{os.getpid()}.{secrets.token_hex(8)}"
        self._batch_id = batch_id
        self._tell = tell
        self._total = 0

    def begin(self) -> ImportState | None:
        """Take hold of the import; return what is to be done, None where another does it."""
        batch = db.session.get_one(ImportBatch, self._batch_id, populate_existing=True)
        if batch.state not in WORKING or (batch.worker and not is_forsaken(batch)):
            db.session.rollback()
            return None
        batch.worker, batch.beat_at, state = self.worker, now(), batch.state
        db.session.commit()
        return state

    def expect(self, total: int) -> None:
        """Say how many entries there are to do."""
        self._total = total
        self.tell(0)

    def tell(self, done: int) -> None:
        """Commit, and say how many entries are done. Raises StoppedError."""
        self._total = max(self._total, done)
        self.keep(done=done, total=self._total)
        db.session.commit()
        if self._tell:
            self._tell(done, self._total)

    def keep(self, **values: Any) -> None:
        """Write to the import as its worker, without a commit. Raises StoppedError."""
        mine = update(ImportBatch).where(
            ImportBatch.id == self._batch_id,
            ImportBatch.worker == self.worker,
            or_(*(ImportBatch.state == state for state in WORKING)),
        )
        written = db.session.execute(mine.values(beat_at=now(), **values))
        if written.rowcount == 0:  # type: ignore[attr-defined]
            db.session.rollback()
            raise StoppedError

    def finish(self, state: ImportState, **values: Any) -> None:
        """Let go of the import in its new state, without a commit. Raises StoppedError."""
        self.keep(state=state, worker=None, **values)


def is_forsaken(batch: ImportBatch) -> bool:
    """Tell whether nobody works on an import that somebody should."""
    if batch.worker is None or batch.beat_at is None or now() - batch.beat_at > SILENCE:
        return True
    try:
        os.kill(int(batch.worker.partition(".")[0]), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False

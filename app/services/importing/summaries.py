"""What an import came to, in numbers and with what could not be read: for the terminal."""

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import ImportItem, ImportState, ItemState
from app.services.importing import batches, counting, wording


@dataclass(frozen=True)
class Problem:
    """An entry that could not be read."""

    line: int
    reason: str


@dataclass(frozen=True)
class Summary:
    """An import as it stands; `done` is what history calls it once it was applied."""

    name: str
    state: ImportState
    entries: int
    counts: dict[str, int]
    chosen: int
    kept: int
    to_be_done: str
    problems: list[Problem]
    note: str | None
    revision: int | None
    done: str | None


def of(batch_id: int) -> Summary:
    """Return how an import stands, and let go of the database: whoever asks goes on to ask her."""
    batch = batches.find(batch_id)
    if batch is None:
        raise LookupError(batch_id)
    counts, revision = counting.of(batch_id), batches.revision(batch)
    summary = Summary(
        name=batch.name,
        state=batch.state,
        entries=counts.all,
        counts={state.value: number for state, number in counts.of_state.items()},
        chosen=counts.chosen,
        kept=counts.kept,
        to_be_done=wording.to_be_done(counts),
        problems=_problems(batch_id),
        note=batch.note,
        revision=revision.id if revision else None,
        done=revision.title if revision else None,
    )
    db.session.rollback()
    return summary


def _problems(batch_id: int) -> list[Problem]:
    of_ = ImportItem
    query = select(of_.line, of_.problem).where(of_.batch_id == batch_id)
    unread = query.where(of_.state == ItemState.UNREADABLE).order_by(of_.position)
    return [Problem(row.line, row.problem or "") for row in db.session.execute(unread)]

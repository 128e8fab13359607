"""The list of earlier imports with their results, and the summary of one import."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import func, select

from app.database import db
from app.models import ImportBatch, ImportItem, ImportState, ItemState, Revision
from app.services.history import timeline, undo
from app.services.importing import batches as imports
from app.services.importing import outcomes, wording

RECENT = 20


@dataclass(frozen=True)
class Import:
    """An import with its counts; `done` is its title in history, if it was applied."""

    batch: ImportBatch
    when: str
    counts: dict[ItemState, int] = field(default_factory=dict)
    done: str = ""
    is_undone: bool = False

    @property
    def entries(self) -> int:
        """The number of entries."""
        return sum(self.counts.values())

    @property
    def is_up_to_date(self) -> bool:
        """Whether the site already had every entry when the file was read."""
        return set(self.counts) == {ItemState.SAME}


def recent() -> list[Import]:
    """Return the latest imports, newest first, with a fixed number of statements."""
    listed = select(ImportBatch).where(ImportBatch.removed_by.is_(None))
    newest = listed.order_by(ImportBatch.id.desc()).limit(RECENT)
    batches = list(db.session.scalars(newest))
    counts, revisions = _counts([batch.id for batch in batches]), _revisions(batches)
    undone = undo.effective_undos([revision.id for revision in revisions.values()])
    return [
        Import(
            batch,
            timeline.time_ago(batch.made_at),
            counts[batch.id],
            revisions[batch.id].title if batch.id in revisions else "",
            batch.id in revisions and revisions[batch.id].id in undone,
        )
        for batch in batches
    ]


def _counts(ids: list[int]) -> dict[int, dict[ItemState, int]]:
    of = ImportItem
    grouped = select(of.batch_id, of.state, func.count()).where(of.batch_id.in_(ids))
    counts: dict[int, dict[ItemState, int]] = defaultdict(dict)
    for batch_id, state, number in db.session.execute(grouped.group_by(of.batch_id, of.state)):
        counts[batch_id][state] = number
    return counts


def _revisions(batches: list[ImportBatch]) -> dict[int, Revision]:
    keys = {imports.revision_key(batch.id): batch.id for batch in batches}
    made = db.session.scalars(select(Revision).where(Revision.form_key.in_(keys)))
    return {keys[revision.form_key or ""]: revision for revision in made}


@dataclass(frozen=True)
class UnreadableEntry:
    """An entry that could not be read."""

    line: int
    reason: str


@dataclass(frozen=True)
class Summary:
    """The current state of an import; `done` is its title in history, once applied."""

    name: str
    state: ImportState
    entries: int
    counts: dict[str, int]
    chosen: int
    kept: int
    to_be_done: str
    problems: list[UnreadableEntry]
    note: str | None
    revision: int | None
    done: str | None


def import_summary(batch_id: int) -> Summary:
    """Return the state of an import, and end the transaction: the caller may wait for input."""
    batch = imports.get_batch(batch_id)
    if batch is None:
        raise LookupError(batch_id)
    counts, revision = outcomes.preview_counts(batch_id), imports.import_revision(batch)
    summary = Summary(
        name=batch.name,
        state=batch.state,
        entries=counts.all,
        counts={state.value: number for state, number in counts.of_state.items()},
        chosen=counts.chosen,
        kept=counts.kept,
        to_be_done=wording.planned_changes(counts),
        problems=_problems(batch_id),
        note=batch.note,
        revision=revision.id if revision else None,
        done=revision.title if revision else None,
    )
    db.session.rollback()
    return summary


def _problems(batch_id: int) -> list[UnreadableEntry]:
    of_ = ImportItem
    query = select(of_.line, of_.error).where(of_.batch_id == batch_id)
    unread = query.where(of_.state == ItemState.UNREADABLE).order_by(of_.position)
    return [UnreadableEntry(row.line, row.error or "") for row in db.session.execute(unread)]

"""Changes to versions that are there: the fields that she chose, and the raw entry beside."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload, selectinload

from app.bibliography.record import Record
from app.database import bulk, db
from app.models import Decision, ImportItem, Noun, Publication, Topic, Work, now
from app.services.catalog import owner, version_order
from app.services.editing.from_records import Publications
from app.services.history.recording import Recording
from app.services.importing import decided, outcomes
from app.services.importing.choices import TOLD_AGAIN
from app.services.importing.decided import DecidedEntry
from app.services.importing.items import chunks
from app.services.importing.taking import Change
from app.services.importing.write import Writer

CHUNK = 200


def topics(batch_id: int) -> list[str]:
    """Return the topics that changes bring, each as often as it is brought."""
    chosen = select(ImportItem.record, ImportItem.topics)
    rows = db.session.execute(chosen.where(_chosen(batch_id), outcomes.has_ticks()))
    own = ((msgspec.json.decode(record or "", type=Record).topics, t) for record, t in rows)
    return [name for topics in own for names in topics for name in names]


def chosen(batch_id: int) -> Iterator[list[DecidedEntry]]:
    """Yield the changes that she chose, some at a time."""
    return (list(decided.of(items)) for items in chunks(_chosen(batch_id), CHUNK))


def apply(chosen: Iterable[Sequence[DecidedEntry]], writer: Writer, record: Recording) -> list[int]:
    """Write changes; return the work of each that brings something."""
    owner_id = owner.owner_id()
    change = Change(writer, Publications(owner_id), owner_id)
    changed: list[int] = []
    # Held, so that the session reads none of them again; so are the works below.
    topics = list(db.session.scalars(select(Topic)))
    for entries in chosen:
        targets = {entry.position: _target(entry, writer) for entry in entries}
        there = _publications([id_ for id_ in targets.values() if id_])
        watched = {p.work_id for p in there.values()} - writer.own.keys()
        record.watch(Noun.WORK, *sorted(watched))
        works = _works({p.work_id for p in there.values()})
        for entry in entries:
            publication = there.get(targets[entry.position] or 0)
            if publication and change.apply(publication, entry):
                changed.append(publication.work_id)
        db.session.flush()
        del works
    del topics
    return changed


def arrange(works: list[int]) -> None:
    """Put the versions of works in order, and date them."""
    load = selectinload(Work.publications).joinedload(Publication.venue)
    for some in bulk.batches(works, CHUNK):
        query = select(Work).where(Work.id.in_(some)).options(load)
        for work in db.session.scalars(query.execution_options(populate_existing=True)):
            version_order.arrange(work)
            work.updated_at = now()
        db.session.flush()
        db.session.expunge_all()


def _chosen(batch_id: int) -> ColumnElement[bool]:
    is_chosen = ImportItem.decision == Decision.JOIN
    return and_(ImportItem.batch_id == batch_id, is_chosen, ImportItem.state.in_(TOLD_AGAIN))


def _target(entry: DecidedEntry, writer: Writer) -> int | None:
    # An entry that stands for itself was written as a publication of its own.
    if entry.position in writer.publications:
        return None
    return entry.publication_id or writer.publications.get(
        -1 if entry.leader is None else entry.leader
    )


def _works(ids: set[int]) -> list[Work]:
    query = select(Work).where(Work.id.in_(ids)).options(selectinload(Work.topics))
    return list(db.session.scalars(query))


def _publications(ids: list[int]) -> dict[int, Publication]:
    load = (
        selectinload(Publication.authorships),
        selectinload(Publication.links),
        joinedload(Publication.venue),
    )
    query = select(Publication).where(Publication.id.in_(ids)).options(*load)
    return {publication.id: publication for publication in db.session.scalars(query)}

"""The editor's decisions about entries, for one entry or for all of a state."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec
from sqlalchemy import and_, select, update

from app.bibliography.record import Record
from app.database import db
from app.models import Decision, ImportBatch, ImportItem, ImportState, ItemState

# The decisions offered for an entry; the first is the default.
OFFERED = {
    ItemState.NEW: (Decision.ADD, Decision.SKIP, Decision.DECLINE),
    ItemState.CHANGED: (Decision.JOIN, Decision.SKIP),
    ItemState.SAME: (Decision.SKIP, Decision.JOIN),
    ItemState.VERSION: (Decision.JOIN, Decision.ADD, Decision.SKIP, Decision.DECLINE),
    ItemState.SIMILAR: (Decision.ADD, Decision.JOIN, Decision.SKIP, Decision.DECLINE),
    ItemState.DECLINED: (Decision.SKIP, Decision.ADD, Decision.JOIN),
    ItemState.UNREADABLE: (Decision.SKIP,),
}
# The states of entries that describe an existing version.
EXISTING_VERSION = (ItemState.CHANGED, ItemState.SAME)
# The states of entries that may be another version of a work.
OTHER_VERSION = (ItemState.VERSION, ItemState.DECLINED)
SKIPPED = [decision for decision in Decision if decision.is_skipped]


@dataclass(frozen=True)
class Choice:
    """The editor's choice for one entry."""

    position: int
    decision: Decision
    fields: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


def offered(item: ImportItem) -> Sequence[Decision]:
    """Return the decisions offered for an entry."""
    is_alone = item.work_id is None and item.duplicate_of is None
    is_declined_alone = item.state is ItemState.DECLINED and is_alone
    return [one for one in OFFERED[item.state] if not (is_declined_alone and one is Decision.JOIN)]


def choice_from_text(
    position: int, decision: str, fields: list[str], topics: list[str]
) -> Choice | None:
    """Return the choice that a form submitted, or None if its decision is unknown."""
    if decision not in set(Decision):
        return None
    return Choice(position, Decision(decision), fields, topics)


def choose(batch_id: int, choices: Iterable[Choice]) -> None:
    """Save choices; ignore decisions that are not offered."""
    wanted = {choice.position: choice for choice in choices}
    if is_open(batch_id):
        for item in _items(batch_id, ImportItem.position.in_(wanted)):
            _choose(item, wanted[item.position])
    db.session.commit()


def choose_all(batch_id: int, decision: str, state: str) -> None:
    """Set a decision for every entry of a state that offers it; `state` "" means all states."""
    states = [s for s, offered in OFFERED.items() if decision in offered and state in {"", s}]
    if states and is_open(batch_id):
        here = ImportItem.batch_id == batch_id, ImportItem.state.in_(states)
        db.session.execute(update(ImportItem).where(*here).values(decision=Decision(decision)))
        # Otherwise the ticks of entries already on the site would apply again at the next choice.
        same = *here, ImportItem.state == ItemState.SAME
        db.session.execute(update(ImportItem).where(*same).values(fields=[], topics=[]))
    db.session.commit()


def choose_suggested_topics(batch_id: int, state: str, *, take_all: bool) -> None:
    """Select all or none of the topics suggested for the entries of a state ("" for all)."""
    states = [one for one in ItemState if state in {"", one}]
    if is_open(batch_id):
        values = {"topics": ImportItem.suggested if take_all else []}
        here = ImportItem.batch_id == batch_id, ImportItem.state.in_(states)
        db.session.execute(update(ImportItem).where(*here).values(values))
        same = and_(ImportItem.state == ItemState.SAME, ImportItem.state.in_(states))
        for item in _items(batch_id, same):
            item.decision = same_decision(item.fields, item.topics)
    db.session.commit()


def is_open(batch_id: int) -> bool:
    """Return whether choices can still be made for an import."""
    state = db.session.scalar(select(ImportBatch.state).where(ImportBatch.id == batch_id))
    return state is ImportState.READY


def same_decision(fields: list[str], topics: list[str]) -> Decision:
    """Return the decision for an entry already on the site: join only if something is ticked."""
    return Decision.JOIN if fields or topics else Decision.SKIP


def _choose(item: ImportItem, choice: Choice) -> None:
    if choice.decision in offered(item):
        item.decision = choice.decision
    differing = [one.field for one in item.differences]
    item.fields = [name for name in differing if name in choice.fields]
    item.topics = [name for name in item.suggested if name in choice.topics]
    if item.state is ItemState.SAME:
        item.decision = same_decision(item.fields, item.topics)


def _items(batch_id: int, which: object) -> list[ImportItem]:
    query = select(ImportItem).where(ImportItem.batch_id == batch_id, which)  # type: ignore[arg-type]
    return list(db.session.scalars(query))


class DecidedEntry(NamedTuple):
    """An entry to be imported, with the work it belongs to and the decision about it.

    `fields` are copied to the version that it describes; `topics` are added to its own.
    """

    position: int
    record: Record
    state: ItemState
    decision: Decision
    work_id: int | None
    publication_id: int | None
    duplicate_of: int | None
    fields: Sequence[str]
    topics: Sequence[str]


def decided_entries(items: Iterable[ImportItem]) -> Iterator[DecidedEntry]:
    """Yield the entries of a preview that are not skipped."""
    for item in items:
        if not item.decision.is_skipped and item.record is not None:
            yield DecidedEntry(
                item.position,
                msgspec.json.decode(item.record, type=Record),
                item.state,
                item.decision,
                item.work_id,
                item.publication_id,
                item.duplicate_of,
                item.fields,
                item.topics,
            )

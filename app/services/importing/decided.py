"""Entries with the decision about each: made in a preview, or by default."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from app.bibliography.record import Record
from app.models import Decision, ImportItem, ItemState


class DecidedEntry(NamedTuple):
    """An entry, what it belongs to on the site or in its file, and what is to be done with it.

    `fields` are copied to the version that it describes; `topics` are added to its own.
    """

    position: int
    record: Record
    state: ItemState
    decision: Decision
    work_id: int | None
    publication_id: int | None
    leader: int | None
    fields: Sequence[str]
    topics: Sequence[str]


def of(items: Iterable[ImportItem]) -> Iterator[DecidedEntry]:
    """Yield the entries of a preview of which something is to be done."""
    for item in items:
        if item.decision is not Decision.SKIP and item.record is not None:
            yield DecidedEntry(
                item.position,
                msgspec.json.decode(item.record, type=Record),
                item.state,
                item.decision,
                item.work_id,
                item.publication_id,
                item.leader,
                item.fields,
                item.topics,
            )

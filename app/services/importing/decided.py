"""Entries with what is to be done with each: decided in a preview, or by the usual choices."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from app.bibliography.record import Record
from app.models import Decision, ImportItem, ItemState


class DecidedEntry(NamedTuple):
    """An entry, what it is to the site and to its file, and what was decided of it.

    `fields` are those to take over to the version that it describes, `topics` those to add beside
    its own.
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

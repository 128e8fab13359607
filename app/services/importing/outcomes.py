"""What importing would make of each entry as she has chosen, and made of it once it is done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import Decision, ImportItem, ItemState
from app.services.importing.choices import TOLD_AGAIN


class ImportOutcome(StrEnum):
    """What an entry comes to. What is kept is remembered as seen, and nothing else of it."""

    WORK = "work"
    VERSION = "version"
    CHANGE = "change"
    KEPT = "kept"
    NOTHING = "nothing"


class ImportEffect(NamedTuple):
    """What an entry comes to, where the earlier one that it belongs to may be left out.

    `follows` is the position of the entry that then stands in its place, its own if it does.
    """

    outcome: ImportOutcome
    follows: int | None = None


def outcome_counts(batch_id: int) -> Counter[ImportOutcome]:
    """Return how many entries of an import come to what."""
    of = ImportItem
    keys = of.state, of.decision, has_ticks()
    alone = select(*keys, func.count()).where(of.batch_id == batch_id, of.leader.is_(None))
    found = Counter(fate.outcome for fate in _followers(batch_id).values())
    for state, decision, ticks, number in db.session.execute(alone.group_by(*keys)):
        found[_alone(state, decision, bool(ticks))] += number
    return found


def import_effects(items: Sequence[ImportItem]) -> list[ImportEffect]:
    """Return what some entries of one import come to."""
    follow = any(item.leader is not None for item in items)
    followers = _followers(items[0].batch_id) if follow else {}
    return [
        followers.get(item.position)
        or ImportEffect(_alone(item.state, item.decision, bool(item.fields or item.topics)))
        for item in items
    ]


def has_ticks() -> ColumnElement[bool]:
    """Select whether a field or a topic of an entry is ticked."""
    return or_(is_filled(ImportItem.fields), is_filled(ImportItem.topics))


def is_filled(column: InstrumentedAttribute[list[str]]) -> ColumnElement[bool]:
    """Select whether a list has anything in it."""
    return func.json_array_length(column) > 0


def _followers(batch_id: int) -> dict[int, ImportEffect]:
    """Return what those entries come to that belong to earlier ones of their file.

    What belongs to one that is left out does as in applying.
    """
    of = ImportItem
    here = of.batch_id == batch_id, of.leader.is_not(None)
    left = select(of.position, of.state, of.leader).where(
        of.batch_id == batch_id,
        of.decision == Decision.SKIP,
        of.position.in_(select(of.leader).where(*here)),
    )
    instead = LeaderFallbacks()
    for position, state, leader in db.session.execute(left.order_by(of.position)):
        instead.leave_out(position, leader if state is ItemState.VERSION else None)
    columns = (of.position, of.leader, of.state, of.decision, of.work_id, has_ticks())
    found: dict[int, ImportEffect] = {}
    for position, leader, state, decision, work_id, ticks in db.session.execute(
        select(*columns).where(*here).order_by(of.position)
    ):
        if decision is not Decision.JOIN or not instead.is_left(leader):
            found[position] = ImportEffect(_alone(state, decision, bool(ticks)))
        elif work_id:
            found[position] = ImportEffect(ImportOutcome.VERSION)
        else:
            head = instead.of(leader, position)
            found[position] = ImportEffect(
                ImportOutcome.WORK if head == position else ImportOutcome.VERSION, head
            )
    return found


def _alone(state: ItemState, decision: Decision, has_ticks: bool) -> ImportOutcome:
    if decision is Decision.SKIP:
        return ImportOutcome.NOTHING
    if decision is Decision.ADD:
        return ImportOutcome.WORK
    if state not in TOLD_AGAIN:
        return ImportOutcome.VERSION
    return ImportOutcome.CHANGE if has_ticks else ImportOutcome.KEPT


class LeaderFallbacks:
    """Knows which entries are left out, and what stands in the place of each by now."""

    def __init__(self) -> None:
        self._heads: dict[int, int | None] = {}
        self._through: dict[int, int] = {}

    def leave_out(self, position: int, leader: int | None) -> None:
        """Leave out an entry; `leader` is the earlier one that it would have been a version of."""
        if leader is None:
            self._heads[position] = None
        else:
            self._through[position] = self._through.get(leader, leader)

    def is_left(self, position: int | None) -> bool:
        """Tell whether an entry is left out."""
        return position in self._heads or position in self._through

    def of(self, leader: int | None, position: int) -> int | None:
        """Return what an entry belongs to where its leader is left out; None where it is not.

        The first to belong to a work of which nothing else is left stands for itself.
        """
        if leader is None or not self.is_left(leader):
            return None
        first = self._through.get(leader, leader)
        if first not in self._heads:
            return first
        head = self._heads[first] = position if (was := self._heads[first]) is None else was
        return head


@dataclass(frozen=True)
class Counts:
    """How many entries there are of each state, with suggested topics, and what they come to."""

    of_state: dict[ItemState, int] = field(default_factory=dict)
    suggested: dict[ItemState, int] = field(default_factory=dict)
    comes_to: Counter[ImportOutcome] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        """All entries."""
        return sum(self.of_state.values())

    @property
    def chosen(self) -> int:
        """The entries that would change what the site shows."""
        return sum(
            self.comes_to[o]
            for o in (ImportOutcome.WORK, ImportOutcome.VERSION, ImportOutcome.CHANGE)
        )

    @property
    def kept(self) -> int:
        """The entries of which nothing is taken, though they count as seen from now on."""
        return self.comes_to[ImportOutcome.KEPT]

    @property
    def is_all_there(self) -> bool:
        """Whether the site has every entry, and nothing of them is to be taken."""
        return self.all == self.of_state[ItemState.SAME] > 0 and not self.chosen

    @property
    def is_unreadable(self) -> bool:
        """Whether no entry could be read."""
        return self.all == self.of_state[ItemState.UNREADABLE]


def preview_counts(batch_id: int) -> Counts:
    """Return what the preview of an import counts."""
    of = ImportItem
    has_topics = func.count().filter(is_filled(of.suggested))
    columns = select(of.state, func.count(), has_topics).where(of.batch_id == batch_id)
    found = {state: numbers for state, *numbers in db.session.execute(columns.group_by(of.state))}
    every, suggested = ({s: found.get(s, (0, 0))[n] for s in ItemState} for n in (0, 1))
    return Counts(every, suggested, outcome_counts(batch_id))

"""The effect of importing each entry with the current choices, before and after it is done."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from app.database import db
from app.models import Decision, ImportItem, ItemState
from app.services.importing import choices
from app.services.importing.choices import EXISTING_VERSION


class ImportOutcome(StrEnum):
    """The result of importing an entry. KEPT only stores the raw entry with its version."""

    WORK = "work"
    VERSION = "version"
    CHANGE = "change"
    KEPT = "kept"
    NOTHING = "nothing"


class ImportEffect(NamedTuple):
    """The outcome of an entry, which may belong to an earlier entry that is skipped.

    `reassigned_to` is the position of the entry that then replaces the skipped one; it may be the
    entry's own position.
    """

    outcome: ImportOutcome
    reassigned_to: int | None = None


def outcome_counts(batch_id: int) -> Counter[ImportOutcome]:
    """Return the number of entries of an import with each outcome."""
    of = ImportItem
    keys = of.state, of.decision, has_ticks()
    own = select(*keys, func.count()).where(of.batch_id == batch_id, of.duplicate_of.is_(None))
    found = Counter(effect.outcome for effect in _file_duplicate_effects(batch_id).values())
    for state, decision, ticks, number in db.session.execute(own.group_by(*keys)):
        found[_own_outcome(state, decision, bool(ticks))] += number
    return found


def import_effects(items: Sequence[ImportItem]) -> list[ImportEffect]:
    """Return the effects of some entries of one import."""
    has_duplicates = any(item.duplicate_of is not None for item in items)
    reassigned = _file_duplicate_effects(items[0].batch_id) if has_duplicates else {}
    return [
        reassigned.get(item.position)
        or ImportEffect(_own_outcome(item.state, item.decision, bool(item.fields or item.topics)))
        for item in items
    ]


def has_ticks() -> ColumnElement[bool]:
    """Select whether a field or a topic of an entry is ticked."""
    return or_(is_filled(ImportItem.fields), is_filled(ImportItem.topics))


def is_filled(column: InstrumentedAttribute[list[str]]) -> ColumnElement[bool]:
    """Select whether a list has anything in it."""
    return func.json_array_length(column) > 0


def _file_duplicate_effects(batch_id: int) -> dict[int, ImportEffect]:
    """Return the effects of entries that belong to earlier entries of their file.

    Skipped entries are replaced by the same rules as when the import is applied.
    """
    of = ImportItem
    here = of.batch_id == batch_id, of.duplicate_of.is_not(None)
    skips = select(of.position, of.state, of.duplicate_of).where(
        of.batch_id == batch_id,
        of.decision.in_(choices.SKIPPED),
        of.position.in_(select(of.duplicate_of).where(*here)),
    )
    skipped = SkippedEntries()
    for position, state, duplicate_of in db.session.execute(skips.order_by(of.position)):
        skipped.skip(position, duplicate_of if state in choices.OTHER_VERSION else None)
    columns = (of.position, of.duplicate_of, of.state, of.decision, of.work_id, has_ticks())
    found: dict[int, ImportEffect] = {}
    for position, duplicate_of, state, decision, work_id, ticks in db.session.execute(
        select(*columns).where(*here).order_by(of.position)
    ):
        if decision is not Decision.JOIN or not skipped.is_skipped(duplicate_of):
            found[position] = ImportEffect(_own_outcome(state, decision, bool(ticks)))
        elif work_id:
            found[position] = ImportEffect(ImportOutcome.VERSION)
        else:
            head = skipped.replacement(duplicate_of, position)
            found[position] = ImportEffect(
                ImportOutcome.WORK if head == position else ImportOutcome.VERSION, head
            )
    return found


def _own_outcome(state: ItemState, decision: Decision, has_ticks: bool) -> ImportOutcome:
    if decision.is_skipped:
        return ImportOutcome.NOTHING
    if decision is Decision.ADD:
        return ImportOutcome.WORK
    if state not in EXISTING_VERSION:
        return ImportOutcome.VERSION
    return ImportOutcome.CHANGE if has_ticks else ImportOutcome.KEPT


class SkippedEntries:
    """Tracks which entries are skipped, and which entry replaces each of them."""

    def __init__(self) -> None:
        self._heads: dict[int, int | None] = {}
        self._through: dict[int, int] = {}

    def skip(self, position: int, duplicate_of: int | None) -> None:
        """Skip an entry; `duplicate_of` is the earlier one that it would have been a version of."""
        if duplicate_of is None:
            self._heads[position] = None
        else:
            self._through[position] = self._through.get(duplicate_of, duplicate_of)

    def is_skipped(self, position: int | None) -> bool:
        """Return whether an entry is skipped."""
        return position in self._heads or position in self._through

    def replacement(self, duplicate_of: int | None, position: int) -> int | None:
        """Return the entry that replaces a skipped `duplicate_of`, or None if that is not skipped.

        The first entry that belongs to a skipped work replaces it, and becomes the work itself.
        """
        if duplicate_of is None or not self.is_skipped(duplicate_of):
            return None
        first = self._through.get(duplicate_of, duplicate_of)
        if first not in self._heads:
            return first
        head = self._heads[first] = position if (was := self._heads[first]) is None else was
        return head


@dataclass(frozen=True)
class Counts:
    """The number of entries by state, by state with suggested topics, and by outcome."""

    of_state: dict[ItemState, int] = field(default_factory=dict)
    suggested: dict[ItemState, int] = field(default_factory=dict)
    by_outcome: Counter[ImportOutcome] = field(default_factory=Counter)
    # The entries chosen as not the owner's.
    declined: int = 0

    @property
    def all(self) -> int:
        """The number of entries."""
        return sum(self.of_state.values())

    @property
    def chosen(self) -> int:
        """The number of entries that would change the site."""
        return sum(
            self.by_outcome[o]
            for o in (ImportOutcome.WORK, ImportOutcome.VERSION, ImportOutcome.CHANGE)
        )

    @property
    def kept(self) -> int:
        """The number of entries that change nothing and will count as already imported."""
        return self.by_outcome[ImportOutcome.KEPT]

    @property
    def has_effect(self) -> bool:
        """Whether importing would do anything, such as to remember what is not the owner's."""
        return bool(self.chosen or self.kept or self.declined)

    @property
    def is_up_to_date(self) -> bool:
        """Whether the site already has every entry and nothing from them is chosen."""
        return self.all == self.of_state[ItemState.SAME] > 0 and not self.chosen

    @property
    def is_unreadable(self) -> bool:
        """Whether no entry could be read."""
        return self.all == self.of_state[ItemState.UNREADABLE]


def preview_counts(batch_id: int) -> Counts:
    """Return the counts for the preview of an import."""
    of = ImportItem
    has_topics = func.count().filter(is_filled(of.suggested))
    is_declined = func.count().filter(of.decision == Decision.DECLINE)
    columns = select(of.state, func.count(), has_topics, is_declined)
    columns = columns.where(of.batch_id == batch_id)
    found = {state: numbers for state, *numbers in db.session.execute(columns.group_by(of.state))}
    every, suggested = ({s: found.get(s, (0, 0))[n] for s in ItemState} for n in (0, 1))
    declined = sum(numbers[2] for numbers in found.values())
    return Counts(every, suggested, outcome_counts(batch_id), declined)

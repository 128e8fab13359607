"""The numbers of a preview: how many entries are what, and what importing would make of them."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import func, select

from app.database import db
from app.models import ImportItem, ItemState
from app.services.importing import outcomes
from app.services.importing.outcomes import Outcome


@dataclass(frozen=True)
class Counts:
    """How many entries there are of each state, with suggested topics, and what they come to."""

    of_state: dict[ItemState, int] = field(default_factory=dict)
    suggested: dict[ItemState, int] = field(default_factory=dict)
    comes_to: Counter[Outcome] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        """All entries."""
        return sum(self.of_state.values())

    @property
    def chosen(self) -> int:
        """The entries that would change what the site shows."""
        return sum(self.comes_to[o] for o in (Outcome.WORK, Outcome.VERSION, Outcome.CHANGE))

    @property
    def kept(self) -> int:
        """The entries of which nothing is taken, though they count as seen from now on."""
        return self.comes_to[Outcome.KEPT]

    @property
    def is_all_there(self) -> bool:
        """Whether the site has every entry, and nothing of them is to be taken."""
        return self.all == self.of_state[ItemState.SAME] > 0 and not self.chosen

    @property
    def is_unreadable(self) -> bool:
        """Whether no entry could be read."""
        return self.all == self.of_state[ItemState.UNREADABLE]


def of(batch_id: int) -> Counts:
    """Return what the preview of an import counts."""
    of = ImportItem
    has_topics = func.count().filter(outcomes.is_filled(of.suggested))
    columns = select(of.state, func.count(), has_topics).where(of.batch_id == batch_id)
    found = {state: numbers for state, *numbers in db.session.execute(columns.group_by(of.state))}
    every, suggested = ({s: found.get(s, (0, 0))[n] for s in ItemState} for n in (0, 1))
    return Counts(every, suggested, outcomes.counts(batch_id))

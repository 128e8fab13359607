"""An import as its page shows it: how far it is, what it would do, and what it did."""

from dataclasses import dataclass, field
from typing import NamedTuple

from app.bibliography.entry import Format
from app.models import ImportBatch, ImportState, Revision
from app.services.history import timeline, undo
from app.services.importing import batches, counting, pages, review_entries, wording
from app.services.importing.counting import Counts
from app.services.importing.pages import Page, View
from app.services.importing.progress import WORKING
from app.services.importing.review_entries import Shown


class Filter(NamedTuple):
    """A way to the entries of one state, or to all."""

    label: str
    number: int
    view: View
    is_current: bool


class Mending(NamedTuple):
    """A text that she typed for an entry, and what is still wrong with it."""

    text: str
    problem: str


@dataclass
class Desk:
    """One page of an import's preview with all that stands around it."""

    batch: ImportBatch
    counts: Counts
    page: Page
    entries: list[Shown]
    when: str
    revision: Revision | None = None
    undone_by: int | None = None
    mending: dict[int, Mending] = field(default_factory=dict)
    refused: str = ""

    @property
    def is_working(self) -> bool:
        """Whether it is being read or applied now."""
        return self.batch.state in WORKING

    @property
    def is_open(self) -> bool:
        """Whether it waits for her decisions."""
        return self.batch.state is ImportState.READY

    @property
    def is_over(self) -> bool:
        """Whether it ended before it was read."""
        return self.batch.state in {ImportState.STOPPED, ImportState.FAILED}

    @property
    def is_done(self) -> bool:
        """Whether what it says was done stands so on the site."""
        return self.batch.state is ImportState.APPLIED and not self.undone_by

    @property
    def is_document(self) -> bool:
        """Whether more stands in it than works."""
        return self.batch.format is Format.DOCUMENT

    @property
    def filters(self) -> list[Filter]:
        """The ways to the entries, by what they are; states that none has are left out."""
        states = [state for state, number in self.counts.of_state.items() if number]
        numbers = [(None, self.counts.all), *((s, self.counts.of_state[s]) for s in states)]
        current = self.page.view.state
        return [
            Filter(wording.filter_label(state), number, View(state), state is current)
            for state, number in numbers
        ]

    @property
    def for_all(self) -> list[tuple[str, str]]:
        """What can be done with all entries of the kind shown."""
        return wording.offered_to_all(self.page.view.state, self.counts)

    @property
    def to_be_done(self) -> str:
        """What importing would do, or why it would do nothing."""
        return wording.to_be_done(self.counts) or wording.nothing_to_be_done(self.counts)


def view_of(batch_id: int, wanted: View) -> View | None:
    """Return the view of an import's page without reading its entries, or None."""
    batch = batches.find(batch_id)
    if batch is None or batch.state in WORKING:
        return wanted if batch else None
    return pages.within(batch_id, wanted)[0]


def find(batch_id: int, view: View) -> Desk | None:
    """Return a page of an import, or None."""
    batch = batches.find(batch_id)
    if batch is None:
        return None
    # Whoever asks again and again how far it is takes no time from the one who works on it.
    if batch.state in WORKING:
        return Desk(batch, Counts(), Page([], view, 1), [], timeline.ago(batch.made_at))
    page, revision = pages.read(batch_id, view), batches.revision(batch)
    revision_id = revision.id if revision else None
    undone = undo.standing_undos([revision_id]).get(revision_id) if revision_id else None
    return Desk(
        batch=batch,
        counts=counting.of(batch_id),
        page=page,
        entries=review_entries.entries(page.items, revision_id),
        when=timeline.ago(batch.made_at),
        revision=revision,
        undone_by=undone,
    )

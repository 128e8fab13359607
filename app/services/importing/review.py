"""An import as its page shows it: how far it is, what it would do, and what it did."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from app.bibliography.entry import Format
from app.database import db
from app.models import ImportBatch, ImportItem, ImportState, ItemState, Revision
from app.services.history import timeline, undo
from app.services.importing import batches, outcomes, review_entries, wording
from app.services.importing.outcomes import Counts
from app.services.importing.progress import WORKING
from app.services.importing.review_entries import ReviewEntry


@dataclass(frozen=True)
class View:
    """Which entries of a preview are asked for; `state` is None where all are."""

    state: ItemState | None = None
    number: int = 1

    @property
    def query(self) -> dict[str, str | int]:
        """The keys of its address, those that say nothing left out."""
        state = {"state": self.state.value} if self.state else {}
        return {**state, **({"page": self.number} if self.number > 1 else {})}

    def on_page(self, number: int) -> "View":
        """Return another page of the same entries."""
        return replace(self, number=number)

    @property
    def anchor(self) -> str:
        """The id of what leads to its first page."""
        return f"show-{self.state or 'all'}"

    @property
    def words(self) -> str:
        """The same within a button's value."""
        return f"{self.state or ''}.{self.number}"


class StateFilter(NamedTuple):
    """A way to the entries of one state, or to all."""

    label: str
    number: int
    view: View
    is_current: bool


class Mending(NamedTuple):
    """A text that she typed for an entry, and what is still wrong with it."""

    text: str
    problem: str


@dataclass(frozen=True)
class ReviewPage:
    """Some entries, and how many pages there are of their kind."""

    items: Sequence[ImportItem]
    view: View
    pages: int


@dataclass
class ImportReview:
    """One page of an import's preview with all that stands around it."""

    batch: ImportBatch
    counts: Counts
    page: ReviewPage
    entries: list[ReviewEntry]
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
    def filters(self) -> list[StateFilter]:
        """The ways to the entries, by what they are; states that none has are left out."""
        states = [state for state, number in self.counts.of_state.items() if number]
        numbers = [(None, self.counts.all), *((s, self.counts.of_state[s]) for s in states)]
        current = self.page.view.state
        return [
            StateFilter(wording.filter_label(state), number, View(state), state is current)
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
    batch = batches.get_batch(batch_id)
    if batch is None or batch.state in WORKING:
        return wanted if batch else None
    return within(batch_id, wanted)[0]


def import_review(batch_id: int, view: View) -> ImportReview | None:
    """Return a page of an import, or None."""
    batch = batches.get_batch(batch_id)
    if batch is None:
        return None
    # Whoever asks again and again how far it is takes no time from the one who works on it.
    if batch.state in WORKING:
        return ImportReview(
            batch, Counts(), ReviewPage([], view, 1), [], timeline.time_ago(batch.made_at)
        )
    page, revision = review_page(batch_id, view), batches.import_revision(batch)
    revision_id = revision.id if revision else None
    undone = undo.effective_undos([revision_id]).get(revision_id) if revision_id else None
    return ImportReview(
        batch=batch,
        counts=outcomes.preview_counts(batch_id),
        page=page,
        entries=review_entries.review_entries(page.items, revision_id),
        when=timeline.time_ago(batch.made_at),
        revision=revision,
        undone_by=undone,
    )


ON_A_PAGE = 50


def view(keys: Mapping[str, str]) -> View:
    """Return what an address asks for; what is malformed is left out."""
    state, page = keys.get("state", ""), keys.get("page", "")
    number = int(page) if re.fullmatch(r"[0-9]{1,9}", page) else 1
    return View(ItemState(state) if state in set(ItemState) else None, number)


def view_from_text(words: str) -> View:
    """Return what a button asks for."""
    state, _, number = words.partition(".")
    return view({"state": state, "page": number})


def review_page(batch_id: int, wanted: View) -> ReviewPage:
    """Return a page of a preview's entries; the last one for a page beyond it."""
    there, pages = within(batch_id, wanted)
    query = select(ImportItem).where(*_of(batch_id, wanted)).order_by(ImportItem.position)
    items = db.session.scalars(query.offset((there.number - 1) * ON_A_PAGE).limit(ON_A_PAGE))
    return ReviewPage(list(items), there, pages)


def within(batch_id: int, wanted: View) -> tuple[View, int]:
    """Return the view, limited to the last page, and the number of pages."""
    entries = select(func.count()).select_from(ImportItem).where(*_of(batch_id, wanted))
    pages = max(1, -(-(db.session.scalar(entries) or 0) // ON_A_PAGE))
    return wanted.on_page(max(1, min(wanted.number, pages))), pages


def _of(batch_id: int, wanted: View) -> list[ColumnElement[bool]]:
    of = [ImportItem.batch_id == batch_id]
    return [*of, ImportItem.state == wanted.state] if wanted.state else of


def holding(batch_id: int, position: int) -> View:
    """Return the page of all entries on which one stands."""
    before = select(func.count()).select_from(ImportItem)
    here = ImportItem.batch_id == batch_id, ImportItem.position < position
    return View(None, (db.session.scalar(before.where(*here)) or 0) // ON_A_PAGE + 1)

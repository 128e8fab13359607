"""The review page of an import: its progress, its preview, and its result."""

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
    """A page of the preview: entries of a state, or of all states if it is None."""

    state: ItemState | None = None
    number: int = 1

    @property
    def query(self) -> dict[str, str | int]:
        """The query parameters of its address, without defaults."""
        state = {"state": self.state.value} if self.state else {}
        return {**state, **({"page": self.number} if self.number > 1 else {})}

    def on_page(self, number: int) -> "View":
        """Return another page of the same entries."""
        return replace(self, number=number)

    @property
    def anchor(self) -> str:
        """The id of the link to its first page."""
        return f"show-{self.state or 'all'}"

    @property
    def button_value(self) -> str:
        """The view as part of a button's value."""
        return f"{self.state or ''}.{self.number}"


class StateFilter(NamedTuple):
    """A link to the entries of one state, or to all."""

    label: str
    number: int
    view: View
    is_current: bool


class FailedRepair(NamedTuple):
    """A corrected text that still can't be read, and the error."""

    text: str
    error: str


@dataclass(frozen=True)
class ReviewPage:
    """The entries of a view, and its number of pages."""

    items: Sequence[ImportItem]
    view: View
    pages: int


@dataclass
class ImportReview:
    """One page of an import's review with its surroundings."""

    batch: ImportBatch
    counts: Counts
    page: ReviewPage
    entries: list[ReviewEntry]
    when: str
    revision: Revision | None = None
    undone_by: int | None = None
    failed_repairs: dict[int, FailedRepair] = field(default_factory=dict)
    refused: str = ""

    @property
    def is_working(self) -> bool:
        """Whether it is being read or applied."""
        return self.batch.state in WORKING

    @property
    def is_open(self) -> bool:
        """Whether choices can still be made."""
        return self.batch.state is ImportState.READY

    @property
    def is_unfinished(self) -> bool:
        """Whether it was stopped or failed before it was read."""
        return self.batch.state in {ImportState.STOPPED, ImportState.FAILED}

    @property
    def is_done(self) -> bool:
        """Whether it was applied and not undone."""
        return self.batch.state is ImportState.APPLIED and not self.undone_by

    @property
    def is_document(self) -> bool:
        """Whether the file also holds a profile and people."""
        return self.batch.format is Format.DOCUMENT

    @property
    def filters(self) -> list[StateFilter]:
        """The filters by state; states without entries are omitted."""
        states = [state for state, number in self.counts.of_state.items() if number]
        numbers = [(None, self.counts.all), *((s, self.counts.of_state[s]) for s in states)]
        current = self.page.view.state
        return [
            StateFilter(wording.filter_label(state), number, View(state), state is current)
            for state, number in numbers
        ]

    @property
    def bulk_actions(self) -> list[tuple[str, str]]:
        """The buttons that apply to all entries of the state shown."""
        return wording.bulk_actions(self.page.view.state, self.counts)

    @property
    def planned_changes(self) -> str:
        """What importing would do, or why it would do nothing."""
        return wording.planned_changes(self.counts) or wording.nothing_planned(self.counts)


def view_of(batch_id: int, wanted: View) -> View | None:
    """Return the view of an import's page without reading its entries, or None."""
    batch = batches.get_batch(batch_id)
    if batch is None or batch.state in WORKING:
        return wanted if batch else None
    return clamped_view(batch_id, wanted)[0]


def import_review(batch_id: int, view: View) -> ImportReview | None:
    """Return a page of an import, or None."""
    batch = batches.get_batch(batch_id)
    if batch is None:
        return None
    # Polling for progress must not slow down the worker.
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


PAGE_SIZE = 50


def view_from_query(keys: Mapping[str, str]) -> View:
    """Return the view that query parameters ask for; malformed ones are ignored."""
    state, page = keys.get("state", ""), keys.get("page", "")
    number = int(page) if re.fullmatch(r"[0-9]{1,9}", page) else 1
    return View(ItemState(state) if state in set(ItemState) else None, number)


def view_from_text(text: str) -> View:
    """Return the view that a button's value asks for."""
    state, _, number = text.partition(".")
    return view_from_query({"state": state, "page": number})


def review_page(batch_id: int, wanted: View) -> ReviewPage:
    """Return a page of a preview's entries; the last page if there are fewer."""
    shown, pages = clamped_view(batch_id, wanted)
    query = select(ImportItem).where(*_conditions(batch_id, wanted)).order_by(ImportItem.position)
    items = db.session.scalars(query.offset((shown.number - 1) * PAGE_SIZE).limit(PAGE_SIZE))
    return ReviewPage(list(items), shown, pages)


def clamped_view(batch_id: int, wanted: View) -> tuple[View, int]:
    """Return the view, limited to the last page, and the number of pages."""
    entries = select(func.count()).select_from(ImportItem).where(*_conditions(batch_id, wanted))
    pages = max(1, -(-(db.session.scalar(entries) or 0) // PAGE_SIZE))
    return wanted.on_page(max(1, min(wanted.number, pages))), pages


def _conditions(batch_id: int, wanted: View) -> list[ColumnElement[bool]]:
    of = [ImportItem.batch_id == batch_id]
    return [*of, ImportItem.state == wanted.state] if wanted.state else of


def view_of_entry(batch_id: int, position: int) -> View:
    """Return the page of all entries that contains this one."""
    before = select(func.count()).select_from(ImportItem)
    here = ImportItem.batch_id == batch_id, ImportItem.position < position
    return View(None, (db.session.scalar(before.where(*here)) or 0) // PAGE_SIZE + 1)

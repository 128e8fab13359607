"""A preview a page at a time: some entries, of one state or of all."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, func, select

from app.database import db
from app.models import ImportItem, ItemState

ON_A_PAGE = 50


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


@dataclass(frozen=True)
class Page:
    """Some entries, and how many pages there are of their kind."""

    items: Sequence[ImportItem]
    view: View
    pages: int


def view(keys: Mapping[str, str]) -> View:
    """Return what an address asks for; what is malformed is left out."""
    state, page = keys.get("state", ""), keys.get("page", "")
    number = int(page) if re.fullmatch(r"[0-9]{1,9}", page) else 1
    return View(ItemState(state) if state in set(ItemState) else None, number)


def of_words(words: str) -> View:
    """Return what a button asks for."""
    state, _, number = words.partition(".")
    return view({"state": state, "page": number})


def read(batch_id: int, wanted: View) -> Page:
    """Return a page of a preview's entries; the last one for a page beyond it."""
    there, pages = within(batch_id, wanted)
    query = select(ImportItem).where(*_of(batch_id, wanted)).order_by(ImportItem.position)
    items = db.session.scalars(query.offset((there.number - 1) * ON_A_PAGE).limit(ON_A_PAGE))
    return Page(list(items), there, pages)


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

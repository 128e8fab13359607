"""The filter of the works table: the public one, and what only owners filter by."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement

from app.bibliography.messages import message
from app.models import Work, WorkState
from app.services.catalog import selection
from app.services.catalog.selection import PublicFilter, Sort, Values
from app.services.editing.works_table.missing import Missing

T = TypeVar("T", bound=str)
SORTS: dict[Sort, str] = {
    "newest": message("Newest first"),
    "oldest": message("Oldest first"),
    "title": message("Title"),
    "changed": message("Recently changed"),
}


@dataclass(frozen=True)
class WorksFilter(PublicFilter):
    """The filter, order and page of the works table; a page shows its own works only."""

    drafts: bool = True
    state: WorkState | None = None
    missing: Missing | None = None

    @property
    def further_choices(self) -> Sequence[tuple[str, str]]:
        """The chosen state and what is missing: (key, value)."""
        pairs = (("state", self.state), ("missing", self.missing))
        return [(key, str(value)) for key, value in pairs if value]

    def conditions(self) -> Sequence[ColumnElement[bool]]:
        """Return the conditions on works that state and what is missing set."""
        of_state = [Work.state == self.state] if self.state else []
        return [*of_state, *([self.missing.condition] if self.missing else [])]

    def cleared(self) -> PublicFilter:
        """Return the first page of all works in the same order."""
        return replace(super().cleared(), state=None, missing=None)  # type: ignore[call-arg]


def parse_filter(values: Values, most_choices: int) -> WorksFilter:
    """Parse query parameters by key; malformed and unknown values are ignored."""
    parsed = selection.parse_filter(values, most_choices)
    shared: dict[str, Any] = {field: getattr(parsed, field) for field in selection.FACETS.values()}
    return WorksFilter(
        **shared,
        q=parsed.q,
        page=1 if parsed.page == "all" else parsed.page,
        sort=_one_of(SORTS, values, "sort") or "newest",
        state=_one_of(WorkState, values, "state"),
        missing=_one_of(Missing, values, "missing"),
    )


def _one_of(known: Iterable[T], values: Values, key: str) -> T | None:
    given = next(iter(values.get(key, ())), "")
    return next((value for value in known if value == given), None)

"""What was measured, beside what it should be at most."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.support import tables

HEADINGS = ("what", "measured", "budget", "result")


@dataclass(frozen=True)
class Row:
    """A figure in words; one without a budget is only told."""

    what: str
    measured: str
    budget: str = "–"
    is_over: bool = False

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The row as the table shows it."""
        verdict = "" if self.budget == "–" else "OVER" if self.is_over else "ok"
        return self.what, self.measured, self.budget, verdict


def milliseconds(what: str, value: float, limit: float) -> Row:
    """A time."""
    return Row(what, f"{value:.0f} ms", f"≤ {limit:.0f} ms", value > limit)


def kilobytes(what: str, value: float, limit: float) -> Row:
    """A number of bytes, told in thousands."""
    return Row(what, f"{value / 1000:.1f} kB", f"≤ {limit / 1000:g} kB", value > limit)


def count(what: str, value: int, limit: int) -> Row:
    """A number of things."""
    return Row(what, f"{value:,}", f"≤ {limit:,}" if limit else "0", value > limit)


def ratio(what: str, ours: float, other: float, limit: float | None = None) -> Row:
    """How many times the other time ours is, with both in milliseconds."""
    digits = 0 if other > 100 else 1
    measured = f"{ours / other:.2f} × ({ours:.{digits}f} : {other:.{digits}f} ms)"
    if limit is None:
        return Row(what, measured)
    return Row(what, measured, f"≤ {limit:g} ×", ours / other > limit)


def text(rows: Sequence[Row]) -> str:
    """The rows as columns for a terminal."""
    return tables.in_columns(HEADINGS, [row.cells for row in rows])


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    return tables.in_markdown(HEADINGS, [row.cells for row in rows])

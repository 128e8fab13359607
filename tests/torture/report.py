"""What a row of the torture did and found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.support import tables

HEADINGS = ("what", "done", "found", "result")


@dataclass(frozen=True)
class Row:
    """One trial: what was done, counted, and what came of it, with whatever is wrong."""

    what: str
    done: str
    found: str
    faults: Sequence[str] = field(default=())
    skipped: bool = False

    @property
    def verdict(self) -> str:
        """Return the last cell of the row."""
        return "skipped" if self.skipped else "WRONG" if self.faults else "ok"

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """Return the row as the table shows it."""
        return self.what, self.done, self.found, self.verdict


def skipped(what: str, reason: str) -> Row:
    """Return the row of a trial that this machine does not allow."""
    return Row(what, "nothing", reason, skipped=True)


def lines(rows: Sequence[Row]) -> str:
    """Return the rows as lines, with what was wrong."""
    faults = [f"  WRONG: {fault}" for row in rows for fault in row.faults[:20]]
    return "\n".join([*(" | ".join(row.cells) for row in rows), *faults])


def text(rows: Sequence[Row]) -> str:
    """Return the rows as columns for a terminal."""
    return tables.in_columns(HEADINGS, [row.cells for row in rows])


def markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    return tables.in_markdown(HEADINGS, [row.cells for row in rows])

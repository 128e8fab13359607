"""What a row of the torture did and found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

HEADINGS = ("what", "done", "found", "")


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


def text(rows: Sequence[Row]) -> str:
    """Return the rows as columns for a terminal."""
    lines = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def markdown(rows: Sequence[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [HEADINGS, ("---",) * len(HEADINGS), *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)

"""Tables of words, for a terminal and for a README."""

from collections.abc import Sequence

Line = Sequence[str]


def in_columns(headings: Line, lines: Sequence[Line]) -> str:
    """Return a table as columns for a terminal."""
    table = [headings, *lines]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in table
    )


def in_markdown(headings: Line, lines: Sequence[Line]) -> str:
    """Return a table in Markdown."""
    table = [headings, ("---",) * len(headings), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in table)

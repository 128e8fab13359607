"""The kinds of values that settings take: how each is read, and what it takes in words."""

import re
from collections.abc import Callable
from typing import Any, NamedTuple

MOST = 2**31 - 1
TRUTH = {"true": True, "1": True, "false": False, "0": False}
_DIGITS = re.compile(r"-?[0-9]{1,20}", re.ASCII)
# By unit, what larger ones are called, the largest first.
_UNITS = {
    "bytes": ((2**20, "MB"), (2**10, "kB")),
    "seconds": ((86_400, "days"), (3_600, "hours"), (60, "minutes")),
}


def as_it_is(text: str) -> Any:
    """Return a text unchanged."""
    return text


class ValueKind(NamedTuple):
    """A kind of values.

    `read` returns the value to use, or None for a wrong one; raises ValueError to say more than
    that. `from_text` reads what a variable of the environment says.
    """

    read: Callable[[Any], Any]
    words: str
    from_text: Callable[[str], Any] = as_it_is
    unit: str = ""

    def in_words(self, value: Any) -> str:
        """Return a large number with a larger unit, such as "5 MB", else ""."""
        for size, name in _UNITS.get(self.unit, ()):
            if value >= size and value % size == 0:
                count = value // size
                return f"{count} {name if count > 1 else name.removesuffix('s')}"
        return ""


def number(least: int = 1, most: int = MOST, unit: str = "") -> ValueKind:
    """Return the kind of whole numbers within a range."""

    def read(value: Any) -> int | None:
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return value if is_whole and least <= value <= most else None

    of_what = f", in {unit}" if unit else ""
    return ValueKind(read, f"a whole number from {least:,} to {most:,}{of_what}", _number, unit)


def choice(*values: str) -> ValueKind:
    """Return the kind of some words."""
    words = " or ".join(f"'{value}'" for value in values)
    return ValueKind(lambda value: value if value in values else None, words)


def _number(text: str) -> Any:
    return int(text) if _DIGITS.fullmatch(text) else text


def _line(value: Any) -> str | None:
    return value if isinstance(value, str) and value.isprintable() else None


SWITCH = ValueKind(lambda value: TRUTH.get(str(value).lower()), "true or false")
LINE = ValueKind(_line, "a line of text in quotes")

"""The fields of an entry, and which of them a record can hold."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

from app.bibliography import latex
from app.bibliography.record import VISIBLE

LONGEST_LINE = 2_000
_SEEN = re.compile(VISIBLE)


def plain(source: str) -> str:
    """Return LaTeX source as plain text on one line, with composed accents."""
    # Many fields are empty, a number or one word.
    if not source or (source.isascii() and source.isalnum()):
        return source
    return composed(latex.to_text(source))


def composed(text: str) -> str:
    """Return the text with each accented letter as one character."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_line(text: str) -> bool:
    """Return whether a record may hold the text as a single line."""
    return len(text) <= LONGEST_LINE and _SEEN.search(text) is not None


class FieldReader:
    """Reader of an entry's fields that keeps track of the unused ones, the extras."""

    def __init__(self, kind: str, values: Mapping[str, str]) -> None:
        self.kind = kind
        self.warnings: list[str] = []
        self._values = values
        self._used: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def raw(self, name: str) -> str:
        """Return the raw field, or an empty text."""
        return self._values.get(name, "")

    def given(self, names: Iterable[str]) -> list[str]:
        """Return those of the names that are fields with a text, in the same order."""
        return [name for name in names if self._values.get(name)]

    def use(self, *names: str) -> None:
        """Mark fields as used: the record holds all of their content."""
        self._used.update(names)

    def keep(self, *names: str) -> None:
        """Mark fields as extras: the record does not hold all of their content."""
        self._used.difference_update(names)

    def is_used(self, name: str) -> bool:
        """Return whether the record holds all of a field's content."""
        return name in self._used

    def line(self, name: str, source: Callable[[str], str] = str) -> str | None:
        """Return an unused field as plain text if a record can hold it, and mark it as used.

        `source` may change its LaTeX source first.
        """
        if name not in self._values or name in self._used:
            return None
        text = plain(source(self._values[name]))
        if not is_line(text):
            return None
        self.use(name)
        return text

    def extras(self) -> dict[str, str]:
        """Return the unused fields in the order of the file."""
        return {name: raw for name, raw in self._values.items() if name not in self._used}

"""The fields of one entry, and which of them a record has a place for."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from app.bibliography import latex
from app.bibliography.record import VISIBLE

LONGEST_LINE = 2_000
_SEEN = re.compile(VISIBLE)


def plain(source: str) -> str:
    """LaTeX source as plain text on one line, its accents composed."""
    return composed(latex.to_text(source))


def composed(text: str) -> str:
    """The text with each accent and its letter as one character."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def is_line(text: str) -> bool:
    """Whether a record may hold the text on a line of its own."""
    return len(text) <= LONGEST_LINE and _SEEN.search(text) is not None


class FieldReader:
    """What nobody uses is an extra, in the order of the file."""

    def __init__(self, kind: str, values: Mapping[str, str]) -> None:
        self.kind = kind
        self.warnings: list[str] = []
        self._values = values
        self._used: set[str] = set()

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def raw(self, name: str) -> str:
        """The field as it stands, or nothing."""
        return self._values.get(name, "")

    def use(self, *names: str) -> None:
        """Say that the record holds all that these fields say."""
        self._used.update(names)

    def keep(self, *names: str) -> None:
        """Say that the record does not hold all that these fields say."""
        self._used.difference_update(names)

    def line(self, name: str) -> str | None:
        """The field as plain text, if a record can hold it and no other part of it does."""
        if name not in self._values or name in self._used:
            return None
        text = plain(self._values[name])
        if not is_line(text):
            return None
        self.use(name)
        return text

    def extras(self) -> dict[str, str]:
        """The fields that found no place."""
        return {name: raw for name, raw in self._values.items() if name not in self._used}

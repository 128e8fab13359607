"""The tags of a RIS entry, and which of them have been used."""

import re
from collections.abc import Iterator, Sequence

from app.bibliography.text.characters import unescape

_KEYWORD_ENDS = re.compile(r"[;\n]")
_IN_PARAGRAPHS = frozenset({"AB", "N2", "N1", "KW"})


class TagReader:
    """Reader of an entry's tags that keeps track of the unused ones."""

    def __init__(self, tags: Sequence[tuple[str, list[str]]]) -> None:
        values = [(tag, _joined(tag, lines)) for tag, lines in tags if tag != "ER"]
        self.values = [(tag, value) for tag, value in values if value]
        self.warnings: list[str] = []
        self._used: set[int] = set()

    def every(self, *tags: str) -> list[tuple[int, str]]:
        """Return the values of these tags with their positions, in the order of the file."""
        return [(at, value) for at, (tag, value) in enumerate(self.values) if tag in tags]

    def use(self, *positions: int) -> None:
        """Mark the values at these positions as used."""
        self._used.update(positions)

    def is_used(self, position: int) -> bool:
        """Return whether the value at this position has been used."""
        return position in self._used

    def peek(self, *tags: str) -> str:
        """Return the first value of the first of these tags that has any."""
        return next((value for tag in tags for _, value in self.every(tag)), "")

    def take(self, *tags: str) -> str:
        """Return the same as `peek`, and mark all its occurrences as used."""
        value = self.peek(*tags)
        self.use(*(at for at, same in self.every(*tags) if same == value))
        return value

    def line(self, *tags: str) -> str:
        """Return the same as `take`, as plain text without entities."""
        return " ".join(unescape(self.take(*tags)).split())

    def keywords(self) -> tuple[str, ...]:
        """Return the keywords, of which a tag may contain several."""
        positions = self.every("KW", "K1")
        self.use(*(at for at, _ in positions))
        words = (word for _, value in positions for word in _KEYWORD_ENDS.split(unescape(value)))
        return tuple(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))

    def unused(self) -> Iterator[tuple[str, str]]:
        """Yield the unused tags with their values on one line."""
        for at, (tag, value) in enumerate(self.values):
            if at not in self._used:
                yield tag, " ".join(value.split())


def _joined(tag: str, lines: list[str]) -> str:
    return ("\n" if tag in _IN_PARAGRAPHS else " ").join(lines).strip()

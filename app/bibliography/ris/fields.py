"""What the tags of one RIS entry say, and which of it has found its place."""

import re
from collections.abc import Iterator, Sequence

from app.bibliography.text.characters import unescape

_KEYWORD_ENDS = re.compile(r"[;\n]")
_IN_PARAGRAPHS = frozenset({"AB", "N2", "N1", "KW"})


class TagReader:
    """What is taken counts as used; the rest is left over."""

    def __init__(self, tags: Sequence[tuple[str, list[str]]]) -> None:
        said = [(tag, _joined(tag, lines)) for tag, lines in tags if tag != "ER"]
        self.said = [(tag, value) for tag, value in said if value]
        self.warnings: list[str] = []
        self._used: set[int] = set()

    def every(self, *tags: str) -> list[tuple[int, str]]:
        """Return what these tags say, each with its place, in the order of the file."""
        return [(at, value) for at, (tag, value) in enumerate(self.said) if tag in tags]

    def use(self, *places: int) -> None:
        """Count what stands there as used."""
        self._used.update(places)

    def peek(self, *tags: str) -> str:
        """Return what the first of these tags says that says anything, without using it."""
        return next((value for tag in tags for _, value in self.every(tag)), "")

    def take(self, *tags: str) -> str:
        """Return the same, used wherever it is said."""
        value = self.peek(*tags)
        self.use(*(at for at, same in self.every(*tags) if same == value))
        return value

    def line(self, *tags: str) -> str:
        """Return the same as plain text, without entities."""
        return " ".join(unescape(self.take(*tags)).split())

    def keywords(self) -> tuple[str, ...]:
        """Return the keywords, however many stand behind one tag."""
        places = self.every("KW", "K1")
        self.use(*(at for at, _ in places))
        words = (word for _, value in places for word in _KEYWORD_ENDS.split(unescape(value)))
        return tuple(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))

    def left(self) -> Iterator[tuple[str, str]]:
        """Yield what was not used, each tag and its text on one line."""
        for at, (tag, value) in enumerate(self.said):
            if at not in self._used:
                yield tag, " ".join(value.split())


def _joined(tag: str, lines: list[str]) -> str:
    return ("\n" if tag in _IN_PARAGRAPHS else " ").join(lines).strip()

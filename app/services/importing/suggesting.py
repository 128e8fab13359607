"""Topics that an entry may be about: those of hers whose words it says."""

import re
from collections.abc import Iterable

from sqlalchemy import select

from app.bibliography import latex, names
from app.bibliography.record import Record
from app.database import db
from app.models import Topic

LONGEST = 20_000


class Suggestions:
    """Finds the names of her topics in what entries say, whatever their case and number."""

    def __init__(self, topics: Iterable[str]) -> None:
        self._topics = {name: _pattern(words) for name in topics if (words := _words(name))}

    def of(self, record: Record, keywords: Iterable[str]) -> list[str]:
        """Return the topics that a record does not have, in her order."""
        if not self._topics:
            return []
        text = latex.to_text(f"{record.title}. {record.abstract or ''}"[:LONGEST])
        said = f" {names.fold(' . '.join([*keywords, text]))} "
        return [
            name
            for name, (rarest, pattern) in self._topics.items()
            if rarest in said and name not in record.topics and pattern.search(said)
        ]


def read() -> Suggestions:
    """Return what suggests the topics that the site has."""
    return Suggestions(db.session.scalars(select(Topic.name).order_by(Topic.position, Topic.name)))


def _words(text: str) -> list[str]:
    return [_singular(word) for word in names.fold(text).split()]


def _pattern(words: list[str]) -> tuple[str, re.Pattern[str]]:
    """Return what finds these words in a row, one that is quickly looked for before it."""
    return max(words, key=len), re.compile(f" {'s? '.join(map(re.escape, words))}s? ")


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word

"""Topics that an entry may be about: those of hers whose words it says."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.bibliography import latex
from app.bibliography.names import names
from app.bibliography.record import Record
from app.database import db
from app.models import Topic, work_topic

LONGEST = 20_000


class Suggestions:
    """Finds the names of her topics in what entries say, whatever their case and number."""

    def __init__(self, topics: Iterable[str], of_works: Mapping[int, set[str]]) -> None:
        self._of_works = of_works
        self._topics = {name: _pattern(words) for name in topics if (words := _words(name))}

    def of(self, record: Record, keywords: Iterable[str], work_id: int | None) -> list[str]:
        """Return the topics that neither a record nor the work that it is of has, in her order."""
        if not self._topics:
            return []
        text = latex.to_text(f"{record.title}. {record.abstract or ''}"[:LONGEST])
        there = {*record.topics, *self._of_works.get(work_id or 0, ())}
        said = f" {names.fold(' . '.join([*keywords, text]))} "
        return [
            name
            for name, (rarest, pattern) in self._topics.items()
            if rarest in said and name not in there and pattern.search(said)
        ]


def topic_suggestions() -> Suggestions:
    """Return what suggests the topics that the site has."""
    of_works: dict[int, set[str]] = defaultdict(set)
    tagged = select(work_topic.c.work_id, Topic.name).join(Topic, Topic.id == work_topic.c.topic_id)
    for work_id, name in db.session.execute(tagged):
        of_works[work_id].add(name)
    names_ = db.session.scalars(select(Topic.name).order_by(Topic.position, Topic.name))
    return Suggestions(names_, of_works)


def _words(text: str) -> list[str]:
    return [_singular(word) for word in names.fold(text).split()]


def _pattern(words: list[str]) -> tuple[str, re.Pattern[str]]:
    """Return what finds these words in a row, one that is quickly looked for before it."""
    return max(words, key=len), re.compile(f" {'s? '.join(map(re.escape, words))}s? ")


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word

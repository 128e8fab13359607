"""Suggest topics for an entry: those of the site whose words occur in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from app.bibliography import latex
from app.bibliography.names import names
from app.bibliography.record import Record
from app.database import db
from app.models import Topic, work_topic
from app.services.editing import topics

LONGEST = 20_000


class Suggestions:
    """Finds the names of topics in the text of entries, ignoring case and plurals."""

    def __init__(self, topic_names: Iterable[str], of_works: Mapping[int, set[str]]) -> None:
        self._of_works = of_works
        self._topics = {name: _pattern(words) for name in topic_names if (words := _words(name))}

    def of(self, record: Record, keywords: Iterable[str], work_id: int | None) -> list[str]:
        """Return the topics found, in the owner's order, without those already assigned."""
        if not self._topics:
            return []
        text = latex.to_text(f"{record.title}. {record.abstract or ''}"[:LONGEST])
        assigned = {*record.topics, *self._of_works.get(work_id or 0, ())}
        content = f" {names.fold(' . '.join([*keywords, text]))} "
        return [
            name
            for name, (longest, pattern) in self._topics.items()
            if longest in content and name not in assigned and pattern.search(content)
        ]


def topic_suggestions() -> Suggestions:
    """Return the suggestions for the topics of the site."""
    return Suggestions(topics.all_names(), topics_by_work())


def topics_by_work() -> dict[int, set[str]]:
    """Return the names of each work's topics, by the id of the work."""
    found: dict[int, set[str]] = defaultdict(set)
    tagged = select(work_topic.c.work_id, Topic.name).join(Topic, Topic.id == work_topic.c.topic_id)
    for work_id, name in db.session.execute(tagged):
        found[work_id].add(name)
    return found


def _words(text: str) -> list[str]:
    return [_singular(word) for word in names.fold(text).split()]


def _pattern(words: list[str]) -> tuple[str, re.Pattern[str]]:
    """Return the longest word, for a quick check, and a pattern for all words in a row."""
    return max(words, key=len), re.compile(f" {'s? '.join(map(re.escape, words))}s? ")


def _singular(word: str) -> str:
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if is_plural else word

"""Similarity of titles: words, their order, subtitles, part numbers, replies and errata."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from sys import intern
from typing import NamedTuple

from app.bibliography.matching.word_order import sequence_similarity
from app.bibliography.names import names

SUBTITLE = re.compile(r"[:?!.]\s+|\s+[-–—]+\s+")
# Words that only tell the version of a paper.
VERSION = re.compile(
    r"\b(?:extended (?:abstract|version)|(?:full|long|short|preliminary) (?:paper|version)"
    r"|technical report|with appendix|preprint|poster|^abstract(?=:)|abstract$)\b",
    re.IGNORECASE,
)
# Words of papers about another paper.
ABOUT = {
    "addendum",
    "appendix",
    "comment",
    "comments",
    "commentary",
    "corrigendum",
    "correction",
    "discussion",
    "editorial",
    "erratum",
    "errata",
    "rejoinder",
    "reply",
    "response",
    "retraction",
    "review",
    "supplement",
    "supplementary",
    "supplemental",
}
STOP_WORDS = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "into",
    "is",
    "its",
    "of",
    "on",
    "or",
    "the",
    "to",
    "toward",
    "towards",
    "under",
    "using",
    "via",
    "with",
    "der",
    "die",
    "das",
    "und",
    "de",
    "des",
    "du",
    "et",
    "l",
    "la",
    "le",
    "les",
}
NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        (
            "first one i",
            "second two ii",
            "third three iii",
            "fourth four iv",
            "fifth five v",
            "sixth six vi",
            "seventh seven vii",
            "eighth eight viii",
            "ninth nine ix",
            "tenth ten x",
        ),
        start=1,
    )
    for word in words.split()
}
NUMBERED_UNITS = {"book", "chapter", "issue", "no", "number", "part", "section", "vol", "volume"}
# Limits that keep the comparison of very long titles fast.
MAX_WORDS, MAX_LETTERS = 40, 40
STEM, MIN_SHARED = 5, 0.35
WITHOUT_SUBTITLE, OTHER_NUMBER, OTHER_KIND = 0.97, 0.6, 0.6


class Title(NamedTuple):
    """A title's significant words, those before its subtitle, its numbers and its kinds."""

    words: tuple[str, ...]
    stems: frozenset[str]
    head: tuple[str, ...]
    numbers: frozenset[str]
    kinds: frozenset[str]


# A title is parsed to look for similar ones, and again to be added to them.
@lru_cache(maxsize=64)
def parse_title(text: str) -> Title:
    """Parse a title, given as plain text."""
    bare = VERSION.sub(" ", text).strip(" :()[]") or text
    head = SUBTITLE.split(bare, maxsplit=1)[0]
    every = _with_digits(_words(bare))
    numbers = frozenset(word for word in every if word.isdigit())
    words = _significant([word for word in every if word not in ABOUT])
    first = _significant(_with_digits(_words(head))) if len(head) < len(bare) else ()
    stems = frozenset(intern(word[:STEM]) for word in words)
    return Title(words, stems, first, numbers, frozenset(ABOUT.intersection(every)))


def title_similarity(one: Title, other: Title) -> float:
    """Return the similarity of two titles, from 0 to 1; 0 with too few words in common."""
    fewest = min(len(one.stems), len(other.stems), *(len(t.head) for t in (one, other) if t.head))
    if len(one.stems & other.stems) < MIN_SHARED * fewest:
        return 0.0
    found = sequence_similarity(one.words, other.words)
    if bool(one.head) != bool(other.head):
        found = max(
            found,
            WITHOUT_SUBTITLE
            * sequence_similarity(one.head or one.words, other.head or other.words),
        )
    if one.numbers != other.numbers:
        found *= OTHER_NUMBER
    return found if one.kinds == other.kinds else found * OTHER_KIND


def _words(text: str) -> list[str]:
    return [intern(word[:MAX_LETTERS]) for word in islice(names.fold(text).split(), MAX_WORDS)]


def _with_digits(words: list[str]) -> list[str]:
    """Return the words with "part II", "volume two" and "third" as numbers."""
    return [
        NUMBERS[word] if word in NUMBERS and _is_number(before, word, is_last) else word
        for before, word, is_last in zip(
            ["", *words], words, [*[False] * (len(words) - 1), True], strict=False
        )
    ]


def _is_number(before: str, word: str, is_last: bool) -> bool:
    # A letter or a word need not be a number: "vitamin C", "one ship", "x".
    return before in NUMBERED_UNITS or (is_last and bool(before)) or len(word) > 4


def _significant(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in STOP_WORDS) or tuple(words)

"""How like two titles are: words, their order, subtitles, parts, replies and errata."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import islice
from sys import intern
from typing import NamedTuple

from app.bibliography.names import names

SUBTITLE = re.compile(r"[:?!.]\s+|\s+[-–—]+\s+")
# What only says which version of a paper it is.
VERSION = re.compile(
    r"\b(?:extended (?:abstract|version)|(?:full|long|short|preliminary) (?:paper|version)"
    r"|technical report|with appendix|preprint|poster|^abstract(?=:)|abstract$)\b",
    re.IGNORECASE,
)
# What makes a paper another one that is about the first.
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
PLAIN = {
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
COUNTED = {
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
COUNTING = {"book", "chapter", "issue", "no", "number", "part", "section", "vol", "volume"}
# No title needs more; one that has them is compared by its beginning, and in time.
MOST_WORDS, MOST_LETTERS, MOST_OTHERS = 40, 40, 8
STEM, LEAST_SHARED, ALIKE = 5, 0.35, 0.75
CUT, SWAPPED, OTHER_NUMBER, OTHER_KIND = 0.97, 0.8, 0.6, 0.6


class Title(NamedTuple):
    """A title's telling words; those before its subtitle, its numbers, and what it says it is."""

    words: tuple[str, ...]
    stems: frozenset[str]
    head: tuple[str, ...]
    numbers: frozenset[str]
    kinds: frozenset[str]


def parse_title(text: str) -> Title:
    """Part a title, given as plain text."""
    bare = VERSION.sub(" ", text).strip(" :()[]") or text
    head = SUBTITLE.split(bare, maxsplit=1)[0]
    every = _in_digits(_words(bare))
    numbers = frozenset(word for word in every if word.isdigit())
    words = _telling([word for word in every if word not in ABOUT])
    first = _telling(_in_digits(_words(head))) if len(head) < len(bare) else ()
    stems = frozenset(intern(word[:STEM]) for word in words)
    return Title(words, stems, first, numbers, frozenset(ABOUT.intersection(every)))


def title_similarity(one: Title, other: Title) -> float:
    """Return how like two titles are, from 0 to 1; 0 for those with too few words in common."""
    fewest = min(len(one.stems), len(other.stems), *(len(t.head) for t in (one, other) if t.head))
    if len(one.stems & other.stems) < LEAST_SHARED * fewest:
        return 0.0
    found = _of_words(one.words, other.words)
    if bool(one.head) != bool(other.head):
        found = max(found, CUT * _of_words(one.head or one.words, other.head or other.words))
    if one.numbers != other.numbers:
        found *= OTHER_NUMBER
    return found if one.kinds == other.kinds else found * OTHER_KIND


def _words(text: str) -> list[str]:
    return [intern(word[:MOST_LETTERS]) for word in islice(names.fold(text).split(), MOST_WORDS)]


def _in_digits(words: list[str]) -> list[str]:
    """Return the words with "part II", "volume two" and "third" as numbers."""
    return [
        COUNTED[word] if word in COUNTED and _counts(before, word, is_last) else word
        for before, word, is_last in zip(
            ["", *words], words, [*[False] * (len(words) - 1), True], strict=False
        )
    ]


def _counts(before: str, word: str, is_last: bool) -> bool:
    # A letter or a word may stand for itself: "vitamin C", "one ship", "x".
    return before in COUNTING or (is_last and bool(before)) or len(word) > 4


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in PLAIN) or tuple(words)


def _of_words(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if one == other:
        return 1.0
    places = _matched(one, other)
    shared = sum(how for _, how in places)
    found = 2 * shared / (len(one) + len(other))
    in_order = _longest_rise([place for place, _ in places]) / max(1, len(places))
    if len(one) == len(other) == len(places) + 1 and in_order == 1:
        found *= SWAPPED
    return found * (0.85 + 0.15 * in_order)


def _matched(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[int, float]]:
    """Return where the words of one stand in the other, and how like they are there."""
    free = dict(enumerate(other))
    found: list[tuple[int, int, float]] = []
    left = []
    for at, word in enumerate(one):
        place = next((place for place, same in free.items() if same == word), None)
        if place is None:
            left.append((at, word))
        else:
            del free[place]
            found.append((at, place, 1.0))
    for at, word in left[:MOST_OTHERS]:
        how, place = max(((_alike(word, free[place]), place) for place in free), default=(0.0, 0))
        if how:
            del free[place]
            found.append((at, place, how))
    return [(place, how) for _, place, how in sorted(found)]


def _alike(one: str, other: str) -> float:
    """Tell a misspelt or bent word from another one."""
    if one[:1] != other[:1] or min(len(one), len(other)) < 4:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0


def _longest_rise(places: list[int]) -> int:
    """Return how many of the places stand in their order."""
    longest: list[int] = []
    for place in places:
        at = next((n for n, end in enumerate(longest) if end >= place), len(longest))
        longest[at : at + 1] = [place]
    return len(longest)

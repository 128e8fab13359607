"""Citation keys for records that came without one: family name, year, first word that counts."""

import re
from collections.abc import Iterable

from anyascii import anyascii

from app.bibliography.latex import to_text
from app.bibliography.names import names
from app.bibliography.record import Record

LONGEST_PART = 30
PASSED_OVER = frozenset(
    {
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "how",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "the",
        "to",
        "towards",
        "toward",
        "via",
        "what",
        "when",
        "why",
        "with",
        "de",
        "des",
        "du",
        "en",
        "et",
        "la",
        "le",
        "les",
        "sur",
        "un",
        "une",
        "das",
        "der",
        "die",
        "ein",
        "eine",
        "und",
        "zur",
        "zum",
        "el",
        "los",
        "las",
        "una",
    }
)


def make_key(record: Record) -> str:
    """Return a key such as "roe2024tides"; the same for the same record, always."""
    family = _ascii(_family(record.people[0].name)) if record.people else ""
    year = str(record.year or "")
    return f"{family[:LONGEST_PART]}{year}{_word(record.title)[:LONGEST_PART]}" or "work"


def unique(records: Iterable[Record]) -> list[str]:
    """Return a key for each record: its own, or a made one with a letter where that is taken."""
    records = list(records)
    taken = {record.citation_key for record in records}
    found: list[str] = []
    tries: dict[str, int] = {}
    for record in records:
        key = record.citation_key or _free(make_key(record), taken, tries)
        taken.add(key)
        found.append(key)
    return found


def _family(name: str) -> str:
    words = to_text(names.parse(name).family).split()
    return " ".join(words[:-1] if len(words) > 1 and _is_suffix(words[-1]) else words)


def _is_suffix(word: str) -> bool:
    return names.fold(word) in names.SUFFIXES


def _word(title: str) -> str:
    words = [_ascii(word) for word in re.split(r"[\s\-–—/]+", to_text(title))]
    words = [word for word in words if word]
    return next((word for word in words if word not in PASSED_OVER), "".join(words[:1]))


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


def _free(key: str, taken: set[str | None], tries: dict[str, int]) -> str:
    free = key
    while free in taken:
        tries[key] = tries.get(key, 0) + 1
        free = key + _letters(tries[key])
    return free


def _letters(number: int) -> str:
    """1 is "b", for the first one of that name has no letter; after "z" comes "aa"."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters

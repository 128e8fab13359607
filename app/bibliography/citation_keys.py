"""Citation keys for records without one: family name, year, first significant title word."""

import re
from collections.abc import Iterable

from anyascii import anyascii

from app.bibliography.latex import to_text
from app.bibliography.names import names
from app.bibliography.record import Record

MAX_PART_LENGTH = 30
STOP_WORDS = frozenset(
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
    """Return a key such as "roe2024tides", always the same for the same record."""
    family = _ascii(_family_name(makers[0].name)) if (makers := record.makers) else ""
    year = str(record.year or "")
    word = _first_word(record.title)
    return f"{family[:MAX_PART_LENGTH]}{year}{word[:MAX_PART_LENGTH]}" or "work"


def unique_keys(records: Iterable[Record]) -> list[str]:
    """Return each record's own key or a generated one, with a letter added if it is taken."""
    records = list(records)
    taken = {record.citation_key for record in records}
    keys: list[str] = []
    attempts: dict[str, int] = {}
    for record in records:
        key = record.citation_key or _free_key(make_key(record), taken, attempts)
        taken.add(key)
        keys.append(key)
    return keys


def _family_name(name: str) -> str:
    words = to_text(names.parse(name).family).split()
    return " ".join(words[:-1] if len(words) > 1 and _is_suffix(words[-1]) else words)


def _is_suffix(word: str) -> bool:
    return names.fold(word) in names.SUFFIXES


def _first_word(title: str) -> str:
    words = [_ascii(word) for word in re.split(r"[\s\-–—/]+", to_text(title))]
    words = [word for word in words if word]
    return next((word for word in words if word not in STOP_WORDS), "".join(words[:1]))


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", anyascii(text).lower())


def _free_key(key: str, taken: set[str | None], attempts: dict[str, int]) -> str:
    free = key
    while free in taken:
        attempts[key] = attempts.get(key, 0) + 1
        free = key + _letters(attempts[key])
    return free


def _letters(number: int) -> str:
    """Return "b" for 1, since the first key has no letter; "aa" follows "z"."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters

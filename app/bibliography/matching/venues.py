"""Names of venues, which everybody writes in another way: "ICLR", "Int. Conf. on Learning …"."""

import re
from collections.abc import Sequence

from app.bibliography.names import names

# What says that it is a conference or a journal, not which one.
USUAL = frozenset(
    {"a", "advances", "and", "annual", "at", "conf", "conference", "for", "in", "int", "intl"}
    | {"international", "of", "on", "proc", "proceedings", "symposium", "the", "volume", "vol"}
)
COUNTED = re.compile(r"(\d+(st|nd|rd|th)?|first|second|third|[a-z]+(ieth|enth|fth|xth|hth|nth))")
ACRONYM = re.compile(r"(?<![^\W_])[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def alike(one: str, other: str) -> bool:
    """Tell whether two names may be of one venue: abbreviated, an acronym, or told at length."""
    words, others = _telling(one), _telling(other)
    if not words or not others:
        return True
    return (
        _abbreviates(words, others)
        or _abbreviates(others, words)
        or _names(one, other, others)
        or _names(other, one, words)
    )


def _telling(name: str) -> list[str]:
    words = [word for word in names.fold(name).split() if not COUNTED.fullmatch(word)]
    return [word for word in words if word not in USUAL]


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Tell whether each word begins one of the others, in their order."""
    rest = iter(long)
    return all(any(word.startswith(begun) for word in rest) for begun in short)


def _names(one: str, other: str, others: Sequence[str]) -> bool:
    """Tell whether an acronym in one name is in the other, or is spelt by its words."""
    spoken = [word for word in names.fold(other).split() if word not in {"of", "on", "the", "and"}]
    for acronym in (names.fold(found) for found in ACRONYM.findall(one)):
        if len(acronym) > 2 and (acronym in others or _spells(acronym, spoken)):
            return True
    return False


def _spells(acronym: str, words: Sequence[str]) -> bool:
    """Tell whether beginnings of the words, some left out, make the acronym."""
    # What is left of the acronym after each way to read it so far.
    left = {acronym}
    for word in words:
        left |= {
            rest[size:]
            for rest in left
            for size in range(1, len(rest) + 1)
            if word.startswith(rest[:size])
        }
    return "" in left

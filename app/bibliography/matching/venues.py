"""Comparison of venue names, which have many forms: "ICLR", "Int. Conf. on Learning …"."""

from collections.abc import Sequence

from app.bibliography.names import names
from app.bibliography.text.patterns import late_pattern

# Words that venue names have in common.
COMMON_WORDS = frozenset(
    {"a", "advances", "and", "annual", "at", "conf", "conference", "for", "in", "int", "intl"}
    | {"international", "of", "on", "proc", "proceedings", "symposium", "the", "volume", "vol"}
)
ORDINAL = late_pattern(r"(\d+(st|nd|rd|th)?|first|second|third|[a-z]+(ieth|enth|fth|xth|hth|nth))")
ACRONYM = late_pattern(r"(?<![^\W_])[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def may_be_same(one: str, other: str) -> bool:
    """Return whether two names may mean the same venue: one may abbreviate the other."""
    words, others = _significant(one), _significant(other)
    if not words or not others:
        return True
    return (
        _abbreviates(words, others)
        or _abbreviates(others, words)
        or _has_acronym_of(one, other, others)
        or _has_acronym_of(other, one, words)
    )


def _significant(name: str) -> list[str]:
    words = [word for word in names.fold(name).split() if not ORDINAL.fullmatch(word)]
    return [word for word in words if word not in COMMON_WORDS]


def _abbreviates(short: Sequence[str], long: Sequence[str]) -> bool:
    """Return whether the short words are beginnings of long ones, in the same order."""
    rest = iter(long)
    return all(any(word.startswith(start) for word in rest) for start in short)


def _has_acronym_of(one: str, other: str, others: Sequence[str]) -> bool:
    """Return whether an acronym in one name occurs in the other, or abbreviates its words."""
    spoken = [word for word in names.fold(other).split() if word not in {"of", "on", "the", "and"}]
    for acronym in (names.fold(found) for found in ACRONYM.findall(one)):
        if len(acronym) > 2 and (acronym in others or _spells(acronym, spoken)):
            return True
    return False


def _spells(acronym: str, words: Sequence[str]) -> bool:
    """Return whether beginnings of the words, skipping some, form the acronym."""
    # The rest of the acronym after each possible match so far.
    left = {acronym}
    for word in words:
        left |= {
            rest[size:]
            for rest in left
            for size in range(1, len(rest) + 1)
            if word.startswith(rest[:size])
        }
    return "" in left

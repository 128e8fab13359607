"""The order of names and titles that people read, the same in all languages and databases.

Letters count first, whatever their case and accents; ligatures and letters such as ø or ł are those
that slugs and searches take them for. Numbers are sorted by value, punctuation is ignored but
separates words, and other scripts come after the Latin one, in the order of Unicode. Accents, then
case, tell apart what is otherwise the same: cote, côte, Côte, côté.

Databases compare code points; so lists are sorted here once they are read, and works by a key that
is stored.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar

from app.bibliography.names import names
from app.bibliography.text.patterns import late_pattern

T = TypeVar("T")
Key = tuple[str, str, str, str]
# Within words: apostrophes, what transliterations write for hamza and ayn, and Arabic tatweel.
WITHIN_WORDS = late_pattern("['`\u00b4\u2018\u2019\u02b9-\u02df\u0640]")
# Digits of a number; longer ones are compared in parts.
NUMBER, DIGITS = late_pattern(r"\d{1,9}"), 9


@lru_cache(maxsize=8_192)
def sort_key(text: str) -> Key:
    """Return what to sort a name or title by."""
    letters = padded(names.fold(WITHIN_WORDS.sub("", text)))
    accented = unicodedata.normalize("NFKD", text).casefold()
    # Swapped, since capitals come before small letters in Unicode.
    return letters, accented, text.swapcase(), text


def position_key(position: int, name: str) -> tuple[int, Key]:
    """Return what to sort records by that the owner arranges: those of one position by name."""
    return position, sort_key(name)


def in_order(records: Iterable[T]) -> list[T]:
    """Return records that the owner arranges in order, by their own names."""

    def key(record: Any) -> tuple[int, Key]:
        return position_key(record.position, record.name)

    return sorted(records, key=key)


def sorted_texts(texts: Iterable[str]) -> list[str]:
    """Return names or titles in order."""
    return sorted(texts, key=sort_key)


def padded(folded: str) -> str:
    """Return a folded text with zeros before its numbers, so that 2 comes before 10."""
    return NUMBER.sub(_pad, folded)


def _pad(match: re.Match[str]) -> str:
    return f"{int(match[0]):0{DIGITS}}"

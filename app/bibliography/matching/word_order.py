"""Similarity of two sequences of words: the words in common, and their order."""

from difflib import SequenceMatcher
from functools import lru_cache

# The number of words that are compared letter by letter.
MAX_MISSPELT = 8
MIN_RATIO = 0.75
SWAPPED = 0.8


def sequence_similarity(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Return how similar two sequences of words are, from 0 to 1."""
    if one == other:
        return 1.0
    positions = _matching_words(one, other)
    shared = sum(score for _, score in positions)
    found = 2 * shared / (len(one) + len(other))
    in_order = _longest_increasing([position for position, _ in positions]) / max(1, len(positions))
    if len(one) == len(other) == len(positions) + 1 and in_order == 1:
        found *= SWAPPED
    return found * (0.85 + 0.15 * in_order)


def _matching_words(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[int, float]]:
    """Return the positions of the words of one in the other, and their similarities."""
    places: dict[str, list[int]] = {}
    for position in reversed(range(len(other))):
        places.setdefault(other[position], []).append(position)
    found: list[tuple[int, int, float]] = []
    unmatched = []
    for at, word in enumerate(one):
        if free := places.get(word):
            found.append((at, free.pop(), 1.0))
        else:
            unmatched.append((at, word))
    remaining = {position for free in places.values() for position in free}
    for at, word in unmatched[:MAX_MISSPELT]:
        similar = [p for p in remaining if other[p][:1] == word[:1]]
        scored = ((_word_similarity(word, other[position]), position) for position in similar)
        score, position = max(scored, default=(0.0, 0))
        if score:
            remaining.remove(position)
            found.append((at, position, score))
    return [(position, score) for _, position, score in sorted(found)]


# The words of titles recur in many of them.
@lru_cache(maxsize=4096)
def _word_similarity(one: str, other: str) -> float:
    """Return the similarity of two spellings or inflections of a word, or 0."""
    shorter, length = min(len(one), len(other)), len(one) + len(other)
    if shorter < 4 or 2 * shorter / length < MIN_RATIO:
        return 0.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= MIN_RATIO else 0.0


def _longest_increasing(positions: list[int]) -> int:
    """Return the length of the longest increasing subsequence."""
    longest: list[int] = []
    for position in positions:
        at = next((n for n, end in enumerate(longest) if end >= position), len(longest))
        longest[at : at + 1] = [position]
    return len(longest)

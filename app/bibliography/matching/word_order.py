"""Similarity of two sequences of words: the words in common, and their order."""

from difflib import SequenceMatcher

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
    remaining = dict(enumerate(other))
    found: list[tuple[int, int, float]] = []
    unmatched = []
    for at, word in enumerate(one):
        position = next((position for position, same in remaining.items() if same == word), None)
        if position is None:
            unmatched.append((at, word))
        else:
            del remaining[position]
            found.append((at, position, 1.0))
    for at, word in unmatched[:MAX_MISSPELT]:
        score, position = max(
            ((_word_similarity(word, remaining[position]), position) for position in remaining),
            default=(0.0, 0),
        )
        if score:
            del remaining[position]
            found.append((at, position, score))
    return [(position, score) for _, position, score in sorted(found)]


def _word_similarity(one: str, other: str) -> float:
    """Return the similarity of two spellings or inflections of a word, or 0."""
    if one[:1] != other[:1] or min(len(one), len(other)) < 4:
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

"""Differences between two texts or lists, word by word, in bounded time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from app.translations.text import ngettext

# Longer changes are shown as one deletion and one insertion.
MOST_COMPARED = 600
MOST_SHOWN = 120
MIN_SIMILARITY = 0.25
LONGEST = 2_000
# The number of unchanged words shown on each side of a change.
CONTEXT_WORDS = 8
LINE_END = "¶"


@dataclass(frozen=True)
class DiffPiece:
    """Part of a diff; `kind` is "same", "del" or "ins"."""

    kind: str
    text: str


def of_texts(before: str, after: str) -> list[DiffPiece]:
    """Return the differences between two texts."""
    return _pieces(_words(before), _words(after), " ")


def of_lists(before: Sequence[str], after: Sequence[str]) -> list[DiffPiece]:
    """Return the differences between two lists, element by element."""
    return _pieces(list(before), list(after), ", ")


def _words(text: str) -> list[str]:
    return [word if word.strip() else LINE_END for word in re.findall(r"\S+|\n+", text)]


def _pieces(before: list[str], after: list[str], separator: str) -> list[DiffPiece]:
    if before == after:
        return []
    head = _common_prefix(before, after)
    tail = _common_prefix(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    parts = [("same", before[:head]), *_compared(old, new), ("same", before[len(before) - tail :])]
    parts = [(kind, words) for kind, words in parts if words]
    last = len(parts) - 1
    return [
        DiffPiece(kind, _cut(separator.join(_shortened(kind, words, n == 0, n == last))))
        for n, (kind, words) in enumerate(parts)
    ]


def _common_prefix(first: list[str], second: list[str]) -> int:
    """Return the number of equal elements at the start."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(first), len(second)))


def _compared(old: list[str], new: list[str]) -> list[tuple[str, list[str]]]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    # In unrelated texts, the few shared words only make the diff harder to read.
    if max(len(old), len(new)) > MOST_COMPARED or matcher.ratio() < MIN_SIMILARITY:
        return [("del", old), ("ins", new)]
    parts = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(("same", old[a:b]))
        else:
            parts += [("del", old[a:b]), ("ins", new[c:d])]
    return parts


def _shortened(kind: str, words: list[str], is_first: bool, is_last: bool) -> list[str]:
    if kind != "same":
        more = len(words) - MOST_SHOWN
        return words if more <= 0 else [*words[:MOST_SHOWN], _more_words(more)]
    before, after = 0 if is_first else CONTEXT_WORDS, 0 if is_last else CONTEXT_WORDS
    if len(words) <= before + after + 1:
        return words
    return [*words[:before], "…", *(words[-after:] if after else [])]


def _more_words(number: int) -> str:
    return ngettext("… (%(num)s more word)", "… (%(num)s more words)", number)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"

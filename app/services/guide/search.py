"""Finds words in the guide. The pages are few and in memory, so nothing is indexed."""

import re
from dataclasses import dataclass
from itertools import pairwise

from app.services.guide.markdown import GuidePage, GuidePart
from app.services.guide.pages import all_pages

IN_HEADING, IN_TITLE, IN_TEXT = 8, 4, 1
# A word that a part repeats more often says no more about it.
MOST_REPEATED = 3
MOST_WORDS, MOST_RESULTS = 8, 20
EXCERPT_LENGTH, EXCERPT_BEFORE = 200, 70
# "backups" and "importing" also find "backup" and "import".
ENDING = re.compile(r"(?<=\w{4})(s|ed|ing)$")
SHORT = 2
# What people ask with, and every page has.
UNTELLING = {
    *("a", "an", "and", "are", "can", "do", "does", "for", "from", "how", "i", "in", "is", "it"),
    *("my", "not", "of", "on", "or", "the", "this", "to", "what", "when", "where", "which", "with"),
    *("you", "your"),
}
WORD = re.compile(r"\w[\w.\-/]*\w|\w")


@dataclass(frozen=True)
class GuideResult:
    """A part of a page, with an excerpt in pieces: what was searched for, and what is around it."""

    page: GuidePage
    part: GuidePart
    excerpt: list[tuple[str, bool]]

    @property
    def anchor(self) -> str | None:
        """The id of the heading, unless it is the title of the page."""
        return self.part.anchor if self.part.level > 1 else None


def search_guide(query: str) -> list[GuideResult]:
    """Return the parts that have the most of the words, those with them in a heading first."""
    words = _patterns(query)
    parts = [(page, part) for page in all_pages().values() if page.name for part in page.parts]
    found = [(_scores(page, part, words), page, part) for page, part in parts]
    most = max((_number(scores) for scores, *_ in found), default=0)
    best = [one for one in found if most and _number(one[0]) == most]
    best.sort(key=lambda one: -sum(one[0]))
    return [GuideResult(p, part, _excerpt(part, words)) for _, p, part in best[:MOST_RESULTS]]


def _patterns(query: str) -> list[re.Pattern[str]]:
    words = WORD.findall(query.casefold())
    telling = [word for word in words if word not in UNTELLING] or words
    return [_pattern(word) for word in telling[:MOST_WORDS]]


def _pattern(word: str) -> re.Pattern[str]:
    """Return what finds the words that begin with a word; a short one finds only itself."""
    end = r"\w*" if len(word) > SHORT else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(ENDING.sub('', word))}{end}", re.IGNORECASE)


def _number(scores: list[int]) -> int:
    return sum(map(bool, scores))


def _scores(page: GuidePage, part: GuidePart, words: list[re.Pattern[str]]) -> list[int]:
    """Return what each word counts in a part."""
    text = "\n".join(part.texts)
    return [
        IN_HEADING * bool(word.search(part.title))
        + IN_TITLE * bool(word.search(page.title))
        + IN_TEXT * min(len(word.findall(text)), MOST_REPEATED)
        for word in words
    ]


def _excerpt(part: GuidePart, words: list[re.Pattern[str]]) -> list[tuple[str, bool]]:
    """Return the beginning of the text that has the most words, or what is around the first."""
    text = max(part.texts, key=lambda t: sum(bool(w.search(t)) for w in words), default="")
    text = " ".join(text.split())
    first = min((m.start() for word in words if (m := word.search(text))), default=0)
    start = text.find(" ", first - EXCERPT_BEFORE) + 1 if first > EXCERPT_BEFORE else 0
    end = start + EXCERPT_LENGTH
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    cut = ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")
    return _pieces(cut, words)


def _pieces(text: str, words: list[re.Pattern[str]]) -> list[tuple[str, bool]]:
    spans = sorted(match.span() for word in words for match in word.finditer(text))
    edges = sorted({0, len(text), *(edge for span in spans for edge in span)})
    return [(text[a:b], any(c <= a and b <= d for c, d in spans)) for a, b in pairwise(edges)]

"""Mark what a search found in stored HTML: only in its text, never in tags or formulas."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

from app.bibliography.text.patterns import late_pattern
from app.services.catalog.full_text.query import Term, parse_query
from app.services.catalog.full_text.words import LANGUAGE, UNSPACED, split_words

MARKUP = re.compile(
    r"""<math\b.*?</math>|<(?:[^<>"']|"[^"]*"|'[^']*')*>|&[#\w]{1,32};""", re.DOTALL
)
RUN = late_pattern(rf"{LANGUAGE}|[{UNSPACED}]|(?:[0-9A-Za-z]|(?![{UNSPACED}])[\x80-\U0010ffff])+")
OPEN, CLOSE = "<mark>", "</mark>"
Span = tuple[int, int]


class Word(NamedTuple):
    """A folded word, and where it is in the text."""

    folded: str
    start: int
    end: int


def marked_columns(texts: Mapping[str, str], q: str) -> Iterator[tuple[str, str]]:
    """Yield the texts, by the column that they show, in which the words of a search are marked."""
    terms = parse_query(q).wanted
    for column, html in texts.items():
        found = marked(html, [term for term in terms if term.column in {"", column}])
        if found != html:
            yield column, found


def marked(html: str, terms: Iterable[Term]) -> str:
    """Return HTML with the words of terms in <mark>, a word across tags in several."""
    texts = list(_texts(html))
    plain = "".join(text for text, _ in texts)
    possible = [term for term in terms if _may_have(plain, term)]
    spans = _spans(list(_words(plain)), possible) if possible else []
    if not spans:
        return html
    pieces, done, offset = [], 0, 0
    for text, start in texts:
        for first, last in spans:
            begin, end = max(first - offset, 0), min(last - offset, len(text))
            # What stands for markup is no part of the HTML.
            if begin < end and start >= 0:
                pieces += [html[done : start + begin], OPEN, html[start + begin : start + end]]
                pieces.append(CLOSE)
                done = start + end
        offset += len(text)
    return "".join([*pieces, html[done:]])


def _texts(html: str) -> Iterator[tuple[str, int]]:
    """Yield the texts between markup with their places; formulas and entities part words."""
    place = 0
    for markup in MARKUP.finditer(html):
        yield html[place : markup.start()], place
        if markup[0].startswith(("<math", "&")):
            yield " ", -1
        place = markup.end()
    yield html[place:], place


def _may_have(text: str, term: Term) -> bool:
    # Most texts have nothing to mark, and to look for the letters takes far less time.
    is_plain = text.isascii() and "+" not in text and "#" not in text
    return not is_plain or term.words[0] in text.lower()


def _words(text: str) -> Iterator[Word]:
    for run in RUN.finditer(text):
        place = run.start()
        for word, start, end in _run_words(run[0]):
            yield Word(word, place + start, place + end)


# The same words recur all over the list.
@lru_cache(maxsize=16_384)
def _run_words(run: str) -> tuple[Word, ...]:
    parts = _parts(run)
    return tuple(Word(word, a, b) for a, b in parts for word in split_words(run[a:b]))


def _parts(run: str) -> list[Span]:
    """Return the words of a run of letters: other characters than ASCII may part them."""
    if run.isascii():
        return [(0, len(run))]
    found, start = [], 0
    for place, character in enumerate(run):
        if _parts_words(character):
            found.append((start, place))
            start = place + 1
    return [*found, (start, len(run))]


@lru_cache(maxsize=1024)
def _parts_words(character: str) -> bool:
    # Accents and invisible characters are within words, though folding drops them.
    return (
        category(character)[0] != "M" and category(character) != "Cf" and not split_words(character)
    )


def _spans(words: list[Word], terms: list[Term]) -> list[Span]:
    """Return where the terms are, sorted and apart."""
    found = []
    for at, word in enumerate(words):
        for term in terms:
            if _begins(words, at, term):
                found.append((word.start, words[at + len(term.words) - 1].end))
    apart: list[Span] = []
    for start, end in found:
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def _begins(words: list[Word], at: int, term: Term) -> bool:
    *first, last = term.words
    end = at + len(first)
    if end >= len(words) or any(words[at + n].folded != word for n, word in enumerate(first)):
        return False
    folded = words[end].folded
    return folded.startswith(last) if term.is_prefix else folded == last

"""Two works side by side, with what of each the other does not say."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.bibliography import latex
from app.bibliography.names import names
from app.models import Publication, Work
from app.services.catalog import cards, version_order
from app.services.catalog.cards import ShownLink

MOST_AUTHORS, FIRST_AUTHORS = 20, 10


@dataclass(frozen=True)
class Piece:
    """Some words; `differs` where the other work does not have them."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Side:
    """One of two works. HTML fields are safe."""

    work: Work
    shown: Publication
    title: list[Piece]
    authors: list[Piece]
    authors_hidden: int
    labels: list[Piece]
    links: list[ShownLink]
    abstract_html: str


def sides(one: Work, other: Work) -> tuple[Side, Side]:
    """Return two works, each as it differs from the other."""
    return _side(one, other), _side(other, one)


def _side(work: Work, other: Work) -> Side:
    shown, beside = work.publications[0], other.publications[0]
    authors = _marked(_authors(shown), _authors(beside), names.key)
    cut = FIRST_AUTHORS if len(authors) > MOST_AUTHORS else len(authors)
    theirs = [version_order.label(version) for version in other.publications]
    return Side(
        work=work,
        shown=shown,
        title=_joined(_marked(shown.title_text.split(), beside.title_text.split(), _bare)),
        authors=authors[:cut],
        authors_hidden=len(authors) - cut,
        labels=_marked([version_order.label(v) for v in work.publications], theirs, str.casefold),
        links=[link for version in work.publications for link in cards.of_publication(version)],
        abstract_html=next(filter(None, map(_abstract, work.publications)), ""),
    )


def _authors(shown: Publication) -> list[str]:
    return [latex.to_text(authorship.name_as_published) for authorship in shown.authorships]


def _abstract(version: Publication) -> str | None:
    return version.preview_html or version.abstract_html


def _bare(word: str) -> str:
    return names.fold(word) or word


def _marked(words: Sequence[str], others: Sequence[str], same: Callable[[str], str]) -> list[Piece]:
    left = Counter(map(same, others))
    found = []
    for word in words:
        is_there = left[same(word)] > 0
        left[same(word)] -= is_there
        found.append(Piece(word, not is_there))
    return found


def _joined(words: list[Piece]) -> list[Piece]:
    """Join neighbouring words that both differ, or both don't."""
    runs = groupby(words, key=lambda piece: piece.differs)
    return [Piece(" ".join(piece.text for piece in run), differs) for differs, run in runs]

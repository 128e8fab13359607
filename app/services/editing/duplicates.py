"""The review queue: possible duplicates, which editors join or keep apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.bibliography import latex
from app.bibliography.messages import message
from app.bibliography.names import names
from app.bibliography.record import makers
from app.database import db
from app.models import Noun, Publication, PublicationFile, Revision, RevisionItem, Work, WorkState
from app.services.actor import Actor
from app.services.catalog import version_order
from app.services.catalog.links.shown import ShownLink, publication_links
from app.services.editing import duplicate_pairs, merging
from app.services.editing.duplicate_pairs import Pair
from app.services.history import timeline

PAGE_SIZE = 10


class NotTwoWorksError(Exception):
    """These are not two existing works; the message says why."""


@dataclass(frozen=True)
class MarkedText:
    """Some words; `differs` if the other work lacks them."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Side:
    """One work of a pair. HTML fields are safe."""

    work: Work
    shown: Publication
    title: list[MarkedText]
    authors: list[MarkedText]
    authors_hidden: int
    labels: list[MarkedText]
    links: list[ShownLink]
    abstract_html: str


@dataclass(frozen=True)
class PossibleDuplicate:
    """Two works to compare; when joined, the first keeps its address and shows a `choices` item."""

    number: int
    score: int
    sides: tuple[Side, Side]
    choices: list[Publication]

    @property
    def draft(self) -> Work | None:
        """The draft that joining would publish, if exactly one of the two is a draft."""
        drafts = [s.work for s in self.sides if s.work.state is WorkState.DRAFT]
        return drafts[0] if len(drafts) == 1 else None


@dataclass(frozen=True)
class DuplicatesPage:
    """A page of undecided pairs, most similar first."""

    pairs: list[PossibleDuplicate]
    page: int
    pages: int
    found: int


def duplicates_page(number: int) -> DuplicatesPage:
    """Return a page of the queue; the last page if the number is too high."""
    undecided = undecided_pairs()
    pages = max(1, -(-len(undecided) // PAGE_SIZE))
    number = min(max(1, number), pages)
    first = (number - 1) * PAGE_SIZE
    some = undecided[first : first + PAGE_SIZE]
    works = _works({id_ for pair in some for id_ in pair[:2]})
    similar = [_similar(first + n, pair, works) for n, pair in enumerate(some, start=1)]
    return DuplicatesPage(similar, number, pages, len(undecided))


def pair(one: int, other: int) -> tuple[Work, Work]:
    """Return two works by their ids. Raises NotTwoWorksError."""
    works = _works({one, other})
    for id_ in (one, other):
        if id_ not in works:
            raise NotTwoWorksError(_why_gone(id_))
    if one == other:
        raise NotTwoWorksError(merging.ITSELF)
    return works[one], works[other]


def join(one: int, other: int, shown: int | None, actor: Actor, form_key: str | None) -> int | None:
    """Join two works of the queue; return the revision's id. Raises NotTwoWorksError."""
    if (done := timeline.done_by(form_key)) is not None:
        return done
    first, second = pair(one, other)
    if shown not in {version.id for work in (first, second) for version in work.publications}:
        shown = None
    return merging.join(first.slug, second.slug, actor, form_key, shown)


def dismiss(one: int, other: int, actor: Actor) -> None:
    """Remove a pair from the queue permanently. Raises NotTwoWorksError."""
    duplicate_pairs.dismiss(*pair(one, other), actor)


def undismiss(one: int, other: int) -> None:
    """Allow a dismissed pair to be suggested again. Raises NotTwoWorksError."""
    duplicate_pairs.undismiss(*pair(one, other))


def dismissed_works(one: int, other: int) -> tuple[Work, Work] | None:
    """Return two works if they are kept apart, else None."""
    apart = (min(one, other), max(one, other)) in duplicate_pairs.dismissed_pairs()
    return pair(one, other) if apart else None


def undecided_pairs(changes: int | None = None) -> list[Pair]:
    """Return the pairs of the queue, most similar first."""
    apart = duplicate_pairs.dismissed_pairs()
    similar = duplicate_pairs.similar_pairs(changes)
    return [pair for pair in similar if (pair.one, pair.other) not in apart]


def _works(ids: Iterable[int]) -> dict[int, Work]:
    versions = selectinload(Work.publications)
    load = (
        versions.joinedload(Publication.venue),
        versions.selectinload(Publication.authorships),
        versions.selectinload(Publication.links),
        versions.selectinload(Publication.files).joinedload(PublicationFile.stored),
    )
    query = select(Work).where(Work.id.in_(ids)).options(*load)
    return {work.id: work for work in db.session.scalars(query)}


def _similar(number: int, pair: Pair, works: dict[int, Work]) -> PossibleDuplicate:
    # Keep the address that visitors know: the published work's, or else the older one.
    one, other = sorted(
        (works[pair.one], works[pair.other]),
        key=lambda work: (work.state is WorkState.DRAFT, work.id),
    )
    together = [*one.publications, *other.publications]
    sides = compared_sides(one, other)
    return PossibleDuplicate(
        number, round(pair.score), sides, version_order.in_preferred_order(one, together)
    )


def _why_gone(id_: int) -> str:
    last = select(Revision.title).join(RevisionItem, RevisionItem.revision_id == Revision.id)
    last = last.where(RevisionItem.noun == Noun.WORK, RevisionItem.record_id == id_)
    title = db.session.scalar(last.order_by(Revision.id.desc()).limit(1))
    if not title:
        return message("One of the two works does not exist.")
    return message("One of the two works no longer exists: %(change)s.", change=title)


MOST_AUTHORS, FIRST_AUTHORS = 20, 10


def compared_sides(one: Work, other: Work) -> tuple[Side, Side]:
    """Return both works, each with its differences from the other marked."""
    return _side(one, other), _side(other, one)


def _side(work: Work, other: Work) -> Side:
    shown, beside = work.publications[0], other.publications[0]
    authors = _marked(_authors(shown), _authors(beside), names.key)
    cut = FIRST_AUTHORS if len(authors) > MOST_AUTHORS else len(authors)
    other_labels = [version_order.version_label(version) for version in other.publications]
    return Side(
        work=work,
        shown=shown,
        title=_joined(_marked(shown.title_text.split(), beside.title_text.split(), _bare)),
        authors=authors[:cut],
        authors_hidden=len(authors) - cut,
        labels=_marked(
            [version_order.version_label(v) for v in work.publications], other_labels, str.casefold
        ),
        links=[link for v in work.publications for link in publication_links(v, work.slug)],
        abstract_html=next(filter(None, map(_abstract, work.publications)), ""),
    )


def _authors(shown: Publication) -> list[str]:
    return [latex.to_text(one.name_as_published) for one in makers(shown.authorships)]


def _abstract(version: Publication) -> str | None:
    return version.preview_html or version.abstract_html


def _bare(word: str) -> str:
    return names.fold(word) or word


def _marked(
    words: Sequence[str], others: Sequence[str], same: Callable[[str], str]
) -> list[MarkedText]:
    left = Counter(map(same, others))
    found = []
    for word in words:
        is_shared = left[same(word)] > 0
        left[same(word)] -= is_shared
        found.append(MarkedText(word, not is_shared))
    return found


def _joined(words: list[MarkedText]) -> list[MarkedText]:
    """Merge neighbouring words that both differ, or both don't."""
    runs = groupby(words, key=lambda piece: piece.differs)
    return [MarkedText(" ".join(piece.text for piece in run), differs) for differs, run in runs]

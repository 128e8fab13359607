"""Pairs of possible duplicates, computed again only after a title, author or year changes."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, delete, select, tuple_
from sqlalchemy.orm import aliased, selectinload

from app.bibliography import latex
from app.bibliography.matching.similar import Index
from app.bibliography.names import names
from app.bibliography.record import ContributorRole, makers
from app.database import db
from app.database.bulk import batches
from app.database.transactions import reading
from app.models import Authorship, DismissedDuplicate, Publication, Work
from app.services import cache
from app.services.actor import Actor
from app.services.cache import remembered
from app.services.history import timeline

LATEX = re.compile(r"[\\{}$~^&%`']|--")


class Pair(NamedTuple):
    """The ids of two works, the lower first, and their similarity from 0 to 100."""

    one: int
    other: int
    score: float


class ComparedVersion(NamedTuple):
    """The fields of a version that are compared."""

    work_id: int
    title: str
    year: int | None
    authors: tuple[str, ...]


def similar_pairs(changes: int | None = None) -> list[Pair]:
    """Return all pairs of possible duplicates, dismissed ones too, most similar first."""
    return _pairs(cache.change_count() if changes is None else changes)


def similarity_index() -> Index:
    """Return an index of all works, to find those similar to a new one."""
    # Building the index takes longer than reading, so the transaction ends first.
    with reading():
        rows = _rows()
    return _index(rows)


@remembered
def _pairs(_changes: int) -> list[Pair]:
    rows = _rows()
    found: list[Pair] = cache.cache().recall(__name__, _digest(rows), lambda: _compared(rows))
    return found


def _compared(rows: list[ComparedVersion]) -> list[Pair]:
    return [Pair(*pair) for pair in _index(rows).pairs()]


def _digest(rows: list[ComparedVersion]) -> bytes:
    digest = blake2b()
    for row in rows:
        digest.update(repr(row).encode())
    return digest.digest()


def _index(rows: list[ComparedVersion]) -> Index:
    made = Index()
    # The same names recur all over the list.
    keys = {name: _key(name) for name in {name for row in rows for name in row.authors}}
    for row in rows:
        made.add(row.work_id, row.title, (keys[name] for name in row.authors), row.year)
    return made


def _key(name: str) -> str:
    # Most names are plain text, and reading LaTeX takes far longer.
    return names.key(latex.to_text(name) if LATEX.search(name) else name)


def _rows() -> list[ComparedVersion]:
    signed: dict[int, list[Row[int, str, ContributorRole]]] = defaultdict(list)
    one = Authorship
    names_and_roles = select(one.publication_id, one.name_as_published, one.role)
    for row in db.session.execute(names_and_roles.order_by(one.publication_id, one.position)):
        signed[row.publication_id].append(row)
    authors = {id_: tuple(a.name_as_published for a in makers(a)) for id_, a in signed.items()}
    version = Publication
    columns = select(version.id, version.work_id, version.title_text, version.year)
    rows = db.session.execute(columns.order_by(version.work_id, version.position))
    return [
        ComparedVersion(work_id, title, year, authors.get(id_, ()))
        for id_, work_id, title, year in rows
    ]


PAGE_SIZE = 25
ONE, OTHER = aliased(Publication), aliased(Publication)


@dataclass(frozen=True)
class DismissedPair:
    """Two works that are kept apart, when that was decided and by whom."""

    works: tuple[Work, Work]
    when: str
    who: str


@dataclass(frozen=True)
class DismissedPage:
    """A page of dismissed pairs, newest first."""

    kept: list[DismissedPair]
    page: int
    pages: int


def dismissed_pairs() -> dict[tuple[int, int], tuple[datetime, str]]:
    """Return when and by whom pairs were kept apart, by pair of ids, newest first."""
    columns = select(ONE.work_id, OTHER.work_id, DismissedDuplicate.kept_at, DismissedDuplicate.who)
    found: dict[tuple[int, int], tuple[datetime, str]] = {}
    newest_first = (
        DismissedDuplicate.kept_at.desc(),
        DismissedDuplicate.one_id,
        DismissedDuplicate.other_id,
    )
    for one, other, when, who in db.session.execute(_existing(columns).order_by(*newest_first)):
        found.setdefault((min(one, other), max(one, other)), (when, who))
    return found


def dismissed_page(number: int) -> DismissedPage:
    """Return a page of the dismissed pairs; the last page if the number is too high."""
    every = list(dismissed_pairs().items())
    pages = max(1, -(-len(every) // PAGE_SIZE))
    number = min(max(1, number), pages)
    some = every[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    works = _works({id_ for pair, _ in some for id_ in pair})
    kept = [
        DismissedPair((works[one], works[other]), timeline.time_ago(when), who)
        for (one, other), (when, who) in some
    ]
    return DismissedPage(kept, number, pages)


def dismiss(one: Work, other: Work, actor: Actor) -> None:
    """Remember that two works are not duplicates."""
    wanted = set(_versions(one, other))
    there = select(DismissedDuplicate.one_id, DismissedDuplicate.other_id)
    for some in batches(list(wanted)):
        same = tuple_(DismissedDuplicate.one_id, DismissedDuplicate.other_id).in_(some)
        wanted -= {(a, b) for a, b in db.session.execute(there.where(same))}
    rows = [DismissedDuplicate(one_id=a, other_id=b, who=actor.name) for a, b in sorted(wanted)]
    db.session.add_all(rows)
    cache.commit()


def undismiss(one: Work, other: Work) -> None:
    """Forget that two works are not duplicates."""
    for some in batches(list(_versions(one, other))):
        same = tuple_(DismissedDuplicate.one_id, DismissedDuplicate.other_id).in_(some)
        db.session.execute(delete(DismissedDuplicate).where(same))
    cache.commit()


def _existing(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Leave out deleted versions, and pairs that were joined since."""
    both = query.select_from(DismissedDuplicate).join(ONE, ONE.id == DismissedDuplicate.one_id)
    both = both.join(OTHER, OTHER.id == DismissedDuplicate.other_id)
    return both.where(ONE.work_id != OTHER.work_id)


def _versions(one: Work, other: Work) -> Iterator[tuple[int, int]]:
    for a in one.publications:
        for b in other.publications:
            yield min(a.id, b.id), max(a.id, b.id)


def _works(ids: set[int]) -> dict[int, Work]:
    query = select(Work).where(Work.id.in_(ids)).options(selectinload(Work.publications))
    return {work.id: work for work in db.session.scalars(query)}

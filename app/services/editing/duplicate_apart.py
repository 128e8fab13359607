"""Works that she said are not one: remembered by their versions, whatever becomes of the works."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select, tuple_
from sqlalchemy.orm import aliased, selectinload

from app.database import db
from app.database.bulk import batches
from app.models import KeptApart, Publication, Work
from app.services import changes
from app.services.editors import Editor
from app.services.history import timeline

ON_A_PAGE = 25
ONE, OTHER = aliased(Publication), aliased(Publication)


@dataclass(frozen=True)
class Kept:
    """Two works that are kept apart, since when, and by whom."""

    works: tuple[Work, Work]
    when: str
    who: str


@dataclass(frozen=True)
class KeptPage:
    """A page of them, the latest first."""

    kept: list[Kept]
    page: int
    pages: int


def pairs() -> dict[tuple[int, int], tuple[datetime, str]]:
    """Return the pairs of works kept apart, lower id first; when and by whom, the latest first."""
    columns = select(ONE.work_id, OTHER.work_id, KeptApart.kept_at, KeptApart.who)
    found: dict[tuple[int, int], tuple[datetime, str]] = {}
    newest_first = KeptApart.kept_at.desc(), KeptApart.one_id, KeptApart.other_id
    for one, other, when, who in db.session.execute(_there(columns).order_by(*newest_first)):
        found.setdefault((min(one, other), max(one, other)), (when, who))
    return found


def page(number: int) -> KeptPage:
    """Return a page of what is kept apart; the last one for a page beyond it."""
    every = list(pairs().items())
    pages = max(1, -(-len(every) // ON_A_PAGE))
    number = min(max(1, number), pages)
    some = every[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    works = _works({id_ for pair, _ in some for id_ in pair})
    kept = [
        Kept((works[one], works[other]), timeline.ago(when), who)
        for (one, other), (when, who) in some
    ]
    return KeptPage(kept, number, pages)


def keep(one: Work, other: Work, editor: Editor) -> None:
    """Remember that two works are not one."""
    wanted = set(_versions(one, other))
    there = select(KeptApart.one_id, KeptApart.other_id)
    for some in batches(list(wanted)):
        same = tuple_(KeptApart.one_id, KeptApart.other_id).in_(some)
        wanted -= {(a, b) for a, b in db.session.execute(there.where(same))}
    rows = [KeptApart(one_id=a, other_id=b, who=editor.name) for a, b in sorted(wanted)]
    db.session.add_all(rows)
    changes.commit()


def take_back(one: Work, other: Work) -> None:
    """Forget that two works are not one."""
    for some in batches(list(_versions(one, other))):
        same = tuple_(KeptApart.one_id, KeptApart.other_id).in_(some)
        db.session.execute(delete(KeptApart).where(same))
    changes.commit()


def _there(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """Leave out what is in the trash, and versions that were joined since."""
    both = query.select_from(KeptApart).join(ONE, ONE.id == KeptApart.one_id)
    both = both.join(OTHER, OTHER.id == KeptApart.other_id)
    return both.where(ONE.work_id != OTHER.work_id)


def _versions(one: Work, other: Work) -> Iterator[tuple[int, int]]:
    for a in one.publications:
        for b in other.publications:
            yield min(a.id, b.id), max(a.id, b.id)


def _works(ids: set[int]) -> dict[int, Work]:
    query = select(Work).where(Work.id.in_(ids)).options(selectinload(Work.publications))
    return {work.id: work for work in db.session.scalars(query)}

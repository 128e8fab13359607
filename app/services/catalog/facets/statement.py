"""The statement that counts matching works by group, topic and co-author, in one pass."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Text,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
)

from app.database import db
from app.models import WorkFacets
from app.services.catalog import search
from app.services.catalog.selection import PublicFilter

GROUPS: BindParameter[int] = bindparam("groups", expanding=True)


class IdCounts(NamedTuple):
    """The numbers of works by the ids of groups, topics and co-authors."""

    groups: Counter[int]
    topics: Counter[int]
    coauthors: Counter[int]


def count_ids(selection: PublicFilter, groups: Iterable[int]) -> IdCounts:
    """Count the works that match: by topic and co-author, only those of some groups.

    By group, all are counted that have the filter's topics, authors and words, if it has any.
    """
    texts = db.session.execute(_statement(selection), {"groups": list(groups)}).one()
    return IdCounts(*(Counter(_ids(text)) for text in texts))


def _ids(text: str | None) -> list[int]:
    return msgspec.json.decode(f"[{text or ''}]", type=list[int])


# To build a statement takes longer than to run it.
@lru_cache(maxsize=64)
def _statement(selection: PublicFilter) -> Select[*tuple[Any, ...]]:
    in_groups = WorkFacets.group_id.in_(GROUPS)
    if not search.narrows_by_works(selection):
        columns = null(), _joined(WorkFacets.topics), _joined(WorkFacets.coauthors)
        visible = search.narrowing_condition(selection, WorkFacets.work_id)
        return select(*columns).where(in_groups, visible)
    counted = (
        _joined(cast(WorkFacets.group_id, Text)),
        _joined(case((in_groups, WorkFacets.topics))),
        _joined(case((in_groups, WorkFacets.coauthors))),
    )
    return select(*counted).where(search.narrowing_condition(selection, WorkFacets.work_id))


def _joined(text: Any) -> ColumnElement[str]:
    return func.aggregate_strings(text, ",")

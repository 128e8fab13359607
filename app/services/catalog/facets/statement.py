"""The statement that counts matching works by topic, co-author and group, in one pass."""

from functools import lru_cache
from typing import Any

from sqlalchemy import CTE, Label, Select, func, literal_column, select, union_all

from app.models import Coauthor, Work, work_coauthor, work_topic
from app.services.catalog import search
from app.services.catalog.selection import PublicFilter

# What a row counts: its id is that of a topic, of a group, or of a co-author.
TOPIC, GROUP, COAUTHOR = 1, 2, 3
NOTHING: tuple[Any, ...] = literal_column("0"), literal_column("''"), literal_column("''")
# (what, id, works, all co-authors, slug and name of a co-author)
Rows = Select[*tuple[Any, ...]]


# To build a statement takes longer than to run it.
@lru_cache(maxsize=64)
def counting_statement(selection: PublicFilter, most: int) -> Any:
    """Return the counts of what narrows the list; at most so many co-authors."""
    if not search.narrows_by_works(selection):
        found = matching_works(selection)
        return union_all(_topics(found), coauthor_counts(selection, most, "", found))
    works: Rows = select(Work.id.label("work_id"), Work.facet_group_id)
    found = works.where(search.narrowing_condition(selection)).cte("narrowed")
    groups = _counted(GROUP, found.c.facet_group_id)
    in_groups = search.group_condition(selection, found.c.facet_group_id)
    ids: Rows = select(found.c.work_id)
    matching = ids.where(in_groups).cte("matching")
    return union_all(groups, _topics(matching), coauthor_counts(selection, most, "", matching))


def matching_works(selection: PublicFilter) -> CTE:
    """Return the ids of matching works, as `work_id`."""
    works = select(Work.id.label("work_id"))
    return works.where(search.matching_condition(selection)).cte("matching")


def coauthor_counts(
    selection: PublicFilter, most: int, find: str, matching: CTE | None = None
) -> Rows:
    """Return the co-authors with most of the matching works, chosen ones first.

    `find` has parts of slugs, joined by hyphens, that those listed have.
    """
    by_id, works = work_coauthor.c.coauthor_id, func.count()
    counted = select(by_id, works.label("works"), works.over().label("all")).group_by(by_id)
    if matching is not None:
        counted = counted.where(work_coauthor.c.work_id.in_(select(matching.c.work_id)))
    elif not selection.drafts:
        counted = counted.where(work_coauthor.c.work_id.not_in(search.DRAFTS))
    if find:
        words = (Coauthor.slug.contains(word) for word in find.split("-"))
        counted = counted.where(by_id.in_(select(Coauthor.id).where(*words)))
    chosen = by_id.in_(select(Coauthor.id).where(Coauthor.slug.in_(selection.authors)))
    order = [chosen.desc()] if selection.authors else []
    top = counted.order_by(*order, works.desc(), by_id).limit(most).subquery()
    named: Rows = select(
        _what(COAUTHOR), Coauthor.id, top.c.works, top.c.all, Coauthor.slug, Coauthor.name
    )
    return named.join(top, top.c.coauthor_id == Coauthor.id)


def _topics(matching: CTE) -> Rows:
    tagged = work_topic.c.work_id.in_(select(matching.c.work_id))
    return _counted(TOPIC, work_topic.c.topic_id).where(tagged)


def _counted(what: int, id_: Any) -> Rows:
    counted: Rows = select(_what(what), id_, func.count(), *NOTHING)
    return counted.group_by(id_)


def _what(what: int) -> Label[Any]:
    return literal_column(str(what)).label("what")

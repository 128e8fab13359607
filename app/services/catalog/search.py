"""The conditions on works that a search or a visitor's filter sets."""

from sqlalchemy import ColumnElement, Select, and_, select, true

from app.models import Coauthor, Topic, Work, WorkState, work_coauthor, work_topic
from app.services.catalog.full_text import matching as full_text
from app.services.catalog.selection import PublicFilter

DRAFTS = select(Work.id).where(Work.state == WorkState.DRAFT)


def matching_condition(selection: PublicFilter) -> ColumnElement[bool]:
    """Return the condition on works: visible, with all chosen topics and matching the search."""
    conditions = [visible_condition(selection.drafts)]
    conditions += [Work.id.in_(_tagged(slug)) for slug in selection.topics]
    conditions += [Work.id.in_(_written_with(slug)) for slug in selection.authors]
    if selection.q:
        conditions.append(search_condition(selection.q))
    return and_(*conditions)


def matching_works(selection: PublicFilter) -> Select[int]:
    """Return the ids of matching works, as `work_id`, without reading the works where possible."""
    if not selection.topics or selection.authors:
        return select(Work.id.label("work_id")).where(matching_condition(selection))
    first, *others = map(_tagged, selection.topics)
    found = work_topic.c.work_id
    conditions = [found.in_(tagged) for tagged in others]
    if selection.q:
        conditions.append(found.in_(_with_words(selection.q)))
    if not selection.drafts:
        conditions.append(found.not_in(DRAFTS))
    return first.where(*conditions)


def visible_condition(drafts: bool) -> ColumnElement[bool]:
    """Return the condition on works that a reader may see: all, or only the published ones."""
    return true() if drafts else Work.state == WorkState.PUBLISHED


def search_condition(q: str) -> ColumnElement[bool]:
    """Return the condition on works that a search sets (services/catalog/full_text/query.py)."""
    return Work.id.in_(_with_words(q))


def _tagged(slug: str) -> Select[int]:
    return select(work_topic.c.work_id).join(Topic).where(Topic.slug == slug)


def _written_with(slug: str) -> Select[int]:
    return select(work_coauthor.c.work_id).join(Coauthor).where(Coauthor.slug == slug)


def _with_words(q: str) -> Select[int]:
    return full_text.works_with(q)

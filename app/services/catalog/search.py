"""The conditions on works that a search or a visitor's filter sets."""

from sqlalchemy import ColumnElement, and_, false, select, true

from app.bibliography.names import names
from app.models import Publication, Topic, Work, WorkState, work_topic
from app.services.catalog.selection import PublicFilter


def matching_condition(selection: PublicFilter) -> ColumnElement[bool]:
    """Return the condition on works: visible, with all chosen topics and matching the search."""
    conditions = [visible_condition(selection.drafts)]
    for slug in selection.topics:
        tagged = select(work_topic.c.work_id).join(Topic).where(Topic.slug == slug)
        conditions.append(Work.id.in_(tagged))
    if selection.q:
        conditions.append(search_condition(selection.q))
    return and_(*conditions)


def visible_condition(drafts: bool) -> ColumnElement[bool]:
    """Return the condition on works that a reader may see: all, or only the published ones."""
    return true() if drafts else Work.state == WorkState.PUBLISHED


def search_condition(q: str) -> ColumnElement[bool]:
    """Return the condition on works: each word of `q` starts a word of the same version."""
    words = names.fold(q).split()
    matches = [Publication.words.like(f"% {_escaped(word)}%", escape="\\") for word in words]
    found = select(Publication.work_id).where(*matches)
    return Work.id.in_(found) if matches else false()


def _escaped(word: str) -> str:
    return word.replace("_", "\\_")

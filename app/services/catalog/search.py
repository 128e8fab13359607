"""The conditions on works that a search or a visitor's filter sets."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true

from app.bibliography.record import LinkKind, PublicationType, Status
from app.models import (
    Coauthor,
    FacetGroup,
    Topic,
    Work,
    WorkState,
    work_coauthor,
    work_topic,
)
from app.models.listing import link_bit
from app.models.work import dated_within
from app.services.catalog.full_text import matching as full_text
from app.services.catalog.selection import PublicFilter

DRAFTS = select(Work.id).where(Work.state == WorkState.DRAFT)


def matching_condition(selection: PublicFilter) -> ColumnElement[bool]:
    """Return the condition on works: visible, and matching all that is chosen."""
    conditions = [visible_condition(selection.drafts), group_condition(selection)]
    works = [Work.id.in_(works) for works in _narrowing(selection)]
    return and_(*conditions, *works, *selection.conditions())


def narrowing_condition(selection: PublicFilter, work_id: Any) -> ColumnElement[bool]:
    """Return the condition without years, types, statuses and links, in which choices add up.

    It is one on a column of ids, so that works need not be read.
    """
    conditions = [work_id.in_(works) for works in _narrowing(selection)]
    if not selection.drafts:
        conditions.append(work_id.not_in(DRAFTS))
    if further := selection.conditions():
        conditions.append(work_id.in_(select(Work.id).where(*further)))
    return and_(true(), *conditions)


def visible_condition(drafts: bool) -> ColumnElement[bool]:
    """Return the condition on works that a reader may see: all, or only the published ones."""
    return true() if drafts else Work.state == WorkState.PUBLISHED


def search_condition(q: str) -> ColumnElement[bool]:
    """Return the condition on works that a search sets (services/catalog/full_text/query.py)."""
    return Work.id.in_(_with_words(q))


def narrows_by_works(selection: PublicFilter) -> bool:
    """Return whether topics, authors or words are chosen, or more that groups do not tell."""
    chosen = selection.topics or selection.authors or selection.q or selection.further_choices
    return bool(chosen)


def group_condition(selection: PublicFilter) -> ColumnElement[bool]:
    """Return the condition on works: any of the years, any of the types, and so on."""
    conditions: list[ColumnElement[bool]] = []
    if selection.types:
        conditions.append(FacetGroup.type.in_(known(PublicationType, selection.types)))
    if selection.statuses:
        conditions.append(FacetGroup.status.in_(known(Status, selection.statuses)))
    if selection.has:
        conditions.append(FacetGroup.links.bitwise_and(link_bits(selection.has)) != 0)
    groups = Work.facet_group_id.in_(select(FacetGroup.id).where(*conditions))
    years = (dated_within(*span) for span in selection.years)
    return and_(groups if conditions else true(), or_(*years) if selection.years else true())


def link_bits(kinds: Collection[str]) -> int:
    """Return the bits of some kinds of links; unknown kinds have none."""
    return sum(link_bit(kind) for kind in LinkKind if kind in kinds)


def known(kind: type, values: Collection[str]) -> list[str]:
    """Return the members of an enum that some values name."""
    return [member for member in kind if member in values]  # type: ignore[attr-defined]


def _narrowing(selection: PublicFilter) -> list[Select[int]]:
    """Return the works of each chosen topic and author, and those found by the search."""
    found = [*map(_tagged, selection.topics), *map(_written_with, selection.authors)]
    return [*found, _with_words(selection.q)] if selection.q else found


def _tagged(slug: str) -> Select[int]:
    return select(work_topic.c.work_id).join(Topic).where(Topic.slug == slug)


def _written_with(slug: str) -> Select[int]:
    return select(work_coauthor.c.work_id).join(Coauthor).where(Coauthor.slug == slug)


def _with_words(q: str) -> Select[int]:
    return full_text.works_with(q)

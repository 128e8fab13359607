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
from app.services.catalog.full_text import matching as full_text
from app.services.catalog.selection import PublicFilter

DRAFTS = select(Work.id).where(Work.state == WorkState.DRAFT)


def matching_condition(selection: PublicFilter) -> ColumnElement[bool]:
    """Return the condition on works: visible, and matching all that is chosen."""
    conditions = [visible_condition(selection.drafts), group_condition(selection)]
    works = [Work.id.in_(works) for works in _narrowing(selection)]
    return and_(*conditions, *works, *selection.conditions())


def narrowing_condition(selection: PublicFilter) -> ColumnElement[bool]:
    """Return the condition without years, types, statuses and links, in which choices add up."""
    conditions = [Work.id.in_(works) for works in _narrowing(selection)]
    return and_(visible_condition(selection.drafts), *conditions, *selection.conditions())


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


def group_condition(
    selection: PublicFilter, group_id: ColumnElement[Any] = Work.facet_group_id.expression
) -> ColumnElement[bool]:
    """Return the condition on a work's group: any of the years, any of the types, and so on."""
    conditions = []
    if selection.years:
        years = (FacetGroup.year.between(first, last) for first, last in selection.years)
        conditions.append(or_(*years))
    if selection.types:
        conditions.append(FacetGroup.type.in_(known(PublicationType, selection.types)))
    if selection.statuses:
        conditions.append(FacetGroup.status.in_(known(Status, selection.statuses)))
    if selection.has:
        conditions.append(FacetGroup.links.bitwise_and(link_bits(selection.has)) != 0)
    return group_id.in_(select(FacetGroup.id).where(*conditions)) if conditions else true()


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

"""The number of visible works of each topic or co-author."""

from typing import Any

from sqlalchemy import Column, ColumnElement, Subquery, false, func, select, true

from app.services.catalog import search


def works_per(key: Column[Any], drafts: bool) -> Subquery:
    """Count by a column of a table that also has `work_id`: as `id`, `works`; never 0."""
    whole = _counted(key, true())
    # Drafts are few: to look up the state of every other work would take far longer.
    hidden = _counted(key, false() if drafts else key.table.c.work_id.in_(search.DRAFTS))
    works = whole.c.works - func.coalesce(hidden.c.works, 0)
    counted = select(whole.c.id, works.label("works")).outerjoin(hidden, hidden.c.id == whole.c.id)
    return counted.where(works > 0).subquery()


def _counted(key: Column[Any], condition: ColumnElement[bool]) -> Subquery:
    return (
        select(key.label("id"), func.count().label("works"))
        .where(condition)
        .group_by(key)
        .subquery()
    )

"""The works that the page of one leads to: on its topics, and before and after it in the list."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from app.bibliography import latex
from app.models import Publication, Work, work_topic
from app.models.work import listed_year
from app.services.catalog.translations.languages import site_languages
from app.services.catalog.translations.works import marked_language, rows_with_titles

MOST_RELATED = 3


@dataclass(frozen=True)
class Neighbour:
    """The work before or after this one in the list."""

    slug: str
    title: str
    language: str | None


class RelatedByTopic(NamedTuple):
    """A work on the same topics."""

    slug: str
    title_html: str
    language: str | None
    year: int


def related(work: Work, listed: ColumnElement[bool]) -> list[RelatedByTopic]:
    """Return the works that share most topics; sharing a rare topic counts more."""
    best = _sharing_most(work, listed).subquery()
    read = (
        select(Work.slug, Publication.title_html, Publication.language, Work.listed_on)
        .join(best, best.c.id == Work.id)
        .join(Publication, and_(Publication.work_id == Work.id, Publication.position == 0))
        .order_by(best.c.shared.desc(), Work.listed_on.desc(), Work.id)
    )
    rows = rows_with_titles(read)
    return [
        RelatedByTopic(
            row.slug,
            row.translated_title or row.title_html,
            None if row.translated_title else marked_language(row.language),
            listed_year(row.listed_on),
        )
        for row in rows
    ]


def _sharing_most(work: Work, listed: ColumnElement[bool]) -> Select[int, float]:
    topic, theirs = work_topic.c.topic_id, work_topic.alias()
    own = select(topic).where(work_topic.c.work_id == work.id)
    # Once per topic; per work on it, the time would grow with the square of the works.
    weights = select(topic, (1.0 / func.count()).label("weight")).where(topic.in_(own))
    weighted = weights.group_by(topic).subquery()
    shared = func.sum(weighted.c.weight).label("shared")
    return (
        select(theirs.c.work_id.label("id"), shared)
        .select_from(weighted)
        .join(theirs, theirs.c.topic_id == weighted.c.topic_id)
        .join(Work, Work.id == theirs.c.work_id)
        .where(listed, Work.id != work.id)
        # Not by the column of Work, or SQLite would read all works to have them in order.
        .group_by(theirs.c.work_id, Work.listed_on)
        .order_by(shared.desc(), Work.listed_on.desc(), theirs.c.work_id)
        .limit(MOST_RELATED)
    )


def newer(work: Work, listed: ColumnElement[bool]) -> Neighbour | None:
    """Return the work before this one in the list."""
    same_day = and_(Work.listed_on == work.listed_on, Work.id < work.id)
    later = or_(Work.listed_on > work.listed_on, same_day)
    return _first(and_(later, listed), Work.listed_on, Work.id.desc())


def older(work: Work, listed: ColumnElement[bool]) -> Neighbour | None:
    """Return the work after this one in the list."""
    same_day = and_(Work.listed_on == work.listed_on, Work.id > work.id)
    earlier = or_(Work.listed_on < work.listed_on, same_day)
    return _first(and_(earlier, listed), Work.listed_on.desc(), Work.id)


def _first(condition: ColumnElement[bool], *order: Any) -> Neighbour | None:
    read = (
        select(Work.slug, Publication.title_text, Publication.language)
        .join(Publication, and_(Publication.work_id == Work.id, Publication.position == 0))
        .where(condition)
        .order_by(*order)
        .limit(1)
    )
    row = rows_with_titles(read).one_or_none()
    if row is None:
        return None
    if row.translated_text or not site_languages().are_several:
        return Neighbour(row.slug, latex.to_text(row.translated_text or "") or row.title_text, None)
    return Neighbour(row.slug, row.title_text, marked_language(row.language))

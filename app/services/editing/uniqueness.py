"""Unique values of works: addresses and DOIs, and the works that have them."""

from functools import cache
from typing import NamedTuple

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from app.database import db
from app.models import Action, Noun, Publication, Revision, RevisionItem, Work, WorkSlug


class Holder(NamedTuple):
    """The work and the version that have a DOI."""

    work_id: int
    slug: str
    title: str
    publication_id: int


def doi_holder(doi: str) -> Holder | None:
    """Return the work that has a DOI, draft or published, or None."""
    columns = select(Work.id, Work.slug, Publication.title_text, Publication.id)
    found = columns.join(Publication, Publication.work_id == Work.id).where(Publication.doi == doi)
    row = db.session.execute(found).one_or_none()
    return Holder(*row) if row else None


def is_slug_taken(slug: str, work_id: int | None) -> bool:
    """Return whether another work has or had this address."""
    own, former = Work.slug == slug, WorkSlug.slug == slug
    others = (
        select(Work.id)
        .outerjoin(WorkSlug, WorkSlug.work_id == Work.id)
        .where(or_(own, former), Work.id != (work_id or 0))
    )
    return db.session.scalar(others.limit(1)) is not None


def taken_slugs() -> set[str]:
    """Return all current and former addresses, and those of deleted works.

    Works of undone imports don't count: another import may need their addresses for the same works.
    """
    return {slug for query in _slug_queries() for slug in db.session.scalars(query) if slug}


@cache
def _slug_queries() -> tuple[Select[str], ...]:
    imported = aliased(Revision)
    undone = select(Revision.id).join(imported, Revision.undo_of == imported.id)
    undone = undone.where(imported.action == Action.IMPORT)
    gone = select(RevisionItem.before["slug"].as_string())
    gone = gone.where(RevisionItem.noun == Noun.WORK, RevisionItem.is_gone)
    gone = gone.where(RevisionItem.revision_id.not_in(undone))
    return select(Work.slug), select(WorkSlug.slug), gone

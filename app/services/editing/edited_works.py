"""Works as their form shows them, drafts too."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import or_, select

from app.database import db
from app.models import Noun, Publication, RevisionItem, Work, WorkSlug, WorkState
from app.services.catalog import version_order
from app.services.editing import work_fields
from app.services.editing.work_fields import Values
from app.services.history import timeline
from app.services.history.snapshots import Record
from app.services.history.timeline import Last


@dataclass(frozen=True)
class Edited:
    """A work and the one of its versions that is edited with it."""

    work: Work
    publication: Publication

    @property
    def is_draft(self) -> bool:
        """Whether visitors don't see it."""
        return self.work.state is WorkState.DRAFT

    @property
    def other_version(self) -> str:
        """What tells the version from the one that the list shows, "" where it is that one."""
        is_shown = self.publication is self.work.publications[0]
        return "" if is_shown else version_order.label(self.publication)

    def records(self) -> list[Record]:
        """Return the records that the form is about."""
        venue_id = self.publication.venue_id
        return [(Noun.WORK, self.work.id), *([(Noun.VENUE, venue_id)] if venue_id else [])]

    def values(self) -> Values:
        """Return what the form shows, as it was when first asked for."""
        return self._values

    @cached_property
    def _values(self) -> Values:
        topics_ = sorted(self.work.topics, key=lambda topic: (topic.position, topic.name))
        return {
            **work_fields.values(self.publication),
            "topics": [topic.name for topic in topics_],
            "new_topics": "",
            "featured_position": self.work.featured_position,
            "slug": self.work.slug,
        }


def find(slug: str, version: int | None) -> Edited:
    """Return a work, draft or published, with a version of it, by default the one shown.

    Raises NoSuchRecordError.
    """
    work = version_order.work_at(slug)
    shown = work.publications[0]
    return Edited(work, shown if version is None else version_order.one(work, version))


def moved_to(slug: str) -> str | None:
    """Return the present slug of a work, draft or not, that once had this one, or None."""
    former = select(Work.slug).join(WorkSlug, WorkSlug.work_id == Work.id)
    return db.session.scalar(former.where(WorkSlug.slug == slug))


def is_gone(slug: str, version: int | None) -> bool:
    """Tell whether a work had this address and was deleted, or lost this version of it."""
    item, was = RevisionItem, RevisionItem.before
    work_id = db.session.scalar(select(Work.id).where(Work.slug == slug))
    found = select(item.revision_id).where(item.noun == Noun.WORK).limit(1)
    if work_id:
        lost = was[f"{version}.title"].as_string().is_not(None)
        found = found.where(item.record_id == work_id, lost)
    else:
        former = was["former"].as_string().contains(f'"{slug}"', autoescape=True)
        found = found.where(item.is_gone, or_(was["slug"].as_string() == slug, former))
    return db.session.scalar(found) is not None


def holder_of(version: int | None) -> str | None:
    """Return the slug of the work that has a version now, or None."""
    has = select(Work.slug).join(Publication, Publication.work_id == Work.id)
    return db.session.scalar(has.where(Publication.id == version))


def made_by(revision_id: int | None) -> str | None:
    """Return the slug of the work that a revision made, if it is still there."""
    made = select(RevisionItem.record_id).where(
        RevisionItem.revision_id == revision_id,
        RevisionItem.noun == Noun.WORK,
        RevisionItem.is_made,
    )
    return db.session.scalar(select(Work.slug).where(Work.id.in_(made)))


def gone_with(revision_id: int | None) -> list[int]:
    """Return the ids of the works that a revision took away."""
    item = RevisionItem
    query = select(item.record_id).where(item.revision_id == revision_id, item.noun == Noun.WORK)
    return list(db.session.scalars(query.where(item.is_gone)))


def last(work_id: int) -> Last | None:
    """Return what was done last to a work."""
    return timeline.last((Noun.WORK, work_id))


def changed_by(revision_id: int | None) -> str | None:
    """Return the slug of the work that a revision changed or made, if it is still there."""
    item = RevisionItem
    of = select(item.record_id).where(item.revision_id == revision_id, item.noun == Noun.WORK)
    return db.session.scalar(select(Work.slug).where(Work.id.in_(of)).limit(1))


def blank() -> Values:
    """Return what the form of a new work shows."""
    own: Values = {"topics": [], "new_topics": "", "featured_position": None, "slug": ""}
    return {**work_fields.blank(), **own}

"""Join two works into one that has the versions of both and answers at both addresses."""

from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import selectinload

from app.bibliography.messages import message
from app.database import db
from app.models import (
    Action,
    Noun,
    Publication,
    SectionEntry,
    Topic,
    Work,
    WorkSlug,
    WorkState,
    now,
)
from app.services.actor import Actor
from app.services.catalog import search, version_order
from app.services.editing.files import attached
from app.services.history import recording as history_recording
from app.translations.collation import in_order

MOST_FOUND = 20
ITSELF = message("A work can't be joined with itself. Choose another one.")


class CannotJoinError(ValueError):
    """A work can't be joined with itself; the message says so."""


@dataclass(frozen=True)
class Plan:
    """The result of joining `other` into `work`, which will then show the version `shown`."""

    work: Work
    other: Work
    shown: Publication
    topics: list[Topic]

    @property
    def draft(self) -> Work | None:
        """The draft that joining will publish, if exactly one of the two is a draft."""
        drafts = [work for work in (self.work, self.other) if work.state is WorkState.DRAFT]
        return drafts[0] if len(drafts) == 1 else None

    @property
    def is_featured(self) -> bool:
        """Whether the joined work will be featured."""
        return _featured(self.work, self.other) is not None


def candidates(work: Work, q: str) -> list[Work]:
    """Return at most 20 other works, drafts included, that match all words; newest first."""
    query = (
        select(Work)
        .where(Work.id != work.id, search.search_condition(q))
        .options(selectinload(Work.publications).selectinload(Publication.venue))
        .order_by(Work.listed_on.desc(), Work.id)
        .limit(MOST_FOUND)
    )
    return list(db.session.scalars(query))


def plan(slug: str, other_slug: str) -> Plan:
    """Return the plan of a join. Raises NoSuchRecordError, CannotJoinError."""
    work = version_order.work_at(slug)
    other = _other(work, other_slug)
    together = [*work.publications, *other.publications]
    topics = in_order({*work.topics, *other.topics})
    return Plan(work, other, version_order.in_preferred_order(work, together)[0], topics)


def join(
    slug: str, other_slug: str, actor: Actor, form_key: str | None, shown: int | None = None
) -> int | None:
    """Move the versions of another work to this one; return the revision's id.

    `shown` is the version to show, if the user chose one.
    """
    with history_recording.recording(actor, Action.JOIN, "Joined", form_key=form_key) as recording:
        work = version_order.work_at(slug)
        other = _other(work, other_slug)
        recording.title = message(
            "Joined “%(title)s” with “%(other)s”", title=_title(work), other=_title(other)
        )
        recording.watch(Noun.WORK, work.id)
        recording.watch_leaving([other.id])
        if other.state is WorkState.PUBLISHED:
            work.state = WorkState.PUBLISHED
        work.featured_position = _featured(work, other)
        work.topics.extend(topic for topic in other.topics if topic not in work.topics)
        work.updated_at = now()
        moved = [publication.id for publication in other.publications]
        _move(other, work)
        attached.keep_names_apart(work.id, moved)
        version_order.arrange_versions(work)
        if shown and version_order.get_version(work, shown) is not work.publications[0]:
            version_order.put_first(work, version_order.get_version(work, shown))
    return recording.revision_id


def _other(work: Work, slug: str) -> Work:
    other = version_order.work_at(slug)
    if other is work:
        raise CannotJoinError(ITSELF)
    return other


def _title(work: Work) -> str:
    return work.publications[0].title_text


def _featured(work: Work, other: Work) -> int | None:
    places = [work.featured_position, other.featured_position]
    return min((place for place in places if place is not None), default=None)


def _move(other: Work, work: Work) -> None:
    """Move the versions, addresses and entries of another work, and delete it."""
    last = work.publications[-1].position
    for table, values in (
        (Publication, {"position": Publication.position + last + 1}),
        (WorkSlug, {}),
        (SectionEntry, {}),
    ):
        moved = update(table).where(table.work_id == other.id).values(work_id=work.id, **values)
        db.session.execute(moved.execution_options(synchronize_session=False))
    db.session.add(WorkSlug(slug=other.slug, work_id=work.id))
    db.session.execute(delete(Work).where(Work.id == other.id))
    db.session.flush()
    db.session.expire_all()

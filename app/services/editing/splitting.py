"""Split a version off its work; a version that was joined goes back to its former work."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from app.bibliography.messages import message
from app.database import db
from app.models import (
    Action,
    Noun,
    Publication,
    RevisionItem,
    Topic,
    Work,
    WorkSlug,
    WorkState,
    now,
)
from app.services.actor import Actor
from app.services.catalog import slugs, version_order
from app.services.editing import uniqueness
from app.services.editing.files import attached
from app.services.history import recording as history_recording
from app.services.history.snapshots import State


def split(slug: str, version: int, actor: Actor, form_key: str | None) -> int | None:
    """Make a version a separate work; return the revision's id.

    A version that came from a joined work goes back to that work, which is restored with its
    address, topics and state.

    Raises NoSuchRecordError, and OnlyVersionError for the only version.
    """
    with history_recording.recording(actor, Action.SPLIT, "Split", form_key=form_key) as recording:
        work = version_order.work_at(slug)
        leaving = version_order.one_of_several(work, version)
        name, title = version_order.version_label(leaving), work.publications[0].title_text
        recording.title = message("Split “%(version)s” off “%(title)s”", version=name, title=title)
        former = former_work(work, version)
        recording.watch(Noun.WORK, work.id, *([former.id] if former else []))
        own = restore_former_work(former, work, leaving) if former else _new_work(work, leaving)
        recording.made(Noun.WORK, own.id)
        work.updated_at = own.updated_at = now()
        _move(leaving, own)
        if former:
            attached.restore_names(version, former.file_names(version))
            attached.keep_names_apart(own.id, [version])
            db.session.expire_all()
            restore_version_order(former, work, own)
        version_order.arrange_versions(work)
        version_order.set_list_date(own)
    return recording.revision_id


def _new_work(work: Work, leaving: Publication) -> Work:
    slug = slugs.make_slug(leaving.title_text, uniqueness.taken_slugs(), "work")
    own = Work(slug=slug, state=work.state, topics=list(work.topics))
    db.session.add(own)
    db.session.flush()
    return own


def _move(leaving: Publication, own: Work) -> None:
    last = max((publication.position for publication in own.publications), default=-1)
    moved = update(Publication).where(Publication.id == leaving.id)
    db.session.execute(moved.values(work_id=own.id, position=last + 1))
    db.session.expire_all()


# The fields of the remaining work that a join may change, besides topics and versions.
CHANGED_FIELDS = ("state", "featured_position", "is_arranged")


@dataclass(frozen=True)
class FormerWork:
    """A work as it was before it was joined, and what the join changed in the other work."""

    id: int
    state: State
    before: State
    after: State

    @property
    def versions(self) -> list[int]:
        """The ids of its versions, in their order."""
        return list(self.state["publications"])

    def file_names(self, version: int) -> dict[str, str]:
        """The names of a version's files before the join, by those that the join gave them."""
        key = f"{version}.files"
        pairs = zip(self.after.get(key, ()), self.state.get(key, ()), strict=False)
        return {given: name for (given, _), (name, _) in pairs}


def former_work(work: Work, version: int) -> FormerWork | None:
    """Return the work that a version was last joined from, or None."""
    item = RevisionItem
    own = select(item.revision_id).where(item.noun == Noun.WORK, item.record_id == work.id)
    gone = select(item).where(item.noun == Noun.WORK, item.is_gone, item.record_id != work.id)
    gone = gone.where(item.revision_id.in_(own)).order_by(item.revision_id.desc())
    for other in db.session.scalars(gone):
        if version in other.before.get("publications", []):
            return _former(other, work) if _can_be_restored(other) else None
    return None


def restore_former_work(former: FormerWork, work: Work, leaving: Publication) -> Work:
    """Return the former work, restored with its address and topics if it is deleted."""
    if existing := db.session.get(Work, former.id):
        return existing
    own_slugs = set(db.session.scalars(select(WorkSlug.slug).where(WorkSlug.work_id == work.id)))
    topics = select(Topic).where(Topic.id.in_(former.state["topics"]))
    own = Work(
        id=former.id,
        slug=_slug(former.state["slug"], own_slugs, leaving),
        state=WorkState(former.state["state"]),
        featured_position=former.state["featured_position"],
        is_arranged=former.state["is_arranged"],
        created_at=datetime.fromisoformat(former.state["created_at"]),
        topics=list(db.session.scalars(topics)),
    )
    db.session.execute(delete(WorkSlug).where(WorkSlug.slug == own.slug))
    db.session.add(own)
    db.session.flush()
    back = WorkSlug.slug.in_(own_slugs & set(former.state["former"]))
    db.session.execute(update(WorkSlug).where(back).values(work_id=own.id))
    return own


def restore_version_order(former: FormerWork, work: Work, own: Work) -> None:
    """Restore the order of the former work's versions; undo the join once the last one is back.

    Fields that were edited since the join are left as they are.
    """
    places = {id_: place for place, id_ in enumerate(former.versions)}
    version_order.set_positions(
        own, sorted(own.publications, key=lambda p: places.get(p.id, len(places)))
    )
    if places.keys() & {publication.id for publication in work.publications}:
        return
    for name in CHANGED_FIELDS:
        if name in former.after and getattr(work, name) == former.after[name]:
            setattr(work, name, former.before[name])
    added = set(former.after.get("topics", [])) - set(former.before.get("topics", []))
    work.topics = [topic for topic in work.topics if topic.id not in added]
    _order(former, work)


def _former(item: RevisionItem, work: Work) -> FormerWork:
    other = db.session.scalars(
        select(RevisionItem)
        .where(RevisionItem.revision_id == item.revision_id, RevisionItem.noun == Noun.WORK)
        .where(RevisionItem.record_id == work.id)
    ).one()
    return FormerWork(item.record_id, item.before, other.before, other.after)


def _can_be_restored(item: RevisionItem) -> bool:
    """Return False for a work that was restored and deleted since: the trash has a newer state."""
    is_there = db.session.get(Work, item.record_id) is not None
    return (
        is_there
        or history_recording.latest_revision((Noun.WORK, item.record_id)) == item.revision_id
    )


def _slug(slug: str, own_slugs: set[str], leaving: Publication) -> str:
    if slug in own_slugs or not uniqueness.is_slug_taken(slug, None):
        return slug
    return slugs.make_slug(leaving.title_text, uniqueness.taken_slugs(), "work")


def _order(former: FormerWork, work: Work) -> None:
    had = former.before.get("publications", [])
    there = {publication.id: publication for publication in work.publications}
    joined = [id_ for id_ in former.after.get("publications", []) if id_ in there]
    if set(had) == there.keys() and joined == list(there):
        version_order.set_positions(work, [there[id_] for id_ in had])

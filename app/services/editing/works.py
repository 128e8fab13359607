"""Works: read for their form, saved, added and deleted."""

import re
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import or_, select

from app.bibliography import latex
from app.bibliography.messages import Message, message
from app.bibliography.record import VISIBLE
from app.database import db
from app.models import Action, Noun, Publication, RevisionItem, Work, WorkSlug, WorkState, now
from app.services.actor import Actor
from app.services.catalog import slugs, version_order
from app.services.editing import topics, uniqueness, work_fields
from app.services.editing.files import attached
from app.services.editing.work_fields import Values
from app.services.history import recording as history_recording
from app.services.history import timeline
from app.services.history.recording import Recording
from app.services.history.snapshots import RecordRef
from app.services.history.timeline import LastChange
from app.translations.collation import in_order

# For the views, which do not import models.
__all__ = ["WorkState"]


@dataclass(frozen=True)
class EditedWork:
    """A work and the version that is edited with it."""

    work: Work
    publication: Publication

    @property
    def is_draft(self) -> bool:
        """Whether the work is a draft, which visitors don't see."""
        return self.work.state is WorkState.DRAFT

    @property
    def other_version(self) -> str:
        """The label of the version, "" if it is the one that the list shows."""
        is_shown = self.publication is self.work.publications[0]
        return "" if is_shown else version_order.version_label(self.publication)

    def records(self) -> list[RecordRef]:
        """Return the records that the form edits."""
        venue_id = self.publication.venue_id
        return [(Noun.WORK, self.work.id), *([(Noun.VENUE, venue_id)] if venue_id else [])]

    def values(self) -> Values:
        """Return the form values, as they were when first read."""
        return self._values

    @cached_property
    def _values(self) -> Values:
        return {
            **work_fields.version_values(self.publication),
            **work_fields.translations(self.publication.id, self.publication.language),
            "topics": [topic.name for topic in in_order(self.work.topics)],
            "new_topics": "",
            "featured_position": self.work.featured_position,
            "slug": self.work.slug,
            "files": attached.file_rows(self.publication),
            "pdf": [],
        }


def save(
    edited: EditedWork, wanted: Values, state: WorkState | None, actor: Actor, form_key: str | None
) -> int | None:
    """Save a work and the version; a `state` of None leaves the state unchanged.

    Return the revision's id, or None if nothing differs.
    """
    work, publication = edited.work, edited.publication
    wanted = work_fields.in_own_language(publication, edited.values(), wanted)
    state = state or work.state
    name = _plain(wanted["title"])
    title = (
        _saved_title(name, edited.values(), wanted)
        if state is work.state
        else _state_title(name, state)
    )
    with history_recording.recording(actor, Action.SAVE, title, form_key=form_key) as recording:
        recording.watch(Noun.WORK, work.id)
        work_fields.write_fields(publication, edited.values(), wanted, recording)
        _write_files(publication, wanted, work.id)
        _set_slug(work, wanted["slug"])
        work.state, work.updated_at = state, now()
        _write(work, wanted, recording)
        db.session.flush()
        work_fields.write_translations(publication, wanted)
        version_order.arrange_versions(work)
    return recording.revision_id


def add(wanted: Values, state: WorkState | None, actor: Actor, form_key: str | None) -> int | None:
    """Add a work, published if `state` is None; return the revision's id."""
    publication = Publication(position=0, source=wanted.get("source"))
    wanted = work_fields.in_own_language(publication, blank_values(), wanted)
    title = _plain(wanted["title"])
    with history_recording.recording(
        actor, Action.ADD, message("Added “%(title)s”", title=title), form_key=form_key
    ) as recording:
        slug = wanted["slug"] or slugs.make_slug(title, uniqueness.taken_slugs(), "work")
        work = Work(slug=slug, state=state or WorkState.PUBLISHED)
        work_fields.write_fields(publication, blank_values(), wanted, recording)
        _write_files(publication, wanted, None)
        _write(work, wanted, recording)
        work.publications = [publication]
        db.session.add(work)
        db.session.flush()
        work_fields.write_translations(publication, wanted)
        version_order.set_list_date(work)
        recording.made(Noun.WORK, work.id)
    return recording.revision_id


def add_version(work_id: int, wanted: Values, actor: Actor, form_key: str | None) -> int | None:
    """Add the form of a new work to an existing work, as a version with its topics."""
    with history_recording.recording(actor, Action.ADD, "Added", form_key=form_key) as recording:
        work = db.session.get_one(Work, work_id)
        recording.title = message(
            "Added a version of “%(title)s”", title=work.publications[0].title_text
        )
        recording.watch(Noun.WORK, work.id)
        position = work.publications[-1].position + 1
        publication = Publication(position=position, source=wanted.get("source"))
        wanted = work_fields.in_own_language(publication, blank_values(), wanted)
        work_fields.write_fields(publication, blank_values(), wanted, recording)
        _write_files(publication, wanted, work.id)
        topics_ = [*(topic.name for topic in work.topics), *wanted["topics"]]
        own = {"topics": topics_, "featured_position": work.featured_position}
        _write(work, {**wanted, **own}, recording)
        work.publications.append(publication)
        work.updated_at = now()
        db.session.flush()
        work_fields.write_translations(publication, wanted)
        version_order.arrange_versions(work)
    return recording.revision_id


def set_state(slug: str, state: WorkState, actor: Actor, form_key: str | None) -> int | None:
    """Publish a work or hide it from visitors; return the revision's id, or None if it was so.

    Raises NoSuchRecordError.
    """
    with history_recording.recording(actor, Action.SAVE, "", form_key=form_key) as recording:
        work = version_order.work_at(slug)
        recording.title = _state_title(work.publications[0].title_text, state)
        recording.watch(Noun.WORK, work.id, whole=False)
        work.state, work.updated_at = state, now()
    return recording.revision_id


def delete(slug: str, actor: Actor, form_key: str | None) -> int | None:
    """Delete a work with everything that belongs to it; return the revision's id.

    Raises NoSuchRecordError.
    """
    with history_recording.recording(
        actor, Action.DELETE, "Deleted", form_key=form_key
    ) as recording:
        work = version_order.work_at(slug)
        recording.title = message("Deleted “%(title)s”", title=work.publications[0].title_text)
        recording.watch_leaving([work.id])
        db.session.delete(work)
    return recording.revision_id


def _state_title(name: str, state: WorkState) -> Message:
    if state is WorkState.PUBLISHED:
        return message("Published “%(title)s”", title=name)
    return message("Hid “%(title)s” from visitors", title=name)


def _saved_title(name: str, present: Values, wanted: Values) -> Message:
    """Return the title of a save in history."""
    changed = {name for name in present if wanted[name] != present[name]}
    if changed == {"pdf"}:
        names = ", ".join(f"{one.name}.pdf" for one in wanted["pdf"])
        return message("Attached %(files)s to “%(title)s”", files=names, title=name)
    return message("Edited “%(title)s”", title=name)


def _write_files(publication: Publication, wanted: Values, work_id: int | None) -> None:
    taken = attached.names_elsewhere(work_id, publication.id)
    attached.write_files(publication, wanted["files"], wanted["pdf"], taken)


def _write(work: Work, wanted: Values, recording: Recording) -> None:
    work.featured_position = wanted["featured_position"]
    existing = topics.all_names()
    given = [" ".join(name.split()) for name in wanted["new_topics"].split(",")]
    names = topics.spelt([*wanted["topics"], *(n for n in given if re.search(VISIBLE, n))])
    found = topics.ensure_topics(names)
    chosen = [found[name] for name in names]
    if set(chosen) != set(work.topics):
        work.topics = chosen
    db.session.flush()
    recording.made(Noun.TOPIC, *(topic.id for topic in chosen if topic.name not in existing))


def _set_slug(work: Work, slug: str) -> None:
    if slug == work.slug:
        return
    if own := db.session.get(WorkSlug, slug):
        db.session.delete(own)
    db.session.add(WorkSlug(slug=work.slug, work_id=work.id))
    work.slug = slug
    db.session.flush()


def _plain(title: str) -> str:
    return latex.to_text(title) or title


def edited_work(slug: str, version: int | None) -> EditedWork:
    """Return a work, draft or published, with a version, by default the one shown.

    Raises NoSuchRecordError.
    """
    work = version_order.work_at(slug)
    shown = work.publications[0]
    return EditedWork(work, shown if version is None else version_order.get_version(work, version))


def current_slug(slug: str) -> str | None:
    """Return the current slug of the work that formerly had this one, or None."""
    former = select(Work.slug).join(WorkSlug, WorkSlug.work_id == Work.id)
    return db.session.scalar(former.where(WorkSlug.slug == slug))


def is_deleted(slug: str, version: int | None) -> bool:
    """Return whether the work at this address, or this version of it, was deleted."""
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
    """Return the slug of the work that has a version, or None."""
    has = select(Work.slug).join(Publication, Publication.work_id == Work.id)
    return db.session.scalar(has.where(Publication.id == version))


def made_by(revision_id: int | None) -> str | None:
    """Return the slug of the work that a revision added, or None if it was deleted."""
    made = select(RevisionItem.record_id).where(
        RevisionItem.revision_id == revision_id,
        RevisionItem.noun == Noun.WORK,
        RevisionItem.is_made,
    )
    return db.session.scalar(select(Work.slug).where(Work.id.in_(made)))


def deleted_by(revision_id: int | None) -> list[int]:
    """Return the ids of the works that a revision deleted."""
    item = RevisionItem
    query = select(item.record_id).where(item.revision_id == revision_id, item.noun == Noun.WORK)
    return list(db.session.scalars(query.where(item.is_gone)))


def last_change(work_id: int) -> LastChange | None:
    """Return the latest change of a work."""
    return timeline.last_change((Noun.WORK, work_id))


def changed_by(revision_id: int | None) -> str | None:
    """Return the slug of the work that a revision changed or added, or None if it was deleted."""
    item = RevisionItem
    ids = select(item.record_id).where(item.revision_id == revision_id, item.noun == Noun.WORK)
    return db.session.scalar(select(Work.slug).where(Work.id.in_(ids)).limit(1))


def blank_values() -> Values:
    """Return the form values of a new work."""
    own: Values = {"topics": [], "new_topics": "", "featured_position": None, "slug": ""}
    return {**work_fields.blank_version(), **own, "files": [], "pdf": []}

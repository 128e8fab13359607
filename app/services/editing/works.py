"""Works written from their form: saved, added, deleted."""

import re

from app.bibliography import latex
from app.bibliography.record import VISIBLE
from app.database import db
from app.models import Action, Noun, Publication, Work, WorkSlug, WorkState, now
from app.services.catalog import slugs, version_order
from app.services.editing import edited_works, topics, uniqueness, work_fields
from app.services.editing.edited_works import Edited
from app.services.editing.work_fields import Values
from app.services.editors import Editor
from app.services.history import recording
from app.services.history.recording import Recording

__all__ = ["WorkState", "add", "add_version", "delete", "save"]
DONE = {WorkState.PUBLISHED: "Published", WorkState.DRAFT: "Made a draft of"}


def save(
    edited: Edited, wanted: Values, state: WorkState | None, editor: Editor, form_key: str | None
) -> int | None:
    """Write a work and the version; its state stays as it is if `state` is None.

    Return the revision's id, None where nothing differs.
    """
    work, publication = edited.work, edited.publication
    state = state or work.state
    done = "Edited" if state is work.state else DONE[state]
    title = f"{done} “{_plain(wanted['title'])}”"
    with recording.recording(editor, Action.SAVE, title, form_key=form_key) as record:
        record.watch(Noun.WORK, work.id)
        work_fields.write(publication, edited.values(), wanted, record)
        _set_slug(work, wanted["slug"])
        work.state, work.updated_at = state, now()
        _write(work, wanted, record)
        db.session.flush()
        version_order.arrange(work)
    return record.revision.id if record.revision else None


def add(
    wanted: Values, state: WorkState | None, editor: Editor, form_key: str | None
) -> int | None:
    """Add a work, published if `state` is None; return the revision's id."""
    title = _plain(wanted["title"])
    with recording.recording(editor, Action.ADD, f"Added “{title}”", form_key=form_key) as record:
        slug = wanted["slug"] or slugs.make(title, uniqueness.taken(), "work")
        work = Work(slug=slug, state=state or WorkState.PUBLISHED)
        publication = Publication(position=0)
        work_fields.write(publication, edited_works.blank(), wanted, record)
        _write(work, wanted, record)
        work.publications = [publication]
        db.session.add(work)
        db.session.flush()
        version_order.date(work)
        record.made(Noun.WORK, work.id)
    return record.revision.id if record.revision else None


def add_version(work_id: int, wanted: Values, editor: Editor, form_key: str | None) -> int | None:
    """Add what was typed for a new work to one that is there, as a version and with its topics."""
    with recording.recording(editor, Action.ADD, "Added", form_key=form_key) as record:
        work = db.session.get_one(Work, work_id)
        record.title = f"Added a version of “{work.publications[0].title_text}”"
        record.watch(Noun.WORK, work.id)
        publication = Publication(position=work.publications[-1].position + 1)
        work_fields.write(publication, edited_works.blank(), wanted, record)
        topics_ = [*(topic.name for topic in work.topics), *wanted["topics"]]
        own = {"topics": topics_, "featured_position": work.featured_position}
        _write(work, {**wanted, **own}, record)
        work.publications.append(publication)
        work.updated_at = now()
        db.session.flush()
        version_order.arrange(work)
    return record.revision.id if record.revision else None


def delete(slug: str, editor: Editor, form_key: str | None) -> int | None:
    """Delete a work with all that is its own; return the revision's id.

    Raises NoSuchRecordError.
    """
    with recording.recording(editor, Action.DELETE, "Deleted", form_key=form_key) as record:
        work = version_order.work_at(slug)
        record.title = f"Deleted “{work.publications[0].title_text}”"
        record.watch(Noun.WORK, work.id)
        db.session.delete(work)
    return record.revision.id if record.revision else None


def _write(work: Work, wanted: Values, record: Recording) -> None:
    work.featured_position = wanted["featured_position"]
    there = topics.all_names()
    given = [" ".join(name.split()) for name in wanted["new_topics"].split(",")]
    names = topics.spelt([*wanted["topics"], *(n for n in given if re.search(VISIBLE, n))])
    found = topics.ensure(names)
    chosen = [found[name] for name in names]
    if set(chosen) != set(work.topics):
        work.topics = chosen
    db.session.flush()
    record.made(Noun.TOPIC, *(topic.id for topic in chosen if topic.name not in there))


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

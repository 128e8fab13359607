"""Bulk changes of works, each in one revision and few statements."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update

from app.bibliography.messages import Message, message, plural_message
from app.database import db
from app.database.bulk import batches
from app.models import Action, Noun, Publication, Topic, Work, WorkState, now, work_topic
from app.services.actor import Actor
from app.services.catalog import owner as catalog_owner
from app.services.catalog import stored_html, version_order
from app.services.editing import topics, venues
from app.services.history import recording as history_recording
from app.services.history.recording import Recording

# The session has none of these works loaded, so nothing in it needs to be synchronized.
UNLOADED = {"synchronize_session": False}


class UnknownTopicError(Exception):
    """No topic has the given name."""


def existing_ids(ids: list[int]) -> list[int]:
    """Return the ids that belong to existing works."""
    return _matching_ids(ids, Work.id > 0)


def publish(ids: list[int], actor: Actor, form_key: str | None) -> int | None:
    """Publish works; return the revision's id, or None if all were published already."""
    return _set_state(ids, WorkState.PUBLISHED, _published, actor, form_key)


def hide(ids: list[int], actor: Actor, form_key: str | None) -> int | None:
    """Hide works from visitors; return the revision's id, or None if all were drafts already."""
    return _set_state(ids, WorkState.DRAFT, _hid, actor, form_key)


def add_topic(ids: list[int], name: str, actor: Actor, form_key: str | None) -> int | None:
    """Add a topic, created if it is new; return the revision's id, or None if all had it."""
    with history_recording.recording(actor, Action.SAVE, name, form_key=form_key) as recording:
        topic = _find_topic(name)
        changing = _matching_ids(ids, ~_has_topic(topic) if topic else Work.id > 0)
        if changing:
            topic = topic or _create_topic(name, recording)
            recording.watch(Noun.WORK, *changing, whole=False)
            rows = [{"work_id": id_, "topic_id": topic.id} for id_ in changing]
            db.session.execute(insert(work_topic), rows)
            _touch(changing)
            recording.title = message(
                "Added “%(topic)s” to %(works)s", topic=topic.name, works=counted(changing)
            )
    return recording.revision_id


def remove_topic(ids: list[int], name: str, actor: Actor, form_key: str | None) -> int | None:
    """Remove a topic from works; return the revision's id, or None if none had it."""
    with history_recording.recording(actor, Action.SAVE, name, form_key=form_key) as recording:
        topic = _find_topic(name)
        if topic is None:
            raise UnknownTopicError(name)
        changing = _matching_ids(ids, _has_topic(topic))
        recording.watch(Noun.WORK, *changing, whole=False)
        for some in batches(changing):
            within = work_topic.c.work_id.in_(some)
            db.session.execute(delete(work_topic).where(work_topic.c.topic_id == topic.id, within))
        _touch(changing)
        recording.title = message(
            "Removed “%(topic)s” from %(works)s", topic=topic.name, works=counted(changing)
        )
    return recording.revision_id


def remove(ids: list[int], actor: Actor, form_key: str | None) -> int | None:
    """Delete works with everything that belongs to them; return the revision's id."""
    with history_recording.recording(
        actor, Action.DELETE, "Deleted", form_key=form_key
    ) as recording:
        existing = existing_ids(ids)
        recording.watch_leaving(existing)
        for some in batches(existing):
            gone = delete(Work).where(Work.id.in_(some))
            db.session.execute(gone, execution_options=UNLOADED)
        recording.title = plural_message(
            "Deleted %(num)s work", "Deleted %(num)s works", len(existing)
        )
    return recording.revision_id


def counted(works: list[int]) -> Message:
    """Return the number of works in words."""
    return plural_message("%(num)s work", "%(num)s works", len(works))


def _published(number: int) -> Message:
    return plural_message("Published %(num)s work", "Published %(num)s works", number)


def _hid(number: int) -> Message:
    return plural_message(
        "Hid %(num)s work from visitors", "Hid %(num)s works from visitors", number
    )


def _set_state(
    ids: list[int],
    state: WorkState,
    title: Callable[[int], Message],
    actor: Actor,
    form_key: str | None,
) -> int | None:
    with history_recording.recording(actor, Action.SAVE, "", form_key=form_key) as recording:
        changing = _matching_ids(ids, Work.state != state)
        recording.watch(Noun.WORK, *changing, whole=False)
        _touch(changing, state=state)
        recording.title = title(len(changing))
    return recording.revision_id


def _find_topic(name: str) -> Topic | None:
    """Return the topic of this name, in any language, or else one that differs only in case."""
    (known,) = topics.spelt([name])
    return db.session.scalar(select(Topic).where(Topic.name == known))


def _create_topic(name: str, recording: Recording) -> Topic:
    topic = topics.ensure_topics([name])[name]
    db.session.flush()
    recording.made(Noun.TOPIC, topic.id)
    return topic


def _has_topic(topic: Topic) -> ColumnElement[bool]:
    return Work.id.in_(select(work_topic.c.work_id).where(work_topic.c.topic_id == topic.id))


def _matching_ids(ids: list[int], condition: ColumnElement[bool]) -> list[int]:
    found: list[int] = []
    for some in batches(ids):
        query = select(Work.id).where(Work.id.in_(some), condition).order_by(Work.id)
        found.extend(db.session.scalars(query))
    return found


def _touch(ids: list[int], **values: Any) -> None:
    for some in batches(ids):
        touched = (
            update(Work)
            .where(Work.id.in_(some))
            .values(version=Work.version + 1, updated_at=now(), **values)
        )
        db.session.execute(touched, execution_options=UNLOADED)


Changes = Mapping[int, Mapping[str, Any]]


def save(changes: Changes, actor: Actor) -> int | None:
    """Write the changed fields by work id; return the revision's id, or None if nothing differs.

    `year` is a number or None; `venue` is a name, "" for none; a new name creates a venue.
    """
    with history_recording.recording(actor, Action.SAVE, _title(changes)) as recording:
        recording.watch(Noun.WORK, *changes)
        owner = catalog_owner.owner_id()
        for id_, values in changes.items():
            work = db.session.get_one(Work, id_)
            _write(work.publications[0], values, recording)
            stored_html.render(work.publications[0], owner)
            version_order.arrange_versions(work)
            work.updated_at = now()
        db.session.flush()
    return recording.revision_id


def _title(changes: Changes) -> Message:
    fields = {field for values in changes.values() for field in values}
    of = counted(list(changes))
    if len(changes) == 1:
        shown = Publication.position == 0, Publication.work_id.in_(changes)
        title = db.session.scalar(select(Publication.title_text).where(*shown))
        of = message("“%(title)s”", title=title)
    if fields == {"year"}:
        return message("Changed year of %(works)s", works=of)
    if fields == {"venue"}:
        return message("Changed venue of %(works)s", works=of)
    return message("Changed year and venue of %(works)s", works=of)


def _write(shown: Publication, values: Mapping[str, Any], recording: Recording) -> None:
    if "year" in values:
        _set_year(shown, values["year"])
    if "venue" in values:
        name = values["venue"]
        shown.venue = venues.ensure_venue(name, None, shown.type, recording) if name else None


def _set_year(shown: Publication, year: int | None) -> None:
    shown.year = year
    if year is None:
        shown.month = shown.day = None
    elif shown.month and shown.day and shown.day > monthrange(year, shown.month)[1]:
        # Only leap years have a 29 February.
        shown.day = None

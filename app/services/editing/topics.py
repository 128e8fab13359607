"""Topics: listed with their works, added, ordered, renamed, merged and deleted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import delete as delete_from
from sqlalchemy import func, insert, literal, select, update

from app.bibliography.messages import message
from app.database import db
from app.models import (
    Action,
    Noun,
    Profile,
    ProfileTopic,
    Topic,
    TopicSlug,
    TopicTranslation,
    Work,
    work_topic,
)
from app.services.actor import Actor
from app.services.catalog import slugs
from app.services.catalog.translations import tables, texts
from app.services.catalog.translations.shown import translations
from app.services.editing import ordering
from app.services.history import recording as history_recording
from app.services.history import timeline
from app.services.history.recording import Recording
from app.services.history.snapshots import RecordRef
from app.translations.collation import in_order
from app.translations.text import gettext as _
from app.translations.text import ngettext

FORMER_SLUGS = select(TopicSlug.slug)
TRANSLATED_NAMES = (
    select(TopicTranslation.text, Topic.name)
    .join(Topic, Topic.id == TopicTranslation.record_id)
    .order_by(Topic.position.desc(), Topic.id.desc())
)
NO_TRANSLATIONS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class ListedTopic:
    """A topic with its number of works, drafts included, and whether it is first or last."""

    id: int
    name: str
    works: int
    is_first: bool
    is_last: bool

    @property
    def shown_name(self) -> str:
        """The name in the language of the page."""
        return translations().text(tables.TOPIC, self.id, "name", self.name)

    @property
    def counted(self) -> str:
        """The number of works in words."""
        if not self.works:
            return _("no works")
        return ngettext("%(num)s work", "%(num)s works", self.works)


def all_topics() -> list[ListedTopic]:
    """Return all topics in their order."""
    rows = db.session.execute(
        select(Topic.id, Topic.name, Topic.position, func.count(work_topic.c.work_id))
        .outerjoin(work_topic, work_topic.c.topic_id == Topic.id)
        .group_by(Topic.id)
    )
    ordered = in_order(rows)
    last = len(ordered) - 1
    return [
        ListedTopic(id_, name, works, place == 0, place == last)
        for place, (id_, name, _position, works) in enumerate(ordered)
    ]


def get_topic(topic_id: int) -> ListedTopic | None:
    """Return a topic, or None."""
    return next((topic for topic in all_topics() if topic.id == topic_id), None)


def topic_named(name: str, *, other_than: str = "") -> ListedTopic | None:
    """Return the topic of this name, ignoring case, except the topic named `other_than`."""
    wanted = name.casefold()
    others = (topic for topic in all_topics() if topic.name != other_than)
    return next((topic for topic in others if topic.name.casefold() == wanted), None)


def records(topic_id: int) -> list[RecordRef]:
    """Return the records that a rename changes: only the topic."""
    return [(Noun.TOPIC, topic_id)]


def made_by(revision_id: int | None) -> int | None:
    """Return the id of the topic that a revision added, or None if it was deleted."""
    return timeline.added_record(revision_id, Noun.TOPIC, Topic)


def form_values(topic: ListedTopic | None) -> dict[str, str]:
    """Return the names of a topic in all languages, "" for a new one."""
    names = texts.form_texts(tables.TOPIC, topic.id if topic else None)
    return {"name": topic.name if topic else "", **names}


def add(
    name: str,
    actor: Actor,
    form_key: str | None,
    translations: Mapping[str, Any] = NO_TRANSLATIONS,
) -> int | None:
    """Add a topic at the end; return the revision's id."""
    title = message("Added the topic “%(name)s”", name=name)
    with history_recording.recording(actor, Action.ADD, title, form_key=form_key) as recording:
        topic = ensure_topics([name])[name]
        db.session.flush()
        texts.write_texts(tables.TOPIC, topic.id, translations)
        recording.made(Noun.TOPIC, topic.id)
    return recording.revision_id


def rename(
    topic_id: int,
    name: str,
    actor: Actor,
    form_key: str | None,
    translations: Mapping[str, Any] = NO_TRANSLATIONS,
) -> int | None:
    """Rename a topic but keep its slug; return the revision's id, or None for the same names."""
    with history_recording.recording(actor, Action.SAVE, "Renamed", form_key=form_key) as recording:
        recording.watch(Noun.TOPIC, topic_id)
        topic = db.session.get_one(Topic, topic_id)
        recording.title = (
            message("Edited the topic “%(name)s”", name=name)
            if name == topic.name
            else message("Renamed the topic “%(old)s” to “%(new)s”", old=topic.name, new=name)
        )
        topic.name = name
        texts.write_texts(tables.TOPIC, topic_id, translations)
    return recording.revision_id


def move(topic_id: int, direction: str, actor: Actor) -> int | None:
    """Move a topic "up" or "down" by one; return the revision's id, or None at the end."""
    with history_recording.recording(actor, Action.SAVE, "Moved") as recording:
        order = in_order(db.session.scalars(select(Topic)))
        recording.watch(Noun.TOPIC, *(topic.id for topic in order))
        topic = next(topic for topic in order if topic.id == topic_id)
        recording.title = (
            message("Moved the topic “%(name)s” up", name=topic.name)
            if direction == "up"
            else message("Moved the topic “%(name)s” down", name=topic.name)
        )
        if ordering.move(order, topic, direction):
            for position, one in enumerate(order, 1):
                one.position = position
    return recording.revision_id


def merge(topic_id: int, into_id: int, actor: Actor, form_key: str | None = None) -> int | None:
    """Replace this topic with another one on every work; return the revision's id."""
    with history_recording.recording(actor, Action.JOIN, "Merged", form_key=form_key) as recording:
        name, other = _watched(topic_id, recording), db.session.get_one(Topic, into_id).name
        recording.watch(Noun.TOPIC, into_id)
        names = texts.stored_texts(tables.TOPIC, [topic_id, into_id])
        recording.title = message(
            "Merged the topic “%(name)s” into “%(other)s”", name=name, other=other
        )
        there = select(work_topic.c.work_id).where(work_topic.c.topic_id == into_id)
        missing = select(work_topic.c.work_id, literal(into_id)).where(
            work_topic.c.topic_id == topic_id, work_topic.c.work_id.not_in(there)
        )
        columns = ["work_id", "topic_id"]
        db.session.execute(insert(work_topic).from_select(columns, missing))
        of_profile = select(ProfileTopic.topic_id).where(ProfileTopic.topic_id == into_id)
        db.session.execute(
            update(ProfileTopic)
            .where(ProfileTopic.topic_id == topic_id, ~of_profile.exists())
            .values(topic_id=into_id)
        )
        _redirect(topic_id, into_id)
        own, others = names.get(into_id, {}), names.get(topic_id, {})
        missing_names = {key: text for key, text in others.items() if key not in own}
        texts.insert_texts(tables.TOPIC, {into_id: missing_names})
    return recording.revision_id


def _redirect(topic_id: int, into_id: int) -> None:
    """Delete a topic; its slug, and those that led to it, lead to another one."""
    slug = db.session.scalars(select(Topic.slug).where(Topic.id == topic_id)).one()
    former = update(TopicSlug).where(TopicSlug.topic_id == topic_id)
    db.session.execute(former.values(topic_id=into_id))
    _delete(topic_id)
    db.session.add(TopicSlug(slug=slug, topic_id=into_id))


def delete(topic_id: int, actor: Actor, form_key: str | None = None) -> int | None:
    """Delete a topic but not its works; return the revision's id."""
    with history_recording.recording(
        actor, Action.DELETE, "Deleted", form_key=form_key
    ) as recording:
        name = _watched(topic_id, recording)
        recording.title = message("Deleted the topic “%(name)s”", name=name)
        _delete(topic_id)
    return recording.revision_id


def _watched(topic_id: int, recording: Recording) -> str:
    """Watch a topic and everything that has it; return its name."""
    tagged = select(work_topic.c.work_id).where(work_topic.c.topic_id == topic_id)
    recording.watch(Noun.TOPIC, topic_id)
    recording.watch(Noun.WORK, *db.session.scalars(tagged), whole=False)
    recording.watch(Noun.PROFILE, *db.session.scalars(select(Profile.id)))
    # The pages of these works change with their topics.
    db.session.execute(update(Work).where(Work.id.in_(tagged)).values(version=Work.version + 1))
    return db.session.get_one(Topic, topic_id).name


def _delete(topic_id: int) -> None:
    # The database deletes its rows in work_topic and profile_topic too.
    db.session.execute(delete_from(Topic).where(Topic.id == topic_id))


def ensure_topics(
    names: Iterable[str], wanted: Mapping[str, str | None] = MappingProxyType({})
) -> dict[str, Topic]:
    """Return all topics by name, creating those of `names` that are missing, in this order.

    `wanted` holds the preferred slugs of some of them.
    """
    known = {topic.name: topic for topic in db.session.scalars(select(Topic))}
    # A new topic does not take over the links to a merged one.
    taken = {topic.slug for topic in known.values()} | set(db.session.scalars(FORMER_SLUGS))
    free = {name: slug for name, slug in wanted.items() if slug and slug not in taken}
    taken.update(free.values())
    position = db.session.scalar(select(func.max(Topic.position))) or 0
    for name in names:
        if name in known:
            continue
        position += 1
        slug = free.get(name) or slugs.make_slug(name, taken, "topic")
        taken.add(slug)
        known[name] = Topic(name=name, slug=slug, position=position)
        db.session.add(known[name])
    return known


def slugs_of(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the slugs of the topics with these slugs or names, and the words that match none.

    Slugs of merged topics match, too.
    """
    rows = list(db.session.execute(select(Topic.name, Topic.slug)))
    former = select(TopicSlug.slug, Topic.slug).join(Topic, Topic.id == TopicSlug.topic_id)
    known = {row[0]: row[1] for row in db.session.execute(former)}
    known |= {name.casefold(): slug for name, slug in rows} | {slug: slug for _, slug in rows}
    matches = {word: known.get(word) or known.get(word.casefold()) for word in words}
    return [slug for slug in matches.values() if slug], [
        w for w, slug in matches.items() if not slug
    ]


def spelt(names: Iterable[str]) -> list[str]:
    """Return the names of existing topics, without duplicates, for names in any language.

    Case is ignored; a name that no topic has is returned unchanged.
    """
    exact = all_names()
    known = {text.casefold(): name for text, name in db.session.execute(TRANSLATED_NAMES)}
    known |= {name.casefold(): name for name in reversed(exact)}
    found: dict[str, None] = {}
    for name in names:
        found[name if name in exact else known.setdefault(name.casefold(), name)] = None
    return list(found)


def all_names() -> list[str]:
    """Return the names of all topics, in their order."""
    rows = db.session.execute(select(Topic.name, Topic.position))
    return [topic.name for topic in in_order(rows)]


def by_use(topic_lists: Iterable[Iterable[str]]) -> list[str]:
    """Return the names in the lists, most used first, then in order of appearance."""
    uses: dict[str, int] = {}
    for topics in topic_lists:
        for name in topics:
            uses[name] = uses.get(name, 0) + 1
    return sorted(uses, key=lambda name: -uses[name])

"""Edits of a small site, recorded as the services record theirs, and their undoing."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import delete, select

from app.database import db
from app.models import (
    Action,
    Authorship,
    Noun,
    Person,
    Profile,
    Publication,
    Revision,
    Supervision,
    Topic,
    Venue,
    Work,
    WorkSlug,
)
from app.services.actor import TERMINAL
from app.services.catalog import stored_html
from app.services.history import undo
from app.services.history.recording import Recording, recording
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record

Change = Callable[[Recording], object]


def fill_site(app: Flask) -> None:
    one = record(
        topics=["Tides", "Salt"], abstract=LONG_ABSTRACT, links=[{"url": "https://a.example"}]
    )
    fill(
        app,
        one,
        PREPRINT,
        record(title="Two", topics=["Tides"], doi="10.1000/two"),
        people=[{"name": "Bo Ek", "level": "PhD", "role": "co", "started_on": "2020"}],
        profile={"research_topics": ["Salt", "Tides"]},
    )


def done(change: Change, *watched: tuple[Noun, int], action: Action = Action.SAVE) -> Revision:
    with recording(TERMINAL, action, "Changed it") as record_of:
        for noun, id_ in watched:
            record_of.watch(noun, id_)
        change(record_of)
    return db.session.get_one(Revision, record_of.revision_id)


def undone(revision_id: int) -> int | None:
    return undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)


def retitle(_: Recording) -> None:
    work = db.session.get_one(Work, 1)
    work.publications[0].title = "On \\emph{waves}"
    work.publications[0].authorships.pop()
    stored_html.render(work.publications[0], 1)


def delete_work(_: Recording) -> None:
    db.session.add(WorkSlug(slug="of-old", work_id=1))
    db.session.flush()
    db.session.delete(db.session.get_one(Work, 1))


def join(_: Recording) -> None:
    one, two = db.session.get_one(Work, 1), db.session.get_one(Work, 2)
    moved = two.publications[0]
    moved.work_id, moved.position = 1, len(one.publications)
    db.session.flush()
    db.session.expire_all()
    slug = two.slug
    db.session.delete(two)
    db.session.flush()
    db.session.add(WorkSlug(slug=slug, work_id=1))


def swap_topics(_: Recording) -> None:
    first, second = db.session.get_one(Topic, 1), db.session.get_one(Topic, 2)
    names = first.name, second.name
    first.name = "aside"
    db.session.flush()
    second.name = names[0]
    db.session.flush()
    first.name = names[1]


def delete_topic(_: Recording) -> None:
    db.session.execute(delete(Topic).where(Topic.id == 1))


def rename_venue(_: Recording) -> None:
    venue = db.session.get_one(Venue, 1)
    venue.name = "Annals of Salt"
    for publication in db.session.scalars(select(Publication).where(Publication.venue == venue)):
        stored_html.render(publication, 1)


def delete_person(_: Recording) -> None:
    db.session.execute(delete(Supervision))
    db.session.execute(delete(Person).where(Person.name == "Bo Ek"))


def new_topic_and_work(record_of: Recording) -> None:
    topic = Topic(name="New", slug="new", position=9)
    venue = Venue(name="Fresh", kind="journal")
    version = Publication(
        position=0,
        type="book",
        title="A book",
        venue=venue,
        authorships=[Authorship(position=0, name_as_published="Ada Roe", person_id=1)],
    )
    stored_html.render(version, 1)
    work = Work(slug="a-book", publications=[version], topics=[topic])
    db.session.add(work)
    db.session.flush()
    record_of.made(Noun.WORK, work.id)
    record_of.made(Noun.TOPIC, topic.id)
    record_of.made(Noun.VENUE, venue.id)


def tag(work_id: int, topic_id: int) -> None:
    work = db.session.get_one(Work, work_id)
    work.topics.append(db.session.get_one(Topic, topic_id))


def new_owner(_: Recording) -> None:
    profile = db.session.get_one(Profile, 1)
    profile.person_id = 2
    profile.topics = []
    for publication in db.session.scalars(select(Publication)):
        stored_html.render(publication, 2)


W, T = (Noun.WORK, 1), (Noun.TOPIC, 1)
TOPICS = (T, (Noun.TOPIC, 2))
USING = (*TOPICS, W, (Noun.WORK, 2), (Noun.PROFILE, 1))

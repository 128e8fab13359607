"""Who refers to a record: what others have come to use is not taken away."""

from typing import Any

from sqlalchemy import exists, or_, select

from app.database import db
from app.models import (
    Authorship,
    Noun,
    Profile,
    ProfileTopic,
    Publication,
    Supervision,
    SupervisionSupervisor,
    work_topic,
)

COLUMNS: dict[Noun, tuple[Any, ...]] = {
    Noun.TOPIC: (work_topic.c.topic_id, ProfileTopic.topic_id),
    Noun.VENUE: (Publication.venue_id,),
    Noun.PERSON: (
        Authorship.person_id,
        Profile.person_id,
        Supervision.student_id,
        SupervisionSupervisor.person_id,
    ),
}


def exist(noun: Noun, id_: int) -> bool:
    """Tell whether anything on the site refers to a record."""
    referring = [exists().where(column == id_) for column in COLUMNS.get(noun, ())]
    return bool(referring and db.session.scalar(select(or_(*referring))))

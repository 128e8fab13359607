"""Rows by what they are known by, and rows as statements take them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Noun, Publication, Topic, Venue
from app.services.catalog import version_order
from app.services.editing import topics as known_topics
from app.services.history.recording import Recording

Row = dict[str, Any]


def topics(names: Iterable[str], record: Recording) -> dict[str, int]:
    """Return the ids of topics by name, those that are new made."""
    before = set(db.session.scalars(select(Topic.id)))
    known = known_topics.ensure(names)
    db.session.flush()
    record.made(Noun.TOPIC, *(t.id for t in known.values() if t.id not in before))
    return {name: topic.id for name, topic in known.items()}


def ids(places: list[tuple[int, int]]) -> list[int]:
    """Return the ids of versions by their works and places in them."""
    of = Publication
    query = select(of.work_id, of.position, of.id).where(of.work_id.in_({w for w, _ in places}))
    found = {(row[0], row[1]): row[2] for row in db.session.execute(query)}
    return [found[place] for place in places]


def date(row: Row) -> int:
    """Return what the list sorts a version by."""
    return version_order.listed_on(row["year"], row["month"], row["day"])


def venues() -> dict[str, int]:
    """Return the ids of venues by name, capitals aside."""
    return {name.casefold(): id_ for id_, name in pairs(select(Venue.id, Venue.name))}


def pairs(query: Any) -> list[tuple[Any, Any]]:
    """Return a query's rows of two."""
    return [(row[0], row[1]) for row in db.session.execute(query)]

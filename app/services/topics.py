"""Topics by name: found, or made at the end of the order."""

from collections.abc import Iterable

from sqlalchemy import func, select

from app.database import db
from app.models import Topic
from app.services import slugs


def ensure(names: Iterable[str]) -> dict[str, Topic]:
    """Return a topic for each name, making those that are missing in the order given."""
    known = {topic.name: topic for topic in db.session.scalars(select(Topic))}
    taken = {topic.slug for topic in known.values()}
    position = db.session.scalar(select(func.max(Topic.position))) or 0
    for name in names:
        if name in known:
            continue
        position += 1
        slug = slugs.make(name, taken, "topic")
        taken.add(slug)
        known[name] = Topic(name=name, slug=slug, position=position)
        db.session.add(known[name])
    return known


def spelt(names: Iterable[str]) -> list[str]:
    """Return names as the topics that there are spell them; each once, whatever its capitals."""
    exact = all_names()
    known = {name.casefold(): name for name in reversed(exact)}
    found: dict[str, None] = {}
    for name in names:
        found[name if name in exact else known.setdefault(name.casefold(), name)] = None
    return list(found)


def all_names() -> list[str]:
    """Return the names of all topics, in their order."""
    return list(db.session.scalars(select(Topic.name).order_by(Topic.position, Topic.name)))


def by_use(topic_lists: Iterable[Iterable[str]]) -> list[str]:
    """Return the names in the lists, the most used first, then as they first appear."""
    uses: dict[str, int] = {}
    for topics in topic_lists:
        for name in topics:
            uses[name] = uses.get(name, 0) + 1
    return sorted(uses, key=lambda name: -uses[name])

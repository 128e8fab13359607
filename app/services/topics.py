"""Topics by name: found, or made at the end of the order."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sqlalchemy import func, select

from app.database import db
from app.models import Topic
from app.services.catalog import slugs


def ensure(
    names: Iterable[str], wanted: Mapping[str, str | None] = MappingProxyType({})
) -> dict[str, Topic]:
    """Return a topic for each name, making those that are missing in the order given.

    `wanted` holds the slugs that some of them are to have, unless another topic has it.
    """
    known = {topic.name: topic for topic in db.session.scalars(select(Topic))}
    taken = {topic.slug for topic in known.values()}
    free = {name: slug for name, slug in wanted.items() if slug and slug not in taken}
    taken.update(free.values())
    position = db.session.scalar(select(func.max(Topic.position))) or 0
    for name in names:
        if name in known:
            continue
        position += 1
        slug = free.get(name) or slugs.make(name, taken, "topic")
        taken.add(slug)
        known[name] = Topic(name=name, slug=slug, position=position)
        db.session.add(known[name])
    return known


def slugs_of(words: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the slugs of the topics that these slugs or names mean, and what means none."""
    rows = list(db.session.execute(select(Topic.name, Topic.slug)))
    known = {name.casefold(): slug for name, slug in rows} | {slug: slug for _, slug in rows}
    meant = {word: known.get(word) or known.get(word.casefold()) for word in words}
    return [slug for slug in meant.values() if slug], [w for w, slug in meant.items() if not slug]


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

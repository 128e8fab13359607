"""Write prepared publications in bulk: works, versions, authors, links and topics."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import func, insert, select

from app.bibliography.record import LinkKind, VenueKind
from app.database import bulk, db
from app.models import (
    Authorship,
    Noun,
    Publication,
    PublicationLink,
    Topic,
    Venue,
    Work,
    WorkState,
    work_topic,
)
from app.services.catalog import slugs, version_order
from app.services.catalog.translations import tables, texts
from app.services.editing import topics as known_topics
from app.services.history.recording import Recording
from app.services.history.snapshot_queries import AUTHOR, LINK
from app.services.history.snapshots import numbered
from app.services.importing.prepare import PreparedPublication, publication_row

# In a bulk INSERT, every row needs the same columns.
DEFAULTS = {"state": WorkState.PUBLISHED, "featured_position": None, "is_arranged": False}


class WorkAddresses:
    """Addresses for new works: those that a file names, else generated from titles."""

    def __init__(
        self, taken: Iterable[str], named: Iterable[str], former: Iterable[str] = ()
    ) -> None:
        self._taken = set(taken)
        # Keep the addresses that the file names free for the works that it names.
        self._not_generated = self._taken.union(named, former)

    def assign(self, named: str | None, title: str) -> str:
        """Return an address that no other work has: `named` if it is free."""
        is_free = named is not None and named not in self._taken
        slug = named if named and is_free else slugs.make_slug(title, self._not_generated, "work")
        self._taken.add(slug)
        self._not_generated.add(slug)
        return slug


class WorkWriter:
    """Writes publications, and tracks which work and version each entry became.

    `new_works` maps the ids of new works to addresses, `extended` holds the existing works that
    got versions; `columns_by_slug` gives columns for some of the new works.
    """

    def __init__(
        self,
        recording: Recording,
        topic_names: Iterable[str],
        addresses: WorkAddresses,
        columns_by_slug: Mapping[str, dict[str, Any]] = MappingProxyType({}),
    ) -> None:
        self.works: dict[int, int] = {}
        self.publications: dict[int, int] = {}
        self.new_works: dict[int, str] = {}
        self.versions = 0
        self.extended: set[int] = set()
        self._recording = recording
        self._addresses = addresses
        self._columns = columns_by_slug
        self._venues = venue_ids()
        self._topics = topic_ids(topic_names, recording)

    def write(self, chunk: Sequence[tuple[PreparedPublication, int | None]]) -> None:
        """Write publications, each to the work with this id, or with None as a new work."""
        new = [made for made, work_id in chunk if work_id is None]
        ids = dict(zip((made.position for made in new), self._new_works(new), strict=True))
        self.versions += len(chunk) - len(new)
        self.works |= ids
        self.works |= {made.position: work_id for made, work_id in chunk if work_id}
        self._insert_publications([made for made, _ in chunk])
        self._tag([made for made, _ in chunk])

    def topic(self, name: str) -> Topic:
        """Return a topic by its name."""
        return db.session.get_one(Topic, self._topics[name])

    def venue(self, venue: tuple[str, str | None, VenueKind] | None) -> int | None:
        """Return the id of a venue, ignoring case; create it if its name is new."""
        if venue is None:
            return None
        name, short, kind = venue
        if name.casefold() not in self._venues:
            made = Venue(name=name, short_name=short, kind=VenueKind(kind))
            db.session.add(made)
            db.session.flush()
            self._recording.made(Noun.VENUE, made.id)
            self._venues[name.casefold()] = made.id
        return self._venues[name.casefold()]

    def _new_works(self, new: list[PreparedPublication]) -> list[int]:
        if not new:
            return []
        rows = [self._work_row(made) for made in new]
        bulk.insert(Work, rows)
        ids = dict(
            row_pairs(select(Work.slug, Work.id).where(Work.slug.in_([r["slug"] for r in rows])))
        )
        self._recording.made(Noun.WORK, *ids.values())
        self.new_works |= {id_: slug for slug, id_ in ids.items()}
        return [ids[row["slug"]] for row in rows]

    def _insert_publications(self, chunk: list[PreparedPublication]) -> None:
        venues = [self.venue(made.venue) for made in chunk]
        places = self._positions([self.works[made.position] for made in chunk])
        rows = [
            {**publication_row(made), "venue_id": venue, "work_id": work_id, "position": position}
            for made, venue, (work_id, position) in zip(chunk, venues, places, strict=True)
        ]
        bulk.insert(Publication, rows)
        ids = version_ids(places)
        self.publications |= dict(zip((made.position for made in chunk), ids, strict=True))
        of = list(zip(ids, chunk, strict=True))
        bulk.insert(
            Authorship, (r for id_, made in of for r in numbered(id_, AUTHOR, made.authors))
        )
        links = [r for id_, made in of for r in numbered(id_, LINK, made.links)]
        bulk.insert(PublicationLink, ({**row, "kind": LinkKind(row["kind"])} for row in links))
        texts.insert_texts(tables.PUBLICATION, {id_: made.translations for id_, made in of})

    def _positions(self, works: list[int]) -> list[tuple[int, int]]:
        """Return each version's work, and its position after the existing ones."""
        last = select(Publication.work_id, func.count()).group_by(Publication.work_id)
        counts: Counter[int] = Counter()
        for some in bulk.batches(sorted(set(works))):
            counts.update(dict(row_pairs(last.where(Publication.work_id.in_(some)))))
        places = []
        for work_id in works:
            if counts[work_id]:
                self.extended.add(work_id)
            places.append((work_id, counts[work_id]))
            counts[work_id] += 1
        return places

    def _tag(self, chunk: list[PreparedPublication]) -> None:
        wanted = {
            (self.works[made.position], self._topics[name])
            for made in chunk
            for name in made.topics
        }
        works = {work_id for work_id, _ in wanted}
        tagged = select(work_topic.c.work_id, work_topic.c.topic_id)
        present: set[tuple[int, int]] = set()
        for some in bulk.batches(sorted(works)):
            present.update(row_pairs(tagged.where(work_topic.c.work_id.in_(some))))
        rows = [{"work_id": w, "topic_id": t} for w, t in sorted(wanted - present)]
        if rows:
            db.session.execute(insert(work_topic), rows)

    def _work_row(self, made: PreparedPublication) -> dict[str, Any]:
        slug = self._addresses.assign(made.work, made.row["title_text"])
        listed_on = list_date(made.row)
        return {"slug": slug, "listed_on": listed_on, **DEFAULTS, **self._columns.get(slug, {})}


Row = dict[str, Any]


def topic_ids(names: Iterable[str], recording: Recording) -> dict[str, int]:
    """Return the ids of topics by name; create those that are new."""
    before = set(db.session.scalars(select(Topic.id)))
    known = known_topics.ensure_topics(names)
    db.session.flush()
    recording.made(Noun.TOPIC, *(t.id for t in known.values() if t.id not in before))
    return {name: topic.id for name, topic in known.items()}


def version_ids(places: list[tuple[int, int]]) -> list[int]:
    """Return the ids of versions, given their works and positions."""
    of = Publication
    query = select(of.work_id, of.position, of.id).where(of.work_id.in_({w for w, _ in places}))
    found = {(row[0], row[1]): row[2] for row in db.session.execute(query)}
    return [found[place] for place in places]


def list_date(row: Row) -> int:
    """Return the sort key of a version in the list."""
    return version_order.listed_on(row["year"], row["month"], row["day"], row["status"])


def venue_ids() -> dict[str, int]:
    """Return the ids of venues by case-folded name."""
    every = select(Venue.id, Venue.name).order_by(Venue.id)
    return {name.casefold(): id_ for id_, name in row_pairs(every)}


def row_pairs(query: Any) -> list[tuple[Any, Any]]:
    """Return the rows of a query with two columns."""
    return [(row[0], row[1]) for row in db.session.execute(query)]

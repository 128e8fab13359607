"""Changes to versions that are there: the fields that she chose, and the raw entry beside."""

from calendar import monthrange
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.bibliography.record import Record
from app.bibliography.sources import joined
from app.database import db
from app.models import Decision, ImportItem, Noun, Profile, Publication, Venue, Work, now
from app.services import claims, publications, rendering, versions
from app.services.importing.making import TOLD_AGAIN
from app.services.importing.writing import Writer
from app.services.publications import Publications
from app.services.revisions import Recording

CHUNK = 200
LISTS = ("authors", "venue", "doi", "links")


def topics(batch_id: int) -> list[str]:
    """Return the topics that changes bring, each as often as it is brought."""
    chosen = select(ImportItem.topics).where(*_chosen(batch_id))
    return [name for names in db.session.scalars(chosen) for name in names]


def apply(batch_id: int, writer: Writer, record: Recording) -> set[int]:
    """Write the changes that she chose; return the works that have something new."""
    owner_id = db.session.scalar(select(Profile.person_id))
    change = Change(writer, Publications(owner_id), owner_id)
    changed: set[int] = set()
    for items in _chunks(batch_id):
        targets = {item.position: _target(item, writer) for item in items}
        there = _publications([id_ for id_ in targets.values() if id_])
        watched = {p.work_id for p in there.values()} - writer.own
        record.watch(Noun.WORK, *sorted(watched))
        for item in items:
            publication = there.get(targets[item.position] or 0)
            if publication and change.apply(publication, item):
                changed.add(publication.work_id)
        db.session.flush()
    return changed


def arrange(works: list[int]) -> None:
    """Put the versions of works in order, and date them."""
    load = selectinload(Work.publications).joinedload(Publication.venue)
    for some in claims.batches(works, CHUNK):
        query = select(Work).where(Work.id.in_(some)).options(load)
        for work in db.session.scalars(query.execution_options(populate_existing=True)):
            versions.arrange(work)
            work.updated_at = now()
        db.session.flush()
        db.session.expunge_all()


class Change:
    """Takes fields of entries over to publications."""

    def __init__(self, writer: Writer, made: Publications, owner_id: int | None) -> None:
        self._writer = writer
        self._made = made
        self._owner_id = owner_id

    def apply(self, publication: Publication, item: ImportItem) -> bool:
        """Take the fields and topics that she chose; tell whether there was anything to take."""
        record = msgspec.json.decode(item.record or "", type=Record)
        for field in item.fields:
            self._take(publication, record, field)
        _make_date_whole(publication)
        publication.source = joined([record.source, publication.source])
        rendering.render(publication, self._owner_id)
        return bool(item.fields) | self._tag(publication.work_id, [*record.topics, *item.topics])

    def _take(self, publication: Publication, record: Record, field: str) -> None:
        if field == "authors":
            # Positions are unique: the old order goes before the new one comes.
            publication.authorships = []
            db.session.flush()
            publication.authorships = self._made.authorships(record)
        elif field == "links":
            _add_links(publication, record)
        elif field == "venue":
            venue = self._made.venue(record)
            told = (venue.name, venue.short_name, venue.kind) if venue else None
            publication.venue = db.session.get(Venue, self._writer.venue(told) or 0)
        elif field == "doi":
            publication.doi = self._made.free_doi(record.doi) or publication.doi
        else:
            setattr(publication, field, getattr(record, field))

    def _tag(self, work_id: int, names: Iterable[str]) -> bool:
        wanted = [self._writer.topic(name) for name in dict.fromkeys(names)]
        if not wanted:
            return False
        work = db.session.get_one(Work, work_id)
        lacking = [topic for topic in wanted if topic not in work.topics]
        work.topics.extend(lacking)
        return bool(lacking)


def _chosen(batch_id: int) -> tuple[bool, ...]:
    return (
        ImportItem.batch_id == batch_id,
        ImportItem.decision == Decision.JOIN,
        ImportItem.state.in_(TOLD_AGAIN),
    )  # type: ignore[return-value]


def _chunks(batch_id: int) -> Iterator[list[ImportItem]]:
    after = -1
    while True:
        query = select(ImportItem).where(*_chosen(batch_id), ImportItem.position > after)
        items = list(db.session.scalars(query.order_by(ImportItem.position).limit(CHUNK)))
        if not items:
            return
        after = items[-1].position
        yield items


def _target(item: ImportItem, writer: Writer) -> int | None:
    # An entry that stands for itself was written as a publication of its own.
    if item.position in writer.publications:
        return None
    return item.publication_id or writer.publications.get(
        -1 if item.leader is None else item.leader
    )


def _publications(ids: list[int]) -> dict[int, Publication]:
    load = (
        selectinload(Publication.authorships),
        selectinload(Publication.links),
        joinedload(Publication.venue),
    )
    query = select(Publication).where(Publication.id.in_(ids)).options(*load)
    return {publication.id: publication for publication in db.session.scalars(query)}


def _add_links(publication: Publication, record: Record) -> None:
    known = {link.url for link in publication.links}
    for link in publications.links(record):
        if link.url not in known:
            link.position = len(publication.links)
            publication.links.append(link)


def _make_date_whole(publication: Publication) -> None:
    """A month needs its year and a day its month, whichever of them she chose."""
    if not publication.year:
        publication.month = None
    if not publication.month or not _exists(publication.year, publication.month, publication.day):
        publication.day = None


def _exists(year: int | None, month: int, day: int | None) -> bool:
    return bool(year) and (day or 0) <= monthrange(year or 1, month)[1]

"""Fields of an entry taken over to a version that is there, and the raw entry kept beside."""

from calendar import monthrange
from collections.abc import Iterable

from app.bibliography.raw import joined
from app.bibliography.record import Record
from app.database import db
from app.models import Publication, Venue, Work
from app.services.catalog import stored_html
from app.services.editing import from_records
from app.services.editing.from_records import Publications
from app.services.importing.decided import DecidedEntry
from app.services.importing.write import Writer


class Change:
    """Takes fields of entries over to publications."""

    def __init__(self, writer: Writer, made: Publications, owner_id: int | None) -> None:
        self._writer = writer
        self._made = made
        self._owner_id = owner_id

    def apply(self, publication: Publication, entry: DecidedEntry) -> bool:
        """Take the fields and topics that were chosen; tell whether there are any.

        Where there are none, the entry is kept beside, to be known when it comes again.
        """
        record = entry.record
        for field in entry.fields:
            self._take(publication, record, field)
        _make_date_whole(publication)
        publication.source = joined([record.source, publication.source])
        stored_html.render(publication, self._owner_id)
        is_chosen = bool(entry.fields or entry.topics)
        if is_chosen:
            self._tag(publication.work_id, [*record.topics, *entry.topics])
        return is_chosen

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

    def _tag(self, work_id: int, names: Iterable[str]) -> None:
        wanted = [self._writer.topic(name) for name in dict.fromkeys(names)]
        if not wanted:
            return
        work = db.session.get_one(Work, work_id)
        work.topics.extend(topic for topic in wanted if topic not in work.topics)


def _add_links(publication: Publication, record: Record) -> None:
    known = {link.url for link in publication.links}
    for link in from_records.links(record):
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

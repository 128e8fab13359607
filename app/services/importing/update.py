"""Update existing versions with the chosen fields, and store the raw entry with them."""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence

import msgspec
from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload, selectinload

from app.bibliography.raw import join_entries
from app.bibliography.record import Record
from app.bibliography.text.translation import text_in
from app.database import bulk, db
from app.models import Decision, ImportItem, Noun, Publication, Topic, Venue, Work, now
from app.services.catalog import owner, stored_html, version_order
from app.services.catalog.translations import tables, texts
from app.services.catalog.translations.languages import publication_language
from app.services.editing import from_records
from app.services.editing.files import attached
from app.services.editing.from_records import Publications
from app.services.history.recording import Recording
from app.services.importing import choices, outcomes
from app.services.importing.choices import EXISTING_VERSION, DecidedEntry
from app.services.importing.staging import chunks
from app.services.importing.write import WorkWriter

CHUNK = 200


def changed_topics(batch_id: int) -> list[str]:
    """Return the topics that changes add, with repetitions."""
    chosen = select(ImportItem.record, ImportItem.topics)
    rows = db.session.execute(chosen.where(_is_change(batch_id), outcomes.has_ticks()))
    own = ((msgspec.json.decode(record or "", type=Record).topics, t) for record, t in rows)
    return [name for topics in own for names in topics for name in names]


def chosen_changes(batch_id: int) -> Iterator[list[DecidedEntry]]:
    """Yield the chosen changes in chunks."""
    return (list(choices.decided_entries(items)) for items in chunks(_is_change(batch_id), CHUNK))


def write_changes(
    chosen: Iterable[Sequence[DecidedEntry]], writer: WorkWriter, recording: Recording
) -> list[int]:
    """Write changes; return the work of each entry that changed something."""
    owner_id = owner.owner_id()
    change = PublicationUpdate(writer, Publications(owner_id), owner_id)
    changed: list[int] = []
    # Kept referenced, so that the session does not load them again; so are the works below.
    topics = list(db.session.scalars(select(Topic)))
    for entries in chosen:
        targets = {entry.position: _target(entry, writer) for entry in entries}
        publications = _publications([id_ for id_ in targets.values() if id_])
        watched = {p.work_id for p in publications.values()} - writer.new_works.keys()
        recording.watch(Noun.WORK, *sorted(watched))
        works = _works({p.work_id for p in publications.values()})
        for entry in entries:
            publication = publications.get(targets[entry.position] or 0)
            if publication and change.apply(publication, entry):
                changed.append(publication.work_id)
        db.session.flush()
        del works
    del topics
    return changed


def arrange_works(works: list[int]) -> None:
    """Sort the versions of works, and update their modification dates."""
    load = selectinload(Work.publications).joinedload(Publication.venue)
    for some in bulk.batches(works, CHUNK):
        query = select(Work).where(Work.id.in_(some)).options(load)
        for work in db.session.scalars(query.execution_options(populate_existing=True)):
            version_order.arrange_versions(work)
            work.updated_at = now()
        db.session.flush()
        db.session.expunge_all()


def _is_change(batch_id: int) -> ColumnElement[bool]:
    is_chosen = ImportItem.decision == Decision.JOIN
    return and_(ImportItem.batch_id == batch_id, is_chosen, ImportItem.state.in_(EXISTING_VERSION))


def _target(entry: DecidedEntry, writer: WorkWriter) -> int | None:
    # An entry that replaces a skipped one was written as a new publication.
    if entry.position in writer.publications:
        return None
    return entry.publication_id or writer.publications.get(
        -1 if entry.duplicate_of is None else entry.duplicate_of
    )


def _works(ids: set[int]) -> list[Work]:
    query = select(Work).where(Work.id.in_(ids)).options(selectinload(Work.topics))
    return list(db.session.scalars(query))


def _publications(ids: list[int]) -> dict[int, Publication]:
    load = (
        selectinload(Publication.authorships),
        selectinload(Publication.links),
        joinedload(Publication.venue),
    )
    query = select(Publication).where(Publication.id.in_(ids)).options(*load)
    return {publication.id: publication for publication in db.session.scalars(query)}


class PublicationUpdate:
    """Copies fields of entries to publications."""

    def __init__(self, writer: WorkWriter, made: Publications, owner_id: int | None) -> None:
        self._writer = writer
        self._made = made
        self._owner_id = owner_id

    def apply(self, publication: Publication, entry: DecidedEntry) -> bool:
        """Copy the chosen fields and topics; return whether there are any.

        The raw entry is stored in any case, so that it is recognized when imported again.
        """
        record = entry.record
        if "language" in entry.fields:
            _keep_languages(publication, record.language)
        for field in entry.fields:
            self._take(publication, record, field)
        _drop_incomplete_date(publication)
        publication.source = join_entries([record.source, publication.source])
        stored_html.render(publication, self._owner_id)
        is_chosen = bool(entry.fields or entry.topics)
        if is_chosen:
            self._tag(publication.work_id, [*record.topics, *entry.topics])
        return is_chosen

    def _take(self, publication: Publication, record: Record, field: str) -> None:
        if field == "authors":
            # Positions are unique, so delete the old rows before inserting the new ones.
            publication.authorships = []
            db.session.flush()
            publication.authorships = self._made.authorships(record)
        elif field == "links":
            _add_links(publication, record)
        elif field == "venue":
            venue = self._made.venue(record)
            key = (venue.name, venue.short_name, venue.kind) if venue else None
            publication.venue = db.session.get(Venue, self._writer.venue(key) or 0)
        elif field == "doi":
            publication.doi = self._made.free_doi(record.doi) or publication.doi
        elif found := texts.parts(field, tables.PUBLICATION.fields):
            text = text_in(record.translations, *found)
            texts.write_texts(tables.PUBLICATION, publication.id, {field: text})
        else:
            setattr(publication, field, getattr(record, field))

    def _tag(self, work_id: int, names: Iterable[str]) -> None:
        wanted = [self._writer.topic(name) for name in dict.fromkeys(names)]
        if not wanted:
            return
        work = db.session.get_one(Work, work_id)
        work.topics.extend(topic for topic in wanted if topic not in work.topics)


def _keep_languages(publication: Publication, language: str | None) -> None:
    """Let the texts in the language that a publication is to have be its own."""
    stored = texts.stored_texts(tables.PUBLICATION, [publication.id]).get(publication.id, {})
    own = {field: getattr(publication, field) for field in tables.PUBLICATION.fields}
    languages = publication_language(publication.language), publication_language(language)
    if changes := texts.in_language(own, stored, *languages):
        for field, text in own.items():
            setattr(publication, field, changes.get(field, text) or None)
        texts.write_texts(tables.PUBLICATION, publication.id, changes)


def _add_links(publication: Publication, record: Record) -> None:
    known = {link.url for link in publication.links}
    slug = db.session.scalar(select(Work.slug).where(Work.id == publication.work_id))
    for link in from_records.publication_links(record):
        if link.url not in known and not attached.is_own_file(link.url, slug):
            link.position = len(publication.links)
            publication.links.append(link)


def _drop_incomplete_date(publication: Publication) -> None:
    """Clear a month without a year and a day without a month, whichever were chosen."""
    if not publication.year:
        publication.month = None
    if not publication.month or not _is_date(publication.year, publication.month, publication.day):
        publication.day = None


def _is_date(year: int | None, month: int, day: int | None) -> bool:
    return bool(year) and (day or 0) <= monthrange(year or 1, month)[1]

"""Prepare publications before the transaction that writes them, since rendering takes longest."""

import io
from collections.abc import Container, Iterator
from typing import IO, Any

import msgspec

from app.bibliography.record import PublicationType, VenueKind
from app.database import db
from app.database.transactions import reading
from app.models import Decision, ImportItem, Publication
from app.services.catalog import owner
from app.services.catalog.translations import texts
from app.services.editing import from_records
from app.services.editing.from_records import Publications
from app.services.history.snapshot_queries import AUTHOR, LINK
from app.services.importing import choices
from app.services.importing.choices import EXISTING_VERSION, DecidedEntry
from app.services.importing.progress import Progress
from app.services.importing.staging import detached

CHUNK = 500
NOT_OWN = {"id", "work_id", "position", "venue_id"}
COLUMNS = [c.key for c in Publication.__table__.columns if c.key not in NOT_OWN]


class PreparedPublication(msgspec.Struct):
    """A publication to be written: the position of its entry, and its rows."""

    position: int
    work: str | None
    topics: list[str]
    row: dict[str, Any]
    venue: tuple[str, str | None, VenueKind] | None
    authors: list[list[Any]]
    links: list[list[Any]]
    translations: dict[str, str]


def prepare_publications(
    batch_id: int, file: IO[bytes], progress: Progress
) -> tuple[list[str], set[str]]:
    """Write the publications that an import will add to a file, chunk by chunk.

    Return their topics, in order, and the addresses of the works that they name.
    """
    with reading():
        make = Publications(owner.owner_id())
        # Detached, its venues can be used after the transaction that read them.
        db.session.expunge_all()
    skipped, topics, named, done = set[int](), dict[str, None](), set[str](), 0
    for items in detached(ImportItem.batch_id == batch_id, CHUNK):
        skipped |= {item.position for item in items if item.decision.is_skipped}
        made = [
            prepared_publication(entry, make)
            for entry in choices.decided_entries(items)
            if makes_publication(entry, skipped)
        ]
        # Rendered HTML is Markup, a subclass of str that msgpack does not know.
        content = msgspec.msgpack.encode(made, enc_hook=str)
        file.write(len(content).to_bytes(8, "big") + content)
        topics |= dict.fromkeys(name for one in made for name in one.topics)
        named |= {one.work for one in made if one.work}
        done += len(made)
        progress.report(done)
    return list(topics), named


def prepared_chunks(file: IO[bytes]) -> Iterator[list[PreparedPublication]]:
    """Yield the prepared publications of a file, chunk by chunk."""
    file.seek(0, io.SEEK_SET)
    while size := file.read(8):
        yield msgspec.msgpack.decode(
            file.read(int.from_bytes(size, "big")), type=list[PreparedPublication]
        )


def publication_row(made: PreparedPublication) -> dict[str, Any]:
    """Return the row of a publication for an INSERT statement."""
    return {
        **made.row,
        "type": PublicationType(made.row["type"]),
        "authors_hidden": made.row["authors_hidden"] or 0,
    }


def makes_publication(entry: DecidedEntry, skipped: Container[int | None]) -> bool:
    """Return whether an entry becomes a publication, rather than a change to one.

    An entry that would change a skipped one becomes a publication itself.
    """
    is_alone = entry.publication_id is None and entry.duplicate_of in skipped
    return entry.decision is Decision.ADD or entry.state not in EXISTING_VERSION or is_alone


def prepared_publication(entry: DecidedEntry, make: Publications) -> PreparedPublication:
    """Return the rendered publication of an entry."""
    record = from_records.with_own_texts(entry.record)
    publication = make.make(record)
    venue = publication.venue
    return PreparedPublication(
        position=entry.position,
        work=record.work,
        topics=[*record.topics, *entry.topics],
        row={column: getattr(publication, column) for column in COLUMNS},
        venue=(venue.name, venue.short_name, venue.kind) if venue else None,
        authors=[[getattr(a, field) for field in AUTHOR] for a in publication.authorships],
        links=[[getattr(link, field) for field in LINK] for link in publication.links],
        translations={texts.key(one.field, one.language): one.text for one in record.translations},
    )

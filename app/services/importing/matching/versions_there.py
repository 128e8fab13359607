"""What entries are compared with: the versions of works, and what those were made of."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import select

from app.bibliography import csl, formats
from app.bibliography.entry import Entry
from app.bibliography.raw import first, parts
from app.bibliography.record import Record
from app.database import db, reading
from app.models import Publication
from app.services.catalog import records
from app.services.importing.matching.index import author_key, digest, folded

Versions = dict[int, Record]
# `reading`, or `nullcontext` where the transaction at hand is to go on.
Within = Callable[[], AbstractContextManager[None]]


def present(
    works: Iterable[int], within: Within = reading
) -> tuple[Versions, dict[int, list[int]]]:
    """Return all versions of these works, and which are whose, read `within` a transaction."""
    ids = [id_ for id_ in works if id_ > 0]
    if not ids:
        return {}, {}
    which = Publication.work_id.in_(ids)
    versions: dict[int, list[int]] = {}
    rows = select(Publication.work_id, Publication.id).where(which).order_by(Publication.position)
    with within():
        for work_id, id_ in db.session.execute(rows):
            versions.setdefault(work_id, []).append(id_)
        return {one.id: one.record for one in records.read(which)}, versions


def base(hers: Record, theirs: Record, made_of: Sequence[Record]) -> tuple[Record | None, bool]:
    """Return which of the entries that her version was made of the new one is compared with.

    And whether the new one is a later state of it.
    """
    if digest(first(theirs.source)) in map(digest, parts(hers.source)):
        return theirs, True
    keyed = (record for record in made_of if record.citation_key == theirs.citation_key)
    if theirs.citation_key and (earlier := next(keyed, None)):
        return earlier, True
    return (made_of[-1], False) if made_of else (None, False)


def made_of(hers: Record) -> list[Record]:
    """Return the entries that her version was made of, as they can be read."""
    read = (formats.read_source(part) for part in parts(hers.source))
    return [entry.record for entry in read if entry and entry.record]


def author_keys(record: Record) -> set[str]:
    """Return the authors of a record as authors are compared."""
    return {key for author in record.people if (key := author_key(author.name))}


def may_be_one(one: Record, other: Record) -> bool:
    """Tell whether title or authors allow two records of one number to be of one work."""
    authors, others = author_keys(one), author_keys(other)
    is_strange = authors and others and authors.isdisjoint(others)
    return folded(one.title) == folded(other.title) or not is_strange


def related(entry: Entry) -> tuple[str, ...]:
    """Return the numbers of other versions that an entry names."""
    # A preprint names the DOI that its paper has; Crossref names the versions of a work.
    return (*csl.related(entry.extras), *filter(None, [entry.extras.get("doi")]))

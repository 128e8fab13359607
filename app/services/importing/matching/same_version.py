"""Find the version of a work that an entry describes."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import select

from app.bibliography import csl, formats
from app.bibliography.entry import ParsedEntry
from app.bibliography.matching import venues
from app.bibliography.matching.keys import folded, source_digest
from app.bibliography.raw import first_entry, raw_parts
from app.bibliography.record import PublicationType, Record, VenueKind
from app.database import db
from app.database.transactions import reading
from app.models import Publication
from app.services.catalog import records
from app.services.importing.matching.diff import is_same


def find_version(versions: Iterable[tuple[int, Record]], record: Record) -> int | None:
    """Return the version that a record describes, by the strictest test that finds one, or None."""
    choice = list(versions)
    for test in (_is_identical, _shares_doi, _may_be_same_version):
        for id_, version in choice:
            if test(version, record):
                return id_
    return None


def _is_identical(version: Record, record: Record) -> bool:
    same = version.type == record.type and version.year == record.year
    is_one = same and version.venue == record.venue and not _contradict(version, record)
    return is_one and _same_title(version, record)


def _shares_doi(version: Record, record: Record) -> bool:
    return bool(record.doi) and version.doi == record.doi


def _may_be_same_version(version: Record, record: Record) -> bool:
    """Return whether type and year agree, and no identifier or place contradicts."""
    numbers = ((version.doi, record.doi), (version.arxiv_id, record.arxiv_id))
    agree = all(None in pair or pair[0] == pair[1] for pair in (*numbers, _years(version, record)))
    kinds = {kind for kind in (version.venue_kind, record.venue_kind) if kind}
    is_different = len(kinds) > 1 and VenueKind.WORKSHOP in kinds
    alike = version.type is record.type and (
        _same_title(version, record) or _shares_identifier(*numbers)
    )
    is_different = is_different or _contradict(version, record)
    return alike and agree and not is_different and _may_be_same_venue(version.venue, record.venue)


def _contradict(version: Record, record: Record) -> bool:
    """Return whether an identifier differs, or two of volume, issue and pages."""
    named = [_differ(field, version, record) for field in ("doi", "arxiv_id")]
    placed = [_differ(field, version, record) for field in ("volume", "issue", "pages")]
    return any(named) or sum(placed) > 1


def _differ(field: str, one: Record, other: Record) -> bool:
    first, second = getattr(one, field), getattr(other, field)
    return bool(first and second) and not is_same(field, first, second)


def _may_be_same_venue(one: str | None, other: str | None) -> bool:
    return not one or not other or venues.may_be_same(one, other)


def _shares_identifier(*pairs: tuple[str | None, str | None]) -> bool:
    return any(one and one == other for one, other in pairs)


def _years(version: Record, record: Record) -> tuple[int | None, int | None]:
    # A preprint is dated by its first version or by its last.
    if version.type is PublicationType.ARTICLE:
        return (None, None)
    return version.year, record.year


def _same_title(version: Record, record: Record) -> bool:
    return folded(version.title) == folded(record.title)


Versions = dict[int, Record]
# `reading`, or `nullcontext` to stay in the current transaction.
Within = Callable[[], AbstractContextManager[None]]


def existing_versions(
    works: Iterable[int], within: Within = reading
) -> tuple[Versions, dict[int, list[int]]]:
    """Return all versions of these works, and their ids by work, read `within` a transaction."""
    ids = [id_ for id_ in works if id_ > 0]
    if not ids:
        return {}, {}
    which = Publication.work_id.in_(ids)
    versions: dict[int, list[int]] = {}
    rows = select(Publication.work_id, Publication.id).where(which).order_by(Publication.position)
    with within():
        for work_id, id_ in db.session.execute(rows):
            versions.setdefault(work_id, []).append(id_)
        return {one.id: one.record for one in records.exported_records(which)}, versions


def base(
    current: Record, incoming: Record, made_of: Sequence[Record]
) -> tuple[Record | None, bool]:
    """Return the entry in `made_of` to compare the incoming one with, if any.

    The second value says whether the incoming one is a newer state of it.
    """
    if source_digest(first_entry(incoming.source)) in map(source_digest, raw_parts(current.source)):
        return incoming, True
    keyed = (record for record in made_of if record.citation_key == incoming.citation_key)
    if incoming.citation_key and (earlier := next(keyed, None)):
        return earlier, True
    return (made_of[-1], False) if made_of else (None, False)


def imported_entries(current: Record) -> list[Record]:
    """Return the readable entries that a version was imported from."""
    read = (formats.read_source(part) for part in raw_parts(current.source))
    return [entry.record for entry in read if entry and entry.record]


def related_identifiers(entry: ParsedEntry) -> tuple[str, ...]:
    """Return the identifiers of other versions that an entry names."""
    # A preprint names the DOI of the published paper; Crossref lists the versions of a work.
    return (*csl.related_dois(entry.extras), *filter(None, [entry.extras.get("doi")]))

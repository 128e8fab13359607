"""Build the index of the versions on the site."""

from bisect import bisect_left
from collections.abc import Iterator

from sqlalchemy import select

from app.bibliography import formats
from app.bibliography.matching.keys import (
    folded,
    folded_text,
    identifiers_of,
    source_digest,
)
from app.bibliography.raw import raw_parts
from app.database import db
from app.database.transactions import reading
from app.models import Publication, Work, WorkSlug
from app.services.importing.matching.index import VersionRef, WorkIndex
from app.services.importing.matching.same_version import Within


def read_work_index(within: Within = reading) -> WorkIndex:
    """Return the index of the site's versions, read `within` a transaction."""
    known = WorkIndex()
    with within():
        renamed = list(_fill(known))
    # Parsing raw entries takes longer than fetching them, so it is done after the transaction.
    for place, source in renamed:
        for title in _former_titles(source):
            _put_in_order(known.titles[title], place)
    return known


def _fill(known: WorkIndex) -> Iterator[tuple[VersionRef, str]]:
    """Fill the index; yield the versions whose title differs from their raw entries."""
    of = Publication
    columns = of.id, of.work_id, of.year, of.title_text, of.title
    rows = select(*columns, Publication.doi, Publication.arxiv_id, Publication.source)
    found = db.session.execute(rows.order_by(Publication.id).execution_options(yield_per=1000))
    for id_, work_id, year, plain, title, doi, arxiv_id, source in found:
        place = VersionRef(id_, work_id, year)
        for part in raw_parts(source):
            known.sources[source_digest(part)].append(place)
        for number in identifiers_of(doi, arxiv_id):
            known.numbers[number].append(place)
        known.titles[folded_text(plain)].append(place)
        if source and title not in source and _spaced(title) not in _spaced(source):
            yield place, source
    for slug, work_id in db.session.execute(select(WorkSlug.slug, WorkSlug.work_id)):
        known.slugs[slug] = work_id
    for slug, work_id in db.session.execute(select(Work.slug, Work.id)):
        known.slugs[slug] = work_id


def _former_titles(source: str) -> set[str]:
    read = (formats.read_source(part) for part in raw_parts(source))
    return {folded(entry.record.title) for entry in read if entry and entry.record}


def _put_in_order(places: list[VersionRef], place: VersionRef) -> None:
    at = bisect_left(places, place)
    if places[at : at + 1] != [place]:
        places.insert(at, place)


def _spaced(text: str) -> str:
    return " ".join(text.split())

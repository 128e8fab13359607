"""Records that come again: the version they describe, and the fields that it lacked."""

from collections.abc import Iterable

from app.bibliography import latex, names
from app.bibliography.record import LINES, TEXTS, Record
from app.models import Publication
from app.services import publications, rendering
from app.services.publications import Publications


def find(versions: Iterable[Publication], record: Record) -> Publication | None:
    """Return the version that `record` describes, the surest first, or None."""
    choice = list(versions)
    for test in (_same, _compatible, _same_doi):
        for publication in choice:
            if test(publication, record):
                return publication
    return None


def complete(publication: Publication, record: Record, made: Publications, owner_id: int) -> bool:
    """Fill what is empty from `record`, overwrite nothing; tell whether anything was filled."""
    lacking = [
        field
        for field in (*LINES, *TEXTS)
        if field != "doi"
        and getattr(publication, field) is None
        and getattr(record, field) is not None
    ]
    for field in lacking:
        setattr(publication, field, getattr(record, field))
    filled = [bool(lacking), _date(publication, record)]
    if publication.venue is None and record.venue:
        publication.venue = made.venue(record)
        filled.append(True)
    if publication.doi is None and (doi := made.free_doi(record.doi)):
        publication.doi = doi
        filled.append(True)
    if not publication.links and record.links:
        publication.links = publications.links(record)
        filled.append(True)
    if any(filled):
        publication.source = record.source
        rendering.render(publication, owner_id)
    return any(filled)


def _date(publication: Publication, record: Record) -> bool:
    """Fill the parts of the date that are missing, where the known ones agree."""
    filled = False
    for field in ("year", "month", "day"):
        known, given = getattr(publication, field), getattr(record, field)
        if known is None and given is not None:
            setattr(publication, field, given)
            filled = True
        elif known != given:
            break
    return filled


def _same(publication: Publication, record: Record) -> bool:
    return _same_title(publication, record) and (_venue(publication), publication.year) == (
        record.venue,
        record.year,
    )


def _compatible(publication: Publication, record: Record) -> bool:
    pairs = (
        (_venue(publication), record.venue),
        (publication.year, record.year),
        (publication.arxiv_id, record.arxiv_id),
        (publication.doi, record.doi),
    )
    agree = all(None in pair or pair[0] == pair[1] for pair in pairs)
    return agree and _same_title(publication, record)


def _same_doi(publication: Publication, record: Record) -> bool:
    return record.doi is not None and record.doi == publication.doi


def _same_title(publication: Publication, record: Record) -> bool:
    folded = names.fold(latex.to_text(record.title))
    return publication.type == record.type and names.fold(publication.title_text) == folded


def _venue(publication: Publication) -> str | None:
    return publication.venue.name if publication.venue else None

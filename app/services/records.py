"""Publications of the site as records, read in a few statements however many they are."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ColumnElement, select

from app.bibliography.record import Author, Link, Record
from app.database import db
from app.models import Authorship, Publication, PublicationLink, Venue

FIELDS = (
    *("type", "title", "abstract", "year", "month", "day", "volume", "issue", "pages"),
    *("publisher", "doi", "arxiv_id", "isbn", "citation_key", "language", "note", "source"),
)


def read(which: ColumnElement[bool]) -> dict[int, Record]:
    """Return the publications that a condition selects, by id."""
    authors, links = _authors(which), _links(which)
    columns = [getattr(Publication, field) for field in FIELDS]
    of_venue = (Venue.name, Venue.short_name, Venue.kind)
    query = select(Publication.id, *of_venue, *columns).outerjoin(Publication.venue).where(which)
    return {
        id_: Record(
            **dict(zip(FIELDS, values, strict=True)),
            venue=venue,
            venue_short=short,
            venue_kind=kind,
            authors=tuple(authors[id_]),
            links=tuple(links[id_]),
        )
        for id_, venue, short, kind, *values in db.session.execute(query)
    }


def _authors(which: ColumnElement[bool]) -> dict[int, list[Author]]:
    of = Authorship
    marks = (of.is_corresponding, of.equal_contribution)
    query = select(of.publication_id, of.name_as_published, *marks)
    return _grouped(query, of, which, Author)


def _links(which: ColumnElement[bool]) -> dict[int, list[Link]]:
    of = PublicationLink
    query = select(of.publication_id, of.url, of.kind, of.label)
    return _grouped(query, of, which, Link)


def _grouped(query: Any, of: Any, which: ColumnElement[bool], make: Any) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    joined = query.join(Publication, Publication.id == of.publication_id).where(which)
    for publication_id, *values in db.session.execute(
        joined.order_by(of.publication_id, of.position)
    ):
        found[publication_id].append(make(*values))
    return found

"""Create publications from bibliographic records."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from msgspec import structs
from sqlalchemy import select

from app.bibliography import urls
from app.bibliography.record import Record, default_kind, default_label
from app.database import db
from app.models import Authorship, Person, Publication, PublicationLink, Venue
from app.models.publication import FIELDS
from app.services.catalog import owner, stored_html
from app.services.catalog.translations.languages import publication_language


def publication_links(record: Record, make: Callable[..., Any] = PublicationLink) -> list[Any]:
    """Return the record's links, with default labels where it has none.

    A URL that no browser can open is left out; it remains in the stored source.
    """
    given = [(link, url) for link in record.links if (url := urls.encoded(link.url))]
    return [
        make(
            position=n,
            kind=link.kind,
            label=link.label or default_label(link.kind, link.url),
            url=url,
        )
        for n, (link, url) in enumerate(given)
    ]


def with_own_texts(record: Record) -> Record:
    """Return the record without translations into the language that its own texts are in here.

    They become its own where it has none, and remain in the stored source.
    """
    own = publication_language(record.language)
    given = {one.field: one.text for one in record.translations if one.language == own}
    if not given:
        return record
    others = tuple(one for one in record.translations if one.language != own)
    lacking = {name: text for name, text in given.items() if not getattr(record, name)}
    return structs.replace(record, **lacking, translations=others)


class Publications:
    """Creates publications, with the existing venues, DOIs and the owner's names at hand."""

    def __init__(self, owner_id: int | None) -> None:
        self._owner_id = owner_id
        self._owner = owner.owner_of(db.session.get_one(Person, owner_id)) if owner_id else None
        # As when they are written (importing/write.py): "NATURE" is the venue "Nature".
        found = db.session.scalars(select(Venue).order_by(Venue.id))
        self._venues = {venue.name.casefold(): venue for venue in found}
        self._dois = set(db.session.scalars(select(Publication.doi)))

    def make(self, record: Record) -> Any:
        """Return a new rendered publication: a plain object, for bulk inserts of thousands."""
        publication: Any = SimpleNamespace(
            **{field: getattr(record, field) for field in FIELDS if field != "doi"},
            doi=self.free_doi(record.doi),
            venue=self.venue(record),
            authorships=self.authorships(record, SimpleNamespace),
            links=publication_links(record, SimpleNamespace),
        )
        stored_html.render(publication, self._owner_id)
        return publication

    def free_doi(self, doi: str | None) -> str | None:
        """Return the DOI, or None if a publication already has it; the source keeps it then."""
        if doi is None or doi in self._dois:
            return None
        self._dois.add(doi)
        return doi

    def venue(self, record: Record) -> Venue | None:
        """Return the record's venue, created if it is new."""
        if not record.venue:
            return None
        key = record.venue.casefold()
        if key not in self._venues:
            kind = record.venue_kind or default_kind(record.type)
            self._venues[key] = Venue(name=record.venue, short_name=record.venue_short, kind=kind)
        return self._venues[key]

    def authorships(self, record: Record, make: Callable[..., Any] = Authorship) -> list[Any]:
        """Return the authorships of a record, with the owner recognized by name."""
        marked = [at for at, author in enumerate(record.people) if author.owner]
        owners = self._owner.positions(record.people) if self._owner else marked
        return [
            make(
                position=position,
                person_id=self._owner_id if position in owners else None,
                name_as_published=author.name,
                is_corresponding=author.corresponding,
                equal_contribution=author.equal,
                role=author.role,
            )
            for position, author in enumerate(record.people)
        ]

"""Venues: found by name or created, and changed wherever they appear."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.bibliography.record import PublicationType, VenueKind, default_kind
from app.database import db
from app.models import Noun, Publication, Venue
from app.services.cache import remembered
from app.services.catalog import owner, stored_html
from app.services.history.recording import Recording
from app.translations.collation import sorted_texts


def find_venue(name: str) -> Venue | None:
    """Return the venue of this name, or else one that differs only in case."""
    alike = select(Venue).where(func.lower(Venue.name) == func.lower(name)).order_by(Venue.id)
    found = list(db.session.scalars(alike))
    return next((venue for venue in found if venue.name == name), found[0] if found else None)


@remembered
def names(_changes: int) -> list[str]:
    """Return the names of all venues in order."""
    return sorted_texts(db.session.scalars(select(Venue.name)))


def ensure_venue(
    name: str, kind: VenueKind | None, type_: PublicationType, recording: Recording
) -> Venue:
    """Return the venue of this name, creating it if it is new; the default kind is the type's."""
    if found := find_venue(name):
        return found
    venue = Venue(name=name, kind=kind or default_kind(type_))
    db.session.add(venue)
    db.session.flush()
    recording.made(Noun.VENUE, venue.id)
    return venue


def describe(
    venue: Venue, short_name: str | None, kind: VenueKind | None, recording: Recording
) -> None:
    """Change a venue wherever it appears; a kind of None leaves the kind unchanged."""
    recording.watch(Noun.VENUE, venue.id)
    venue.short_name, venue.kind = short_name, kind or venue.kind
    db.session.flush()
    owner_id = owner.owner_id()
    publications = select(Publication).where(Publication.venue_id == venue.id)
    for publication in db.session.scalars(
        publications.options(selectinload(Publication.authorships))
    ):
        stored_html.render(publication, owner_id)

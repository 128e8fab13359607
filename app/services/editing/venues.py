"""Venues by name: found, or made for the kind of thing that appeared there."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.bibliography.record import PublicationType, VenueKind, default_kind
from app.database import db
from app.models import Noun, Publication, Venue
from app.services.catalog import owner, stored_html
from app.services.history.recording import Recording


def find_venue(name: str) -> Venue | None:
    """Return the venue of this name, else one that only capitals tell from it."""
    alike = select(Venue).where(func.lower(Venue.name) == func.lower(name)).order_by(Venue.id)
    found = list(db.session.scalars(alike))
    return next((venue for venue in found if venue.name == name), found[0] if found else None)


def ensure_venue(
    name: str, kind: VenueKind | None, type_: PublicationType, recording: Recording
) -> Venue:
    """Return the venue of this name, made where it is new, by default of the type's kind."""
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
    """Change a venue wherever it appears; a kind of None stays as it is."""
    recording.watch(Noun.VENUE, venue.id)
    venue.short_name, venue.kind = short_name, kind or venue.kind
    db.session.flush()
    owner_id = owner.owner_id()
    at = select(Publication).where(Publication.venue_id == venue.id)
    for publication in db.session.scalars(at.options(selectinload(Publication.authorships))):
        stored_html.render(publication, owner_id)

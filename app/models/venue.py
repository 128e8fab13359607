"""Venues: journals, conferences and other places of publication."""

from sqlalchemy.orm import Mapped, mapped_column

from app.bibliography.record import VenueKind
from app.database import Base
from app.models.columns import Id, UniqueText, not_blank, one_of


class Venue(Base):
    __tablename__ = "venue"
    __table_args__ = (not_blank("name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    name: Mapped[UniqueText]
    short_name: Mapped[str | None]
    kind: Mapped[VenueKind] = mapped_column(one_of(VenueKind, "kind"))

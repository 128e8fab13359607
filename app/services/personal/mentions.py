"""The entries of sections that mention a person; all of them, for the owner of the site."""

from sqlalchemy import select

from app.database import db
from app.models import SectionEntry
from app.services.catalog import owner
from app.services.personal.subject import Subject


def entries_about(subject: Subject) -> list[SectionEntry]:
    """Return the entries that have one of the person's names in their text."""
    entries = list(db.session.scalars(select(SectionEntry).order_by(SectionEntry.id)))
    if owner.owner_id() in subject.ids:
        return entries
    return [
        one
        for one in entries
        if any(name in f"{one.what}\n{one.where}\n{one.note}" for name in subject.names)
    ]

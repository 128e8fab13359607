"""The entries of sections that mention a person; all of them, for the owner of the site."""

from sqlalchemy import select

from app.database import db
from app.models import SectionEntry
from app.services.catalog import owner
from app.services.catalog.translations import tables, texts
from app.services.personal.subject import Subject


def entries_about(subject: Subject) -> list[SectionEntry]:
    """Return the entries that have one of the person's names in their text."""
    entries = list(db.session.scalars(select(SectionEntry).order_by(SectionEntry.id)))
    if owner.owner_id() in subject.ids:
        return entries
    translated = texts.stored_texts(tables.ENTRY, [one.id for one in entries])
    return [one for one in entries if _mentions(one, translated.get(one.id, {}), subject)]


def _mentions(entry: SectionEntry, translated: texts.Texts, subject: Subject) -> bool:
    found = "\n".join([entry.what, entry.where, entry.note, *translated.values()])
    return any(name in found for name in subject.names)

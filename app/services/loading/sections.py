"""Load the sections of a profile document."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from app.bibliography import urls
from app.bibliography.document.reader import DocumentError
from app.bibliography.document.sections import EntryPart, SectionPart
from app.database import db
from app.models import Section, SectionEntry, Work, WorkSlug
from app.services.catalog import biography
from app.services.editing.sections.sections import new_section


def load_sections(parts: Iterable[SectionPart], named: Collection[str]) -> None:
    """Add sections and entries that the site lacks, and fill the empty fields of the others.

    `named` are the words by which the document's records name works. Raises DocumentError for an
    entry of a work that neither the document nor the site has.
    """
    known = {one.name.casefold(): one for one in db.session.scalars(select(Section))}
    works: dict[str, int] = {
        **dict(db.session.execute(select(WorkSlug.slug, WorkSlug.work_id)).all()),
        **dict(db.session.execute(select(Work.slug, Work.id)).all()),
    }
    for number, part in enumerate(parts):
        section = known.get(part.full_name.casefold())
        if section is None:
            section = new_section(part.kind, part.full_name, part.slug)
            db.session.flush()
        if section.kind is part.kind and part.lists_talks:
            section.lists_talks = True
        for at, entry in enumerate(part.entries):
            if entry.work and entry.work not in works and entry.work not in named:
                where = f"sections[{number}].entries[{at}].work"
                raise DocumentError(f"{where}: no work is called “{entry.work}”")
        _load_entries(section, part.entries, works)


def _load_entries(section: Section, parts: Iterable[EntryPart], works: dict[str, int]) -> None:
    own = SectionEntry.section_id == section.id
    present = list(db.session.scalars(select(SectionEntry).where(own)))
    position = max((entry.position for entry in present), default=-1)
    for part in parts:
        found = next((entry for entry in present if _agrees(entry, part)), None)
        if found:
            present.remove(found)
        else:
            position += 1
            found = SectionEntry(
                section_id=section.id,
                position=position,
                what=part.what,
                started_on=part.started_on,
                placement=part.placement,
                where="",
                note="",
            )
            db.session.add(found)
        _fill(found, part, works)


def _agrees(entry: SectionEntry, part: EntryPart) -> bool:
    """Return whether an entry is the described one, and no date contradicts it."""
    same = (entry.what.casefold(), entry.started_on) == (part.what.casefold(), part.started_on)
    return same and (entry.ended_on is None or entry.ended_on == part.ended_on)


def _fill(entry: SectionEntry, part: EntryPart, works: dict[str, int]) -> None:
    given = {
        "ended_on": part.ended_on,
        "where": part.where,
        "note": part.note,
        "url": urls.encoded(part.url) if part.url else None,
        "work_id": works.get(part.work or ""),
    }
    for field, value in given.items():
        if value and not getattr(entry, field):
            setattr(entry, field, value)
    entry.note_html = biography.to_html(entry.note)

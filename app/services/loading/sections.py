"""Load the sections of a profile document."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import select

from app.bibliography import urls
from app.bibliography.document.reader import DocumentError
from app.bibliography.document.sections import EntryPart, SectionPart
from app.database import db
from app.models import Section, SectionEntry, Work, WorkSlug
from app.models.translation import ENTRY_FIELDS, EntryTranslation, SectionTranslation
from app.services.catalog import biography
from app.services.editing.sections.sections import new_section
from app.services.loading.languages import Languages, MissingTexts


def load_sections(
    parts: Iterable[SectionPart], named: Collection[str], languages: Languages
) -> None:
    """Add sections and entries that the site lacks, and fill the empty fields of the others.

    `named` are the words by which the document's records name works. Raises DocumentError for an
    entry of a work that neither the document nor the site has.
    """
    known = {one.name.casefold(): one for one in db.session.scalars(select(Section))}
    works: dict[str, int] = {
        **dict(db.session.execute(select(WorkSlug.slug, WorkSlug.work_id)).all()),
        **dict(db.session.execute(select(Work.slug, Work.id)).all()),
    }
    names, texts = MissingTexts(SectionTranslation), _EntryTexts(languages)
    taken: dict[tuple[str, str], str] = {}
    for number, part in enumerate(parts):
        name = languages.name(part.full_name)
        section = known.get(name.casefold())
        if section is None:
            section = new_section(part.kind, name, part.slug)
            db.session.flush()
        others = languages.others(part.name)
        for translated in others.items():
            if taken.setdefault(translated, name) != name:
                where = f"sections[{number}].name.{translated[0]}"
                raise DocumentError(f"{where}: there are two sections “{translated[1]}”")
        names.add(section, "name", others)
        if section.kind is part.kind and part.lists_talks:
            section.lists_talks = True
        for at, entry in enumerate(part.entries):
            if entry.work and entry.work not in works and entry.work not in named:
                where = f"sections[{number}].entries[{at}].work"
                raise DocumentError(f"{where}: no work is called “{entry.work}”")
        _load_entries(section, part.entries, works, texts)
    names.write()
    texts.translations.write()


class _EntryTexts:
    """The texts of entries: those for their columns, and the others."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages
        self.translations = MissingTexts(EntryTranslation, {"note": biography.to_html})

    def own(self, part: EntryPart) -> dict[str, str]:
        """Return the texts for the columns of an entry."""
        given = {field: self._languages.text(getattr(part, field)) or "" for field in ENTRY_FIELDS}
        return given | {"what": self._languages.name(part.what)}

    def add(self, entry: SectionEntry, part: EntryPart) -> None:
        """Note the texts in other languages of an entry."""
        for field in ENTRY_FIELDS:
            others = self._languages.others(getattr(part, field))
            self.translations.add(entry, field, others)


def _load_entries(
    section: Section, parts: Iterable[EntryPart], works: dict[str, int], texts: _EntryTexts
) -> None:
    within = SectionEntry.section_id == section.id
    present = list(db.session.scalars(select(SectionEntry).where(within)))
    position = max((entry.position for entry in present), default=-1)
    for part in parts:
        own = texts.own(part)
        found = next((entry for entry in present if _agrees(entry, part, own["what"])), None)
        if found:
            present.remove(found)
        else:
            position += 1
            found = SectionEntry(
                section_id=section.id,
                position=position,
                what=own["what"],
                started_on=part.started_on,
                placement=part.placement,
                where="",
                note="",
            )
            db.session.add(found)
        _fill(found, part, own, works)
        texts.add(found, part)


def _agrees(entry: SectionEntry, part: EntryPart, what: str) -> bool:
    """Return whether an entry is the described one, and no date contradicts it."""
    same = (entry.what.casefold(), entry.started_on) == (what.casefold(), part.started_on)
    return same and (entry.ended_on is None or entry.ended_on == part.ended_on)


def _fill(
    entry: SectionEntry, part: EntryPart, own: Mapping[str, str], works: dict[str, int]
) -> None:
    given = {
        "ended_on": part.ended_on,
        "where": own["where"],
        "note": own["note"],
        "url": urls.encoded(part.url) if part.url else None,
        "work_id": works.get(part.work or ""),
    }
    for field, value in given.items():
        if value and not getattr(entry, field):
            setattr(entry, field, value)
    entry.note_html = biography.to_html(entry.note)

"""Entries of sections: read for their form, added, saved and deleted."""

import re
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.bibliography.document.sections import Placement, SectionKind
from app.bibliography.messages import message
from app.database import db
from app.models import (
    Action,
    Noun,
    Publication,
    Section,
    SectionEntry,
    Work,
)
from app.services.actor import Actor
from app.services.catalog import biography
from app.services.catalog.translations import tables, texts
from app.services.history import recording as history_recording
from app.services.history import timeline
from app.services.history.snapshots import RecordRef

Values = dict[str, Any]
TEXTS = ("what", "where", "note")
OPTIONAL = ("started_on", "ended_on", "url")
# Of the address of a work, what does not name it.
ADDRESS_END = re.compile(r"[?#].*", re.DOTALL)


def records(entry_id: int) -> list[RecordRef]:
    """Return the records that the form of an entry changes: only the entry."""
    return [(Noun.ENTRY, entry_id)]


def section_of(entry_id: int) -> int | None:
    """Return the id of the section that an entry is in, or None if there is no such entry."""
    return db.session.scalar(select(SectionEntry.section_id).where(SectionEntry.id == entry_id))


def values(entry_id: int) -> Values:
    """Return the values of an entry's form."""
    entry = db.session.get_one(SectionEntry, entry_id)
    return {
        **{field: getattr(entry, field) for field in TEXTS},
        **{field: getattr(entry, field) or "" for field in OPTIONAL},
        "work": work_name(entry.work_id),
        "placement": entry.placement.value,
        "section": str(entry.section_id),
        **texts.form_texts(tables.ENTRY, entry_id),
    }


def new_values(section_id: int) -> Values:
    """Return the values of an empty form; a new entry is shown where the last one is."""
    query = select(SectionEntry.placement).where(SectionEntry.section_id == section_id)
    last = db.session.scalar(query.order_by(SectionEntry.id.desc()).limit(1))
    kind = db.session.scalar(select(Section.kind).where(Section.id == section_id))
    usual = Placement.PAGE if kind is SectionKind.NEWS else Placement.BOTH
    return {
        **dict.fromkeys((*TEXTS, *OPTIONAL, "work"), ""),
        **texts.form_texts(tables.ENTRY, None),
        "placement": (last or usual).value,
    }


def work_name(work_id: int | None) -> str:
    """Return what the form calls a work: its title, or its slug if others have the same title."""
    row = db.session.execute(_named(Work.id == work_id)).first() if work_id else None
    if row is None:
        return ""
    title, slug = str(row.title_text), str(row.slug)
    return title if works_named(title) == [work_id] else slug


def works_named(text: str) -> list[int]:
    """Return the ids of the works with this title, slug or address."""
    slug = ADDRESS_END.sub("", text).rstrip("/").rpartition("/")[2]
    title = func.lower(Publication.title_text) == text.lower()
    rows = db.session.execute(_named(or_(Work.slug == slug, Publication.title_text == text, title)))
    found = {row.slug: row.id for row in rows}
    return [found[slug]] if slug in found else list(found.values())


def _named(condition: ColumnElement[bool]) -> Select[int, str, str]:
    columns = select(Work.id, Work.slug, Publication.title_text)
    shown = columns.join(Publication, Publication.work_id == Work.id)
    return shown.where(Publication.position == 0, condition).order_by(Work.id)


def made_by(revision_id: int | None) -> int | None:
    """Return the id of the entry that a revision added, or None if it was deleted."""
    return timeline.added_record(revision_id, Noun.ENTRY, SectionEntry)


def add(section_id: int, given: Values, actor: Actor, form_key: str | None) -> int | None:
    """Add an entry to a section; return the revision's id."""
    with history_recording.recording(actor, Action.ADD, "Added", form_key=form_key) as recording:
        entry = SectionEntry(section_id=section_id, position=next_position(section_id))
        _fill(entry, given)
        db.session.add(entry)
        db.session.flush()
        texts.write_texts(tables.ENTRY, entry.id, given)
        recording.made(Noun.ENTRY, entry.id)
        recording.title = message(
            "Added “%(what)s” to %(section)s", what=entry.what, section=_section_name(section_id)
        )
    return recording.revision_id


def next_position(section_id: int) -> int:
    """Return the position of a new entry: before those of the same date, since it is newer."""
    query = select(func.min(SectionEntry.position)).where(SectionEntry.section_id == section_id)
    first = db.session.scalar(query)
    return 0 if first is None else first - 1


def save(entry_id: int, given: Values, actor: Actor, form_key: str | None) -> int | None:
    """Save an entry, in another section if `given` names one.

    Return the revision's id, or None if nothing differs.
    """
    with history_recording.recording(actor, Action.SAVE, "Edited", form_key=form_key) as recording:
        recording.watch(Noun.ENTRY, entry_id)
        entry = db.session.get_one(SectionEntry, entry_id)
        _fill(entry, given)
        texts.write_texts(tables.ENTRY, entry_id, given)
        former, section_id = entry.section_id, int(given.get("section", entry.section_id))
        section = _section_name(section_id)
        recording.title = message(
            "Edited “%(what)s” in %(section)s", what=entry.what, section=section
        )
        if section_id != former:
            entry.section_id, entry.position = section_id, next_position(section_id)
            recording.title = message(
                "Moved “%(what)s” from %(former)s to %(section)s",
                what=entry.what,
                former=_section_name(former),
                section=section,
            )
    return recording.revision_id


def delete(entry_id: int, actor: Actor, form_key: str | None = None) -> int | None:
    """Delete an entry; return the revision's id."""
    with history_recording.recording(
        actor, Action.DELETE, "Deleted", form_key=form_key
    ) as recording:
        recording.watch(Noun.ENTRY, entry_id)
        entry = db.session.get_one(SectionEntry, entry_id)
        recording.title = message(
            "Deleted “%(what)s” from %(section)s",
            what=entry.what,
            section=_section_name(entry.section_id),
        )
        db.session.delete(entry)
    return recording.revision_id


def _section_name(section_id: int) -> str:
    return db.session.get_one(Section, section_id).name


def _fill(entry: SectionEntry, given: Values) -> None:
    for field in TEXTS:
        setattr(entry, field, given[field])
    for field in OPTIONAL:
        setattr(entry, field, given[field] or None)
    entry.note_html = biography.to_html(entry.note)
    entry.placement = Placement(given["placement"])
    entry.work_id = next(iter(works_named(given["work"])), None) if given["work"] else None

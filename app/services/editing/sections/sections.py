"""Sections of the profile: listed, added, renamed, ordered and deleted."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete as delete_from
from sqlalchemy import func, select

from app.bibliography.document.sections import SectionKind
from app.bibliography.messages import message
from app.database import db
from app.models import Action, Noun, Section, SectionEntry
from app.services.actor import Actor
from app.services.catalog import sections as shown_sections
from app.services.catalog import slugs
from app.services.catalog.translations import tables, texts
from app.services.editing import ordering
from app.services.history import recording as history_recording
from app.services.history import timeline
from app.services.history.snapshots import RecordRef
from app.translations.collation import in_order
from app.translations.text import gettext as _
from app.translations.text import ngettext

Values = dict[str, Any]
NO_TRANSLATIONS: Values = {}


@dataclass(frozen=True)
class ListedSection:
    """A section with its number of entries, and whether it is first or last."""

    id: int
    slug: str
    name: str
    kind: SectionKind
    lists_talks: bool
    entries: int
    is_first: bool
    is_last: bool

    @property
    def shown_name(self) -> str:
        """The name in the language of the page."""
        return shown_sections.shown_name(self.id, self.name, self.kind)

    @property
    def counted(self) -> str:
        """The number of entries in words."""
        if not self.entries:
            return _("no entries")
        return ngettext("%(num)s entry", "%(num)s entries", self.entries)


def all_sections() -> list[ListedSection]:
    """Return all sections in their order, empty ones included."""
    columns = Section.id, Section.slug, Section.name, Section.kind, Section.lists_talks
    rows = db.session.execute(
        select(*columns, func.count(SectionEntry.id), Section.position)
        .outerjoin(SectionEntry, SectionEntry.section_id == Section.id)
        .group_by(Section.id)
    )
    ordered = in_order(rows)
    last = len(ordered) - 1
    return [
        ListedSection(*row[:-1], place == 0, place == last) for place, row in enumerate(ordered)
    ]


def get_section(section_id: int) -> ListedSection | None:
    """Return a section, or None."""
    return next((section for section in all_sections() if section.id == section_id), None)


def section_named(name: str, *, other_than: str = "") -> ListedSection | None:
    """Return the section of this name, ignoring case, except the one named `other_than`."""
    wanted = name.casefold()
    others = (section for section in all_sections() if section.name != other_than)
    return next((section for section in others if section.name.casefold() == wanted), None)


def records(section_id: int) -> list[RecordRef]:
    """Return the records that the form of a section changes: only the section."""
    return [(Noun.SECTION, section_id)]


def next_kind() -> SectionKind:
    """Return the first kind that no section has, for the form of a new one."""
    present = {section.kind for section in all_sections()}
    return next((kind for kind in SectionKind if kind not in present), SectionKind.CUSTOM)


def made_by(revision_id: int | None) -> int | None:
    """Return the id of the section that a revision added, or None if it was deleted."""
    return timeline.added_record(revision_id, Noun.SECTION, Section)


def form_values(section: ListedSection | None) -> Values:
    """Return the names of a section in all languages, "" for a new one."""
    names = texts.form_texts(tables.SECTION, section.id if section else None)
    return {"name": section.name if section else "", **names}


def add(
    kind: SectionKind,
    name: str,
    actor: Actor,
    form_key: str | None,
    translations: Values = NO_TRANSLATIONS,
) -> int | None:
    """Add a section at the end, with the usual name of its kind unless it has its own."""
    title = message("Added the section “%(name)s”", name=name or kind.label)
    with history_recording.recording(actor, Action.ADD, title, form_key=form_key) as recording:
        section = new_section(kind, name or str(kind.label))
        db.session.flush()
        texts.write_texts(tables.SECTION, section.id, translations)
        recording.made(Noun.SECTION, section.id)
    return recording.revision_id


def new_section(kind: SectionKind, name: str, slug: str | None = None) -> Section:
    """Return a new section at the end; `slug` is the one that it should have."""
    taken = set(db.session.scalars(select(Section.slug)))
    free = slug if slug and slug not in taken else slugs.make_slug(name, taken, "section")
    last = db.session.scalar(select(func.max(Section.position))) or 0
    section = Section(kind=kind, name=name, slug=free, position=last + 1, lists_talks=False)
    db.session.add(section)
    return section


def save(section_id: int, values: Values, actor: Actor, form_key: str | None) -> int | None:
    """Rename a section but keep its slug; return the revision's id, or None without changes."""
    with history_recording.recording(actor, Action.SAVE, "Edited", form_key=form_key) as recording:
        recording.watch(Noun.SECTION, section_id)
        section = db.session.get_one(Section, section_id)
        name = values["name"] or str(section.kind.label)
        recording.title = (
            message("Edited the section “%(name)s”", name=name)
            if name == section.name
            else message("Renamed the section “%(old)s” to “%(new)s”", old=section.name, new=name)
        )
        section.name = name
        texts.write_texts(tables.SECTION, section_id, values)
        section.lists_talks = values.get("lists_talks", section.lists_talks)
    return recording.revision_id


def move(section_id: int, direction: str, actor: Actor) -> int | None:
    """Move a section "up" or "down" by one; return the revision's id, or None at the end."""
    with history_recording.recording(actor, Action.SAVE, "Moved") as recording:
        order = in_order(db.session.scalars(select(Section)))
        recording.watch(Noun.SECTION, *(section.id for section in order))
        section = next(section for section in order if section.id == section_id)
        recording.title = (
            message("Moved the section “%(name)s” up", name=section.name)
            if direction == "up"
            else message("Moved the section “%(name)s” down", name=section.name)
        )
        if ordering.move(order, section, direction):
            for position, one in enumerate(order, 1):
                one.position = position
    return recording.revision_id


def delete(section_id: int, actor: Actor, form_key: str | None = None) -> int | None:
    """Delete a section with its entries; return the revision's id."""
    with history_recording.recording(
        actor, Action.DELETE, "Deleted", form_key=form_key
    ) as recording:
        entries = select(SectionEntry.id).where(SectionEntry.section_id == section_id)
        recording.watch(Noun.SECTION, section_id)
        recording.watch(Noun.ENTRY, *db.session.scalars(entries))
        name = db.session.get_one(Section, section_id).name
        recording.title = message("Deleted the section “%(name)s”", name=name)
        # The database deletes its entries too.
        db.session.execute(delete_from(Section).where(Section.id == section_id))
    return recording.revision_id

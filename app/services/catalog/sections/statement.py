"""The statement that reads sections: their entries, and the talks among the works.

One statement, since the profile page has few to spare; built once, as that takes longer than to
run it.
"""

from functools import cache
from typing import Any

from sqlalchemy import Boolean, CompoundSelect, and_, bindparam, literal, null, or_, select, true

from app.bibliography.record import PublicationType
from app.models import Publication, Section, SectionEntry, Venue, Work, WorkState
from app.services.catalog.translations.works import with_title

SHOWN = SectionEntry.placement.in_(bindparam("placements", expanding=True))
VISIBLE = or_(Work.state == WorkState.PUBLISHED, bindparam("drafts", type_=Boolean()))
SECTION = (
    Section.id.label("section_id"),
    Section.slug.label("section_slug"),
    Section.position.label("section_position"),
    Section.name.label("section_name"),
    Section.kind,
    Section.lists_talks,
)
ENTRY = (
    SectionEntry.id.label("entry_id"),
    SectionEntry.position.label("entry_position"),
    SectionEntry.started_on,
    SectionEntry.ended_on,
    SectionEntry.what,
    SectionEntry.where,
    SectionEntry.note,
    SectionEntry.note_html,
    SectionEntry.url,
    SectionEntry.placement,
)
WORK = (
    Work.slug.label("work_slug"),
    Work.state,
    Publication.title_text,
    Publication.title_html,
    Publication.language,
)
TALK = (
    Publication.genre,
    Venue.name.label("venue"),
    Publication.year,
    Publication.month,
    Publication.day,
)
# A row per entry, and one for a section without any.
ENTRIES = (
    select(*SECTION, literal(False).label("is_talk"), *ENTRY, SectionEntry.work_id, *WORK)
    .add_columns(*(null().label(column.key) for column in TALK))
    .select_from(Section)
    .outerjoin(SectionEntry, and_(SectionEntry.section_id == Section.id, SHOWN))
    .outerjoin(Work, Work.id == SectionEntry.work_id)
    .outerjoin(Publication, and_(Publication.work_id == Work.id, Publication.position == 0))
)
# A version of a work that was a talk, whatever the version shown is.
TALKS = (
    select(*SECTION, literal(True).label("is_talk"))
    .add_columns(*(null().label(column.key) for column in ENTRY))
    .add_columns(Publication.work_id, *WORK, *TALK)
    .select_from(Section)
    .join(Publication, true())
    .join(Work, Work.id == Publication.work_id)
    .outerjoin(Venue, Venue.id == Publication.venue_id)
    .where(Section.lists_talks, Publication.type == PublicationType.SPEECH, VISIBLE)
)
ORDER = "section_position", "section_id", "is_talk", "entry_position", "entry_id", "work_slug"


@cache
def sections_statement(*, translated: bool) -> CompoundSelect[*tuple[Any, ...]]:
    """Return the statement; `translated` reads the titles of works in the reader's language."""
    entries, talks = (with_title(read, translated=translated) for read in (ENTRIES, TALKS))
    return entries.union_all(talks).order_by(*ORDER)

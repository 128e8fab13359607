"""The sections of the site as a profile document has them."""

from collections import defaultdict

from sqlalchemy import select

from app.bibliography.document.sections import EntryPart, SectionPart
from app.database import db
from app.models import Section, SectionEntry, Work, WorkState
from app.services.catalog import slugs


def section_parts(*, drafts: bool) -> tuple[SectionPart, ...]:
    """Return all sections with their entries, in order; without `drafts`, no draft is named."""
    entries, taken = _entries(drafts), set[str]()
    found = []
    for one in db.session.scalars(select(Section).order_by(Section.position, Section.name)):
        found.append(
            SectionPart(
                kind=one.kind,
                name=one.name if one.name != one.kind.label else None,
                slug=one.slug if slugs.make_slug(one.name, taken, "section") != one.slug else None,
                lists_talks=one.lists_talks,
                entries=tuple(entries[one.id]),
            )
        )
        taken.add(one.slug)
    return tuple(found)


def _entries(drafts: bool) -> dict[int, list[EntryPart]]:
    found: dict[int, list[EntryPart]] = defaultdict(list)
    rows = db.session.execute(
        select(SectionEntry, Work.slug, Work.state)
        .outerjoin(Work, Work.id == SectionEntry.work_id)
        .order_by(SectionEntry.position, SectionEntry.id)
    )
    for entry, slug, state in rows:
        found[entry.section_id].append(
            EntryPart(
                what=entry.what,
                where=entry.where or None,
                started_on=entry.started_on,
                ended_on=entry.ended_on,
                note=entry.note or None,
                url=entry.url,
                work=slug if drafts or state is WorkState.PUBLISHED else None,
                placement=entry.placement,
            )
        )
    return found

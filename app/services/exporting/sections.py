"""The sections of the site as a profile document has them."""

from collections import defaultdict

from sqlalchemy import select

from app.bibliography.document.sections import EntryPart, SectionPart
from app.database import db
from app.models import Section, SectionEntry, Work, WorkState
from app.models.translation import ENTRY_FIELDS, EntryTranslation, SectionTranslation
from app.services.catalog import slugs
from app.services.exporting.translated import DocumentTexts, translations
from app.translations.collation import in_order


def section_parts(texts: DocumentTexts, *, drafts: bool) -> tuple[SectionPart, ...]:
    """Return all sections with their entries, in order; without `drafts`, no draft is named."""
    entries, taken = _entries(drafts, texts), set[str]()
    names = translations(SectionTranslation)
    found = []
    for one in in_order(db.session.scalars(select(Section))):
        name = texts.given(one.name, names[one.id, "name"])
        found.append(
            SectionPart(
                kind=one.kind,
                name=name if name != one.kind.label else None,
                slug=one.slug if slugs.make_slug(one.name, taken, "section") != one.slug else None,
                lists_talks=one.lists_talks,
                entries=tuple(entries[one.id]),
            )
        )
        taken.add(one.slug)
    return tuple(found)


def _entries(drafts: bool, texts: DocumentTexts) -> dict[int, list[EntryPart]]:
    found: dict[int, list[EntryPart]] = defaultdict(list)
    rows = db.session.execute(
        select(SectionEntry, Work.slug, Work.state)
        .outerjoin(Work, Work.id == SectionEntry.work_id)
        .order_by(SectionEntry.position, SectionEntry.id)
    )
    others = translations(EntryTranslation)
    for entry, slug, state in rows:
        given = {
            field: texts.given(getattr(entry, field) or None, others[entry.id, field])
            for field in ENTRY_FIELDS
        }
        found[entry.section_id].append(
            EntryPart(
                **given,
                started_on=entry.started_on,
                ended_on=entry.ended_on,
                url=entry.url,
                work=slug if drafts or state is WorkState.PUBLISHED else None,
                placement=entry.placement,
            )
        )
    return found

"""The stored HTML, against what rendering makes of them now."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.database.bulk import batches
from app.models import Profile, Publication, SectionEntry
from app.services import cache
from app.services.catalog import biography, owner, stored_html
from app.services.catalog.translations import texts
from app.services.consistency.fault import Fault

AT_ONCE = 200
PARTS = (selectinload(Publication.authorships), joinedload(Publication.venue))


def check_rendered() -> list[Fault]:
    """Return whether the stored HTML of the biography, notes or publications is out of date."""
    return [
        *_check_biography(),
        *_check_notes(),
        *_check_translations(),
        # Renders in the session, which the others would write.
        *_check_publications(),
    ]


def _check_biography() -> list[Fault]:
    profile = db.session.get(Profile, 1)
    if profile is None or profile.biography_html == biography.to_html(profile.biography):
        return []
    return [Fault("The stored HTML of the biography is out of date", render_biography_again)]


def _check_notes() -> list[Fault]:
    outdated = [entry.what for entry in _entries() if entry.note_html != _note_html(entry)]
    return [
        Fault(f"The stored HTML of the note on “{what}” is out of date", render_notes_again)
        for what in outdated
    ]


def _check_publications() -> list[Fault]:
    outdated = [id_ for ids in _all_ids() for id_ in _render(ids)]
    if not outdated:
        return []
    number = f"{len(outdated):,} publication{'s' if len(outdated) > 1 else ''}"
    return [Fault(f"The stored HTML of {number} is out of date", render_again)]


def _check_translations() -> list[Fault]:
    outdated = texts.outdated_html()
    if not outdated:
        return []
    number = f"{len(outdated):,} translation{'s' if len(outdated) > 1 else ''}"
    return [Fault(f"The stored HTML of {number} is out of date", render_translations_again)]


def render_translations_again() -> None:
    """Render the translations again whose HTML is out of date."""
    for row, html in texts.outdated_html():
        row.html = html
    cache.commit()


def render_biography_again() -> None:
    """Render the biography again."""
    biography.render(db.session.get_one(Profile, 1))
    cache.commit()


def render_notes_again() -> None:
    """Render the notes of all entries of sections again."""
    for entry in _entries():
        entry.note_html = _note_html(entry)
    cache.commit()


def _entries() -> list[SectionEntry]:
    return list(db.session.scalars(select(SectionEntry).order_by(SectionEntry.id)))


def _note_html(entry: SectionEntry) -> str:
    return biography.to_html(entry.note)


def render_again() -> None:
    """Render every publication again, some in each transaction, so that others can save too."""
    for ids in _all_ids():
        if _render(ids):
            cache.commit()
        db.session.rollback()


def _all_ids() -> Iterator[list[int]]:
    return batches(
        list(db.session.scalars(select(Publication.id).order_by(Publication.id))), AT_ONCE
    )


def _render(ids: list[int]) -> list[int]:
    """Render publications in the session; return those that this changed."""
    changed = []
    with db.session.no_autoflush:
        owner_id = owner.owner_id()
        found = select(Publication).where(Publication.id.in_(ids)).options(*PARTS)
        for publication in db.session.scalars(found):
            stored_html.render(publication, owner_id)
            if db.session.is_modified(publication):
                changed.append(publication.id)
    return changed

"""The year and the venue of the version that the list shows, changed within the works table."""

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Action, Noun, Publication, Work, now
from app.services.catalog import owner as catalog_owner
from app.services.catalog import stored_html, version_order
from app.services.editing import bulk, venues
from app.services.editors import Editor
from app.services.history import recording
from app.services.history.recording import Recording

Changes = Mapping[int, Mapping[str, Any]]


def save(changes: Changes, editor: Editor) -> int | None:
    """Write the fields to be changed, by work; return the revision's id, None where none differs.

    `year` is a number or None; `venue` a name, "" for none; a new name makes a venue.
    """
    with recording.recording(editor, Action.SAVE, _title(changes)) as record:
        record.watch(Noun.WORK, *changes)
        owner = catalog_owner.owner_id()
        for id_, values in changes.items():
            work = db.session.get_one(Work, id_)
            _write(work.publications[0], values, record)
            stored_html.render(work.publications[0], owner)
            version_order.arrange(work)
            work.updated_at = now()
        db.session.flush()
    return record.revision.id if record.revision else None


def _title(changes: Changes) -> str:
    fields = sorted({field for values in changes.values() for field in values}, reverse=True)
    of = bulk.counted(list(changes))
    if len(changes) == 1:
        shown = Publication.position == 0, Publication.work_id.in_(changes)
        of = f"“{db.session.scalar(select(Publication.title_text).where(*shown))}”"
    return f"Changed {' and '.join(fields)} of {of}"


def _write(shown: Publication, values: Mapping[str, Any], record: Recording) -> None:
    if "year" in values:
        _set_year(shown, values["year"])
    if "venue" in values:
        name = values["venue"]
        shown.venue = venues.ensure(name, None, shown.type, record) if name else None


def _set_year(shown: Publication, year: int | None) -> None:
    shown.year = year
    if year is None:
        shown.month = shown.day = None
    elif shown.month and shown.day and shown.day > monthrange(year, shown.month)[1]:
        # Only a leap year has its 29 February.
        shown.day = None

"""Correct unreadable entries in the preview."""

from collections.abc import Mapping

from sqlalchemy import select, update

from app.bibliography import formats
from app.bibliography.bibtex import reader
from app.bibliography.messages import message
from app.database import db
from app.models import ImportBatch, ImportItem, ItemState
from app.services.importing import choices, staging, topics

LONGEST = 200_000
# A page of fifty longer ones would exceed the limit of a form.
LONGEST_SHOWN = 20_000
TOO_LONG = message("This is too long for one entry.")
ONE_ONLY = message("Enter a single entry here. Import any others separately.")
NOTHING = message("This text contains no entry.")
IS_READ = message("This entry has already been corrected. Nothing was changed.")


class IsReadError(Exception):
    """The entry is already readable."""


def can_be_repaired(source: str) -> bool:
    """Return whether a raw entry is complete and short enough to be corrected in the preview."""
    return len(source) <= LONGEST_SHOWN and len(source) != reader.LONGEST_JUNK


def save_drafts(batch_id: int, drafts: Mapping[int, str]) -> None:
    """Save unfinished corrections of entries; ignore empty ones.

    Corrections too long to be shown again in full are not saved, as part of them would be lost.
    """
    of = ImportItem
    here = of.batch_id == batch_id, of.position.in_(drafts), of.state == ItemState.UNREADABLE
    if drafts and choices.is_open(batch_id):
        for item in db.session.scalars(select(of).where(*here)):
            text = drafts[item.position]
            if text.strip() and can_be_repaired(item.source) and len(text) <= LONGEST_SHOWN:
                item.source = text
    db.session.commit()


def repair_entry(batch_id: int, position: int, text: str) -> str | None:
    """Read an entry again from a corrected text; return the error that remains, or None.

    Raises IsReadError.
    """
    batch = db.session.get_one(ImportBatch, batch_id)
    item = db.session.get(ImportItem, (batch_id, position))
    if item is None or not choices.is_open(batch_id):
        return None
    if item.state is not ItemState.UNREADABLE:
        raise IsReadError(IS_READ)
    if len(text) > LONGEST:
        return TOO_LONG
    entries = list(formats.read_entries(batch.format, text))
    read = [entry for entry in entries if entry.record]
    if read and len(entries) > 1:
        return ONE_ONLY
    if not read:
        return entries[0].error if entries else NOTHING
    # Compared with the site only; other entries of the file are matched when it is read again.
    finding = staging.current_classifier().of([(position, read[0])])[0]
    row = staging.staged_row(read[0], finding, topics.topic_suggestions())
    here = ImportItem.batch_id == batch_id, ImportItem.position == position
    db.session.execute(update(ImportItem).where(*here).values(**{**row, "line": item.line}))
    db.session.commit()
    return None

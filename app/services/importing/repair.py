"""An entry that could not be read, mended where its preview shows it."""

from collections.abc import Mapping

from sqlalchemy import select, update

from app.bibliography import formats
from app.bibliography.bibtex import reader
from app.database import db
from app.models import ImportBatch, ImportItem, ItemState
from app.services.importing import choices, staging, topics

LONGEST = 200_000
# Fifty longer ones would be more than a form may send.
LONGEST_SHOWN = 20_000
TOO_LONG = "This is longer than any entry may be."
ONE_ONLY = "Here is room for one entry. Import further ones as a text of their own."
NOTHING = "No entry begins in this text."
IS_READ = "This entry was read meanwhile, and stays as it was read."


class IsReadError(Exception):
    """The entry could be read, so there is nothing to mend."""


def can_be_repaired(source: str) -> bool:
    """Tell whether a raw text is whole, and short enough to be mended where it is shown."""
    return len(source) <= LONGEST_SHOWN and len(source) != reader.LONGEST_JUNK


def save_drafts(batch_id: int, typed: Mapping[int, str]) -> None:
    """Keep what is typed for entries while she does something else; a box left empty says nothing.

    What is too long to be shown again whole is not kept: half of it would be lost.
    """
    of = ImportItem
    here = of.batch_id == batch_id, of.position.in_(typed), of.state == ItemState.UNREADABLE
    if typed and choices.is_open(batch_id):
        for item in db.session.scalars(select(of).where(*here)):
            text = typed[item.position]
            if text.strip() and can_be_repaired(item.source) and len(text) <= LONGEST_SHOWN:
                item.source = text
    db.session.commit()


def repair_entry(batch_id: int, position: int, text: str) -> str | None:
    """Read an entry anew from her text; return what is still wrong with it, None for nothing.

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
    # Compared with the site alone: of its file it may be another's version only when read again.
    finding = staging.classifier_now().of([(position, read[0])])[0]
    row = staging.staged_row(read[0], finding, topics.topic_suggestions())
    here = ImportItem.batch_id == batch_id, ImportItem.position == position
    db.session.execute(update(ImportItem).where(*here).values(**{**row, "line": item.line}))
    db.session.commit()
    return None

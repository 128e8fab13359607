"""An entry that could not be read, mended where its preview shows it."""

from sqlalchemy import update

from app.bibliography import formats
from app.database import db
from app.models import ImportBatch, ImportItem
from app.services.importing import choices, preview, suggesting

LONGEST = 200_000
TOO_LONG = "This is longer than any entry may be."
ONE_ONLY = "Here is room for one entry. Import further ones as a text of their own."
NOTHING = "No entry begins in this text."


def mend(batch_id: int, position: int, text: str) -> str | None:
    """Read an entry anew from her text; return what is still wrong with it, None for nothing."""
    batch = db.session.get_one(ImportBatch, batch_id)
    item = db.session.get(ImportItem, (batch_id, position))
    if item is None or not choices.is_open(batch_id):
        return None
    if len(text) > LONGEST:
        return TOO_LONG
    entries = list(formats.read(batch.format, text))
    read = [entry for entry in entries if entry.record]
    if read and len(entries) > 1:
        return ONE_ONLY
    if not read:
        return entries[0].problem if entries else NOTHING
    # Compared with the site alone: of its file it may be another's version only when read again.
    finding = preview.classifier_now().of([(position, read[0])])[0]
    row = preview.row(read[0], finding, suggesting.read())
    here = ImportItem.batch_id == batch_id, ImportItem.position == position
    db.session.execute(update(ImportItem).where(*here).values(**{**row, "line": item.line}))
    db.session.commit()
    return None

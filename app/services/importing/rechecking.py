"""Looking again: the site may have changed between the preview and its being applied."""

import msgspec
from sqlalchemy import update

from app.bibliography import formats
from app.bibliography.entries import Entry
from app.bibliography.record import Record
from app.database import db
from app.models import Decision, ImportBatch, ImportItem
from app.services import changes
from app.services.importing import choices, preview
from app.services.importing.items import chunks

CHUNK = 500
MOVED = (
    "The site was changed since this preview was made: {} shown anew. Look once more, then import."
)


def again(batch_id: int) -> str | None:
    """Compare every entry with the site as it is now; return a note where that changed any."""
    batch = db.session.get_one(ImportBatch, batch_id)
    if changes.count() == batch.changes:
        return None
    classifier, moved = preview.classifier_now(), 0
    for items in chunks(ImportItem.batch_id == batch_id, CHUNK):
        findings = classifier.of([(item.position, _entry(item)) for item in items])
        for item, finding in zip(items, findings, strict=True):
            found = preview.found(finding)
            if any(found[name] != getattr(item, name) for name in TELLING):
                if _is_left_out(item):
                    found["decision"] = Decision.SKIP
                moved += found["decision"] is not Decision.SKIP
                _rewrite(item, found)
        db.session.expunge_all()
    db.session.execute(
        update(ImportBatch).where(ImportBatch.id == batch_id).values(changes=changes.count())
    )
    are = "one entry is" if moved == 1 else f"{moved:,} entries are"
    return MOVED.format(are) if moved else None


TELLING = ("state", "work_id", "publication_id", "leader", "differences")


def _is_left_out(item: ImportItem) -> bool:
    """Tell whether she left an entry out, rather than that there was nothing to do."""
    usual = choices.OFFERED[item.state][0]
    return item.decision is Decision.SKIP and usual is not Decision.SKIP


def _rewrite(item: ImportItem, found: preview.Row) -> None:
    here = ImportItem.batch_id == item.batch_id, ImportItem.position == item.position
    db.session.execute(update(ImportItem).where(*here).values(**found))


def _entry(item: ImportItem) -> Entry:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    # What related identifiers an entry names stands in its raw text alone.
    read = formats.read_source(item.source) if item.source.lstrip().startswith("{") else None
    return Entry(item.line, item.source, record, extras=read.extras if read else {})

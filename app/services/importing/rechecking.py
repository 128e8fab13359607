"""Looking again: the site may have changed between the preview and its being applied."""

from typing import NamedTuple

import msgspec
from sqlalchemy import func, select, update

from app.bibliography import formats
from app.bibliography.entries import Entry
from app.bibliography.record import Record
from app.database import db, reading
from app.models import Decision, ImportBatch, ImportItem
from app.services import changes
from app.services.importing import choices, preview
from app.services.importing.items import detached
from app.services.importing.progress import Progress

CHUNK = 500
MOVED = (
    "The site was changed since this preview was made: {} shown anew. Look once more, then import."
)


class Checked(NamedTuple):
    """The count of the site's changes that a preview holds for, and what she must see first."""

    at: int
    note: str | None


def again(batch_id: int, progress: Progress) -> Checked:
    """Compare every entry with the site as it is now, where that has changed.

    Raises StoppedError.
    """
    with reading():
        at, was = changes.count(), db.session.get_one(ImportBatch, batch_id).changes
    moved = _moved(batch_id, progress) if at != was else []
    if moved:
        db.session.execute(update(ImportItem), moved)
    progress.keep(changes=at)
    db.session.commit()
    anew = sum(row["decision"] is not Decision.SKIP for row in moved)
    are = "one entry is" if anew == 1 else f"{anew:,} entries are"
    return Checked(at, MOVED.format(are) if anew else None)


def _moved(batch_id: int, progress: Progress) -> list[preview.Row]:
    """Return what is to be written of the entries that are something else now."""
    number = select(func.count()).where(ImportItem.batch_id == batch_id)
    progress.expect(db.session.scalar(number) or 0)
    classifier, moved = preview.classifier_now(), []
    for items in detached(ImportItem.batch_id == batch_id, CHUNK):
        findings = classifier.of([(item.position, _entry(item)) for item in items])
        for item, finding in zip(items, findings, strict=True):
            found = preview.found(finding)
            if any(found[name] != getattr(item, name) for name in TELLING):
                if _is_left_out(item):
                    found["decision"] = Decision.SKIP
                moved.append({"batch_id": batch_id, "position": item.position, **found})
        progress.tell(items[-1].position + 1)
    return moved


TELLING = ("state", "work_id", "publication_id", "leader", "differences")


def _is_left_out(item: ImportItem) -> bool:
    """Tell whether she left an entry out, rather than that there was nothing to do."""
    usual = choices.OFFERED[item.state][0]
    return item.decision is Decision.SKIP and usual is not Decision.SKIP


def _entry(item: ImportItem) -> Entry:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    # What related identifiers an entry names stands in its raw text alone.
    read = formats.read_source(item.source) if item.source.lstrip().startswith("{") else None
    return Entry(item.line, item.source, record, extras=read.extras if read else {})

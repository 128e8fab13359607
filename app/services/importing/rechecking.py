"""Looking again: the site may have changed between the preview and its being applied."""

from typing import NamedTuple

import msgspec
from sqlalchemy import func, select, update

from app.bibliography import formats, raw
from app.bibliography.entry import Entry, Format
from app.bibliography.record import Record
from app.database import db, reading
from app.models import Decision, ImportBatch, ImportItem, ItemState
from app.services import cache
from app.services.editing import topics
from app.services.importing import choices, staging
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
        at, was = cache.count(), db.session.get_one(ImportBatch, batch_id).changes
    rows, anew = _moved(batch_id, progress) if at != was else ([], 0)
    if rows:
        db.session.execute(update(ImportItem), rows)
    progress.keep(changes=at)
    db.session.commit()
    are = "one entry is" if anew == 1 else f"{anew:,} entries are"
    return Checked(at, MOVED.format(are) if anew else None)


def _moved(batch_id: int, progress: Progress) -> tuple[list[staging.Row], int]:
    """Return what is written of entries that are something else now, and how many she must see."""
    number = select(func.count()).where(ImportItem.batch_id == batch_id)
    progress.expect(db.session.scalar(number) or 0)
    with reading():
        there = set(topics.all_names())
    classifier, rows, anew = staging.classifier_now(), list[staging.Row](), 0
    for items in detached(ImportItem.batch_id == batch_id, CHUNK):
        findings = classifier.of([(item.position, _entry(item)) for item in items])
        for item, finding in zip(items, findings, strict=True):
            if row := _row(item, staging.found(finding), there):
                rows.append({"batch_id": batch_id, "position": item.position, **row})
                anew += _is_to_be_seen(item, row)
        progress.tell(items[-1].position + 1)
    return rows, anew


def _row(item: ImportItem, found: staging.Row, there: set[str]) -> staging.Row | None:
    """Return what is to be written of an entry, None where it is what it was."""
    named = {name: [t for t in getattr(item, name) if t in there] for name in TOPICS}
    if not _is_moved(item, found):
        if named["suggested"] == item.suggested:
            return None
        found |= {"decision": item.decision, "fields": item.fields}
    if _is_left_out(item):
        found["decision"] = Decision.SKIP
    elif found["state"] is ItemState.SAME:
        found["decision"] = choices.of_same(found["fields"], named["topics"])
    return found | named


def _is_moved(item: ImportItem, found: staging.Row) -> bool:
    """Tell whether an entry is something else to the site than it was."""
    return any(found[name] != getattr(item, name) for name in TELLING)


def _is_to_be_seen(item: ImportItem, row: staging.Row) -> bool:
    """Tell whether something of an entry would come otherwise than she was shown."""
    is_lost = item.decision is not Decision.SKIP and row["topics"] != item.topics
    return is_lost or (_is_moved(item, row) and row["decision"] is not Decision.SKIP)


TELLING = ("state", "work_id", "publication_id", "leader", "differences")
# One that was renamed or deleted since would be made anew.
TOPICS = ("suggested", "topics")


def _is_left_out(item: ImportItem) -> bool:
    """Tell whether she left an entry out, rather than that there was nothing to do."""
    usual = choices.OFFERED[item.state][0]
    return item.decision is Decision.SKIP and usual is not Decision.SKIP


def _entry(item: ImportItem) -> Entry:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    # What related identifiers an entry names stands in its raw text alone.
    is_json = raw.format_of(item.source) is Format.CSL
    read = formats.read_source(item.source) if is_json else None
    return Entry(item.line, item.source, record, extras=read.extras if read else {})

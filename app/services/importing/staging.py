"""The preview of an import: every entry read and compared, and nothing of the site written."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, delete, func, insert, select, update

from app.bibliography import formats, latex, raw
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.record import Record
from app.database import db
from app.database.transactions import reading
from app.models import Decision, ImportBatch, ImportItem, ImportState, ItemState
from app.services import cache
from app.services.editing import topics as editing_topics
from app.services.importing import batches, choices
from app.services.importing import topics as importing_topics
from app.services.importing.matching import similar, site_index
from app.services.importing.matching.classify import Classifier, Finding
from app.services.importing.progress import Progress
from app.services.importing.topics import Suggestions

CHUNK = 500
LONGEST_TITLE = 300
Numbered = Sequence[tuple[int, ParsedEntry]]
Row = dict[str, Any]


def stage_entries(batch_id: int, progress: Progress) -> None:
    """Read the file of an import and say of each entry what it is. Raises StoppedError."""
    with reading():
        format_ = db.session.get_one(ImportBatch, batch_id).format
        text = formats.decode(batches.read_content(batch_id))[0]
        at, suggestions = cache.change_count(), importing_topics.topic_suggestions()
    classifier = classifier_now()
    db.session.execute(delete(ImportItem).where(ImportItem.batch_id == batch_id))
    progress.expect(raw.count_entries(format_, text))
    entries, done = enumerate(formats.read_entries(format_, text)), 0
    # The reader has a copy of its own, and large files are large.
    del text
    while chunk := list(islice(entries, CHUNK)):
        findings = classifier.of(chunk)
        rows = [
            {"batch_id": batch_id, "position": n, **staged_row(entry, finding, suggestions)}
            for (n, entry), finding in zip(chunk, findings, strict=True)
        ]
        db.session.execute(insert(ImportItem), rows)
        done += len(rows)
        progress.tell(done)
    progress.finish(ImportState.READY, total=done, done=done, changes=at)
    db.session.commit()


def classifier_now() -> Classifier:
    """Return what tells entries by the site as it is now."""
    return Classifier(site_index.read_work_index(), similar.read_similarity_index())


def staged_row(entry: ParsedEntry, finding: Finding, suggestions: Suggestions) -> Row:
    """Return what is kept of an entry, but for where it stands."""
    record = entry.record
    return {
        "line": entry.line,
        "source": entry.source,
        "record": msgspec.json.encode(record).decode() if record else None,
        "title": _title(entry),
        "problem": entry.error or None,
        "doubts": list(entry.warnings),
        "suggested": suggestions.of(record, entry.keywords, finding.work_id) if record else [],
        "topics": [],
        **found(finding),
    }


def found(finding: Finding) -> Row:
    """Return what is kept of what an entry turned out to be."""
    names = ("state", "decision", "work_id", "publication_id", "leader", "score")
    lists = ("differences", "fields")
    return {name: getattr(finding, name) for name in (*names, *lists)}


def _title(entry: ParsedEntry) -> str:
    if entry.record is None:
        return entry.key or f"Line {entry.line}"
    title = entry.record.title
    return (latex.to_text(title) or title)[:LONGEST_TITLE]


RECHECK_CHUNK = 500
MOVED = (
    "The site was changed since this preview was made: {} shown anew. Look once more, then import."
)


class Checked(NamedTuple):
    """The count of the site's changes that a preview holds for, and what she must see first."""

    at: int
    note: str | None


def recheck(batch_id: int, progress: Progress) -> Checked:
    """Compare every entry with the site as it is now, where that has changed.

    Raises StoppedError.
    """
    with reading():
        at, was = cache.change_count(), db.session.get_one(ImportBatch, batch_id).changes
    rows, anew = _moved(batch_id, progress) if at != was else ([], 0)
    if rows:
        db.session.execute(update(ImportItem), rows)
    progress.keep(changes=at)
    db.session.commit()
    are = "one entry is" if anew == 1 else f"{anew:,} entries are"
    return Checked(at, MOVED.format(are) if anew else None)


def _moved(batch_id: int, progress: Progress) -> tuple[list[Row], int]:
    """Return what is written of entries that are something else now, and how many she must see."""
    number = select(func.count()).where(ImportItem.batch_id == batch_id)
    progress.expect(db.session.scalar(number) or 0)
    with reading():
        there = set(editing_topics.all_names())
    classifier, rows, anew = classifier_now(), list[Row](), 0
    for items in detached(ImportItem.batch_id == batch_id, RECHECK_CHUNK):
        findings = classifier.of([(item.position, _entry(item)) for item in items])
        for item, finding in zip(items, findings, strict=True):
            if row := _row(item, found(finding), there):
                rows.append({"batch_id": batch_id, "position": item.position, **row})
                anew += _is_to_be_seen(item, row)
        progress.tell(items[-1].position + 1)
    return rows, anew


def _row(item: ImportItem, found: Row, there: set[str]) -> Row | None:
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


def _is_moved(item: ImportItem, found: Row) -> bool:
    """Tell whether an entry is something else to the site than it was."""
    return any(found[name] != getattr(item, name) for name in TELLING)


def _is_to_be_seen(item: ImportItem, row: Row) -> bool:
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


def _entry(item: ImportItem) -> ParsedEntry:
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    # What related identifiers an entry names stands in its raw text alone.
    is_json = raw.format_of(item.source) is Format.CSL
    read = formats.read_source(item.source) if is_json else None
    return ParsedEntry(item.line, item.source, record, extras=read.extras if read else {})


def chunks(which: ColumnElement[bool], size: int) -> Iterator[list[ImportItem]]:
    """Yield the entries that a condition chooses; those before may have been let go of."""
    return _walked(lambda after: _behind(after, which, size))


def detached(which: ColumnElement[bool], size: int) -> Iterator[list[ImportItem]]:
    """Yield the same for who only reads: no transaction is open while they are worked on."""

    def read(after: int) -> list[ImportItem]:
        with reading():
            found = _behind(after, which, size)
            db.session.expunge_all()
        return found

    return _walked(read)


def _walked(behind: Callable[[int], list[ImportItem]]) -> Iterator[list[ImportItem]]:
    after = -1
    while found := behind(after):
        after = found[-1].position
        yield found


def _behind(after: int, which: ColumnElement[bool], size: int) -> list[ImportItem]:
    query = select(ImportItem).where(which, ImportItem.position > after)
    return list(db.session.scalars(query.order_by(ImportItem.position).limit(size)))

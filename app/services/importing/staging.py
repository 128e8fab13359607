"""Stage an import: read every entry and compare it with the site, without changing the site."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, and_, delete, func, insert, select, update

from app.bibliography import formats, latex, raw
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.messages import plural_message
from app.bibliography.record import Record
from app.database import db
from app.database.bulk import batches as in_batches
from app.database.transactions import commit_unless_locking_out, reading
from app.models import ImportBatch, ImportItem, ImportState, ItemState
from app.services import cache
from app.services.declined.index import read_declined_index
from app.services.editing import topics as editing_topics
from app.services.importing import batches, choices
from app.services.importing import topics as importing_topics
from app.services.importing.matching import similar, site_index
from app.services.importing.matching.classify import Classifier
from app.services.importing.matching.finding import Finding
from app.services.importing.progress import Progress
from app.services.importing.topics import Suggestions

CHUNK = 500
LONGEST_TITLE = 300
Row = dict[str, Any]


def stage_entries(batch_id: int, progress: Progress) -> None:
    """Read the content of an import and classify each entry. Raises StoppedError."""
    with reading():
        format_ = db.session.get_one(ImportBatch, batch_id).format
        text = formats.decode(batches.read_content(batch_id))[0]
        change_count, suggestions = cache.change_count(), importing_topics.topic_suggestions()
    classifier = current_classifier()
    db.session.execute(delete(ImportItem).where(ImportItem.batch_id == batch_id))
    progress.set_total(raw.count_entries(format_, text))
    entries, done = enumerate(formats.read_entries(format_, text)), 0
    # The reader has its own copy; free this one, as files may be large.
    del text
    while chunk := list(islice(entries, CHUNK)):
        findings = classifier.of(chunk)
        rows = [
            {"batch_id": batch_id, "position": n, **staged_row(entry, finding, suggestions)}
            for (n, entry), finding in zip(chunk, findings, strict=True)
        ]
        db.session.execute(insert(ImportItem), rows)
        done += len(rows)
        progress.report(done)
    if moved := classifier.moved:
        rows = [
            {"batch_id": batch_id, "position": n, **finding_values(f)} for n, f in moved.items()
        ]
        db.session.execute(update(ImportItem), rows)
    progress.finish(ImportState.READY, total=done, done=done, changes=change_count)
    db.session.commit()


def current_classifier() -> Classifier:
    """Return a classifier for the current state of the site."""
    known, similar_works = site_index.read_work_index(), similar.read_similarity_index()
    with reading():
        declined = read_declined_index()
    return Classifier(known, similar_works, declined=declined)


def staged_row(entry: ParsedEntry, finding: Finding, suggestions: Suggestions) -> Row:
    """Return the row of an entry, without its position."""
    record = entry.record
    return {
        "line": entry.line,
        "source": entry.source,
        "record": msgspec.json.encode(record).decode() if record else None,
        "title": _title(entry),
        "error": entry.error or None,
        "warnings": list(entry.warnings),
        "suggested": suggestions.of(record, entry.keywords, finding.work_id) if record else [],
        "topics": [],
        **finding_values(finding),
    }


def finding_values(finding: Finding) -> Row:
    """Return the columns of a finding."""
    names = ("state", "decision", "work_id", "publication_id", "duplicate_of", "score")
    return {name: getattr(finding, name) for name in (*names, "declined_id", *LISTS)}


LISTS = ("differences", "fields")


def _title(entry: ParsedEntry) -> str:
    if entry.record is None:
        return entry.key or f"Line {entry.line}"
    title = entry.record.title
    return (latex.to_text(title) or title)[:LONGEST_TITLE]


class Checked(NamedTuple):
    """The change count of the site that a preview is valid for, and a note if entries changed."""

    change_count: int
    note: str | None


def recheck(batch_id: int, progress: Progress) -> Checked:
    """Compare every entry with the site again, if the site has changed.

    Raises StoppedError.
    """
    with reading():
        change_count = cache.change_count()
        previous = db.session.get_one(ImportBatch, batch_id).changes
    rows, affected = _changed_rows(batch_id, progress) if change_count != previous else ([], 0)
    if rows:
        db.session.execute(update(ImportItem), rows)
    progress.update(changes=change_count)
    commit_unless_locking_out()
    note = plural_message(
        "The site has changed since this preview was made: %(num)s entry was updated."
        " Check the preview, then import.",
        "The site has changed since this preview was made: %(num)s entries were updated."
        " Check the preview, then import.",
        affected,
    )
    return Checked(change_count, note if affected else None)


def _changed_rows(batch_id: int, progress: Progress) -> tuple[list[Row], int]:
    """Return the updates of changed entries, and how many the editor needs to see."""
    number = select(func.count()).where(ImportItem.batch_id == batch_id)
    progress.set_total(db.session.scalar(number) or 0)
    with reading():
        topic_names = set(editing_topics.all_names())
    classifier = current_classifier()
    rows: dict[int, Row | None] = {}
    affected: dict[int, bool] = {}

    def compare(item: ImportItem, finding: Finding) -> None:
        row = rows[item.position] = _row(item, finding_values(finding), topic_names)
        affected[item.position] = row is not None and _needs_review(item, row)

    for items in detached(ImportItem.batch_id == batch_id, CHUNK):
        findings = classifier.of([(item.position, parsed_entry(item)) for item in items])
        for item, finding in zip(items, findings, strict=True):
            compare(item, finding)
        progress.report(items[-1].position + 1)
    for item in _items_at(batch_id, sorted(classifier.moved)):
        compare(item, classifier.moved[item.position])
    changed = {position: row for position, row in rows.items() if row}
    updates = [{"batch_id": batch_id, "position": n, **row} for n, row in changed.items()]
    return updates, sum(affected.values())


def _items_at(batch_id: int, positions: list[int]) -> Iterator[ImportItem]:
    for some in in_batches(positions):
        here = ImportItem.batch_id == batch_id, ImportItem.position.in_(some)
        for items in detached(and_(*here), CHUNK):
            yield from items


def _row(item: ImportItem, values: Row, topic_names: set[str]) -> Row | None:
    """Return the update of an entry, or None if nothing has changed."""
    named = {name: [t for t in getattr(item, name) if t in topic_names] for name in TOPIC_LISTS}
    if not _has_changed(item, values):
        if named["suggested"] == item.suggested:
            return None
        values |= {"decision": item.decision, "fields": item.fields}
    if _was_skipped(item):
        values["decision"] = item.decision
    elif values["state"] is ItemState.SAME:
        values["decision"] = choices.same_decision(values["fields"], named["topics"])
    return values | named


def _has_changed(item: ImportItem, values: Row) -> bool:
    """Return whether an entry is now classified differently."""
    return any(values[name] != getattr(item, name) for name in COMPARED)


def _needs_review(item: ImportItem, row: Row) -> bool:
    """Return whether importing an entry would differ from what the preview showed."""
    if item.decision.is_skipped and row["decision"].is_skipped:
        return False
    is_declined = row["state"] is ItemState.DECLINED
    is_imported = is_declined or not row["decision"].is_skipped
    is_lost = not item.decision.is_skipped and row["topics"] != item.topics
    return is_lost or (_has_changed(item, row) and is_imported)


COMPARED = ("state", "work_id", "publication_id", "duplicate_of", "differences")
# Otherwise a topic that was renamed or deleted in the meantime would be created again.
TOPIC_LISTS = ("suggested", "topics")


def _was_skipped(item: ImportItem) -> bool:
    """Return whether the editor skipped an entry, as opposed to there being nothing to do."""
    usual = choices.OFFERED[item.state][0]
    return item.decision.is_skipped and not usual.is_skipped


def parsed_entry(item: ImportItem) -> ParsedEntry:
    """Return an entry of a preview as it was read."""
    record = msgspec.json.decode(item.record, type=Record) if item.record else None
    # Related identifiers are found in the raw entry only.
    is_json = raw.format_of(item.source) is Format.CSL
    read = formats.read_source(item.source) if is_json else None
    return ParsedEntry(item.line, item.source, record, extras=read.extras if read else {})


def chunks(condition: ColumnElement[bool], size: int) -> Iterator[list[ImportItem]]:
    """Yield the entries that match a condition, in chunks."""
    return _pages(lambda after: _page_after(after, condition, size))


def detached(condition: ColumnElement[bool], size: int) -> Iterator[list[ImportItem]]:
    """Yield the same detached, so that no transaction is open while they are processed."""

    def read(after: int) -> list[ImportItem]:
        with reading():
            found = _page_after(after, condition, size)
            db.session.expunge_all()
        return found

    return _pages(read)


def _pages(page_after: Callable[[int], list[ImportItem]]) -> Iterator[list[ImportItem]]:
    after = -1
    while found := page_after(after):
        after = found[-1].position
        yield found


def _page_after(after: int, condition: ColumnElement[bool], size: int) -> list[ImportItem]:
    query = select(ImportItem).where(condition, ImportItem.position > after)
    return list(db.session.scalars(query.order_by(ImportItem.position).limit(size)))

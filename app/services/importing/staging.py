"""The preview of an import: every entry read and compared, and nothing of the site written."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

import msgspec
from sqlalchemy import delete, insert

from app.bibliography import formats, latex, raw
from app.bibliography.entry import Entry
from app.database import db, reading
from app.models import ImportBatch, ImportItem, ImportState
from app.services import cache
from app.services.importing import contents, topics
from app.services.importing.matching import similar, site_index
from app.services.importing.matching.classify import Classifier, Finding
from app.services.importing.progress import Progress
from app.services.importing.topics import Suggestions

CHUNK = 500
LONGEST_TITLE = 300
Numbered = Sequence[tuple[int, Entry]]
Row = dict[str, Any]


def make(batch_id: int, progress: Progress) -> None:
    """Read the file of an import and say of each entry what it is. Raises StoppedError."""
    with reading():
        format_ = db.session.get_one(ImportBatch, batch_id).format
        text = formats.decode(contents.read(batch_id))[0]
        at, suggestions = cache.count(), topics.read()
    classifier = classifier_now()
    db.session.execute(delete(ImportItem).where(ImportItem.batch_id == batch_id))
    progress.expect(raw.count(format_, text))
    entries, done = enumerate(formats.read(format_, text)), 0
    # The reader has a copy of its own, and large files are large.
    del text
    while chunk := list(islice(entries, CHUNK)):
        findings = classifier.of(chunk)
        rows = [
            {"batch_id": batch_id, "position": n, **row(entry, finding, suggestions)}
            for (n, entry), finding in zip(chunk, findings, strict=True)
        ]
        db.session.execute(insert(ImportItem), rows)
        done += len(rows)
        progress.tell(done)
    progress.finish(ImportState.READY, total=done, done=done, changes=at)
    db.session.commit()


def classifier_now() -> Classifier:
    """Return what tells entries by the site as it is now."""
    return Classifier(site_index.read(), similar.read())


def row(entry: Entry, finding: Finding, suggestions: Suggestions) -> Row:
    """Return what is kept of an entry, but for where it stands."""
    record = entry.record
    return {
        "line": entry.line,
        "source": entry.source,
        "record": msgspec.json.encode(record).decode() if record else None,
        "title": _title(entry),
        "problem": entry.problem or None,
        "doubts": list(entry.doubts),
        "suggested": suggestions.of(record, entry.keywords, finding.work_id) if record else [],
        "topics": [],
        **found(finding),
    }


def found(finding: Finding) -> Row:
    """Return what is kept of what an entry turned out to be."""
    names = ("state", "decision", "work_id", "publication_id", "leader", "score")
    lists = ("differences", "fields")
    return {name: getattr(finding, name) for name in (*names, *lists)}


def _title(entry: Entry) -> str:
    if entry.record is None:
        return entry.key or f"Line {entry.line}"
    title = entry.record.title
    return (latex.to_text(title) or title)[:LONGEST_TITLE]

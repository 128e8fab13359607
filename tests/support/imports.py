"""Shortcuts to create, preview and apply imports."""

from typing import Any

import msgspec
from flask import Flask

from app.bibliography.entry import ParsedEntry
from app.bibliography.record import Record
from app.database import db
from app.models import Decision, ImportItem
from app.services.actor import TERMINAL
from app.services.importing import batches, choices, listing, review, worker
from app.services.importing.choices import Choice
from app.services.importing.listing import Summary
from app.services.importing.matching.classify import Classifier
from app.services.importing.matching.index import WorkIndex
from app.services.importing.review import View
from tests.support.factories import document_bytes


def stage(app: Flask, *records: dict[str, Any], name: str = "mine.json") -> int:
    """Create an import of records and read it; return its id."""
    return stage_text(app, document_bytes(*records).decode(), name)


def stage_text(app: Flask, text: str, name: str) -> int:
    """Create an import of a file and read it; return its id."""
    with app.app_context():
        batch_id = batches.create_batch(name, text.encode(), TERMINAL)
        worker.run(batch_id)
        return batch_id


def applied(app: Flask, batch_id: int) -> Summary:
    """Apply an import, and return its summary."""
    with app.app_context():
        batches.request_apply(batch_id)
        worker.run(batch_id)
        return listing.import_summary(batch_id)


def imported(app: Flask, *records: dict[str, Any]) -> Summary:
    """Import records as the preview proposes."""
    return applied(app, stage(app, *records))


def seen(app: Flask, batch_id: int) -> Summary:
    """Return the summary of an import."""
    with app.app_context():
        return listing.import_summary(batch_id)


def entries(app: Flask, batch_id: int) -> list[ImportItem]:
    """Return the entries of a preview, detached."""
    with app.app_context():
        page = review.review_page(batch_id, View())
        db.session.expunge_all()
        return list(page.items)


def choose(
    app: Flask, batch_id: int, position: int, decision: Decision, *fields: str, topics: Any = ()
) -> None:
    """Save the choice for one entry."""
    with app.app_context():
        choices.choose(batch_id, [Choice(position, decision, list(fields), list(topics))])


def counts(summary: Summary) -> dict[str, int]:
    """Return the counts that are not 0."""
    return {state: number for state, number in summary.counts.items() if number}


def works(*records: Record) -> list[list[Record]]:
    """Group records into the works that they would become on an empty site."""
    classifier = Classifier(WorkIndex(), None)
    entries = [(n, ParsedEntry(1, record.source or "", record)) for n, record in enumerate(records)]
    first: dict[int, int] = {}
    found: dict[int, list[Record]] = {}
    findings = classifier.of(entries)
    for (position, _), was in zip(entries, findings, strict=True):
        finding = classifier.moved.get(position, was)
        duplicate_of = finding.duplicate_of
        first[position] = position if duplicate_of is None else first[duplicate_of]
        found.setdefault(first[position], []).append(records[position])
    return list(found.values())


def source(record: dict[str, Any]) -> str:
    """Return the stored raw entry of a document's record."""
    return msgspec.json.encode(record, order="sorted").decode()

"""An import does exactly what its preview announced, whatever is selected."""

import re
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Decision, ImportItem
from app.services.importing import choices, review, review_entries
from app.services.importing.choices import Choice
from app.services.importing.outcomes import ImportOutcome
from app.services.importing.review import View
from app.services.importing.review_entries import ReviewEntry
from tests.support import samples
from tests.support.database import versions
from tests.support.factories import PREPRINT, fill, record
from tests.support.imports import applied, choose, imported, seen, stage, stage_text

JOURNAL, BOOK = record(), record(type="chapter", venue="Seas")


def as_done(said: str) -> str:
    """Return the announced changes in the wording of a finished import."""
    first, _, last = said.replace("new work", "work").rpartition(", ")
    return f"Imported {' and '.join(filter(None, [first, last]))} from "


def shown_of(app: Flask, batch_id: int) -> list[ReviewEntry]:
    with app.app_context():
        return review_entries.review_entries(review.review_page(batch_id, View()).items)


def test_a_duplicate_of_a_skipped_entry_is_announced_as_a_separate_work(app: Flask) -> None:
    fill(app)
    batch_id = stage(app, PREPRINT, JOURNAL, BOOK)
    assert seen(app, batch_id).to_be_done == "1 new work, 2 versions"
    choose(app, batch_id, 0, Decision.SKIP)
    said = [one.reassignment for one in shown_of(app, batch_id)]
    assert re.fullmatch(r"Line \d+ is skipped: this becomes a separate work\.", said[1])
    assert re.fullmatch(r"Line \d+ is skipped: this joins line \d+\.", said[2])
    assert seen(app, batch_id).to_be_done == "1 new work, 1 version"
    assert applied(app, batch_id).done == "Imported 1 work and 1 version from mine.json"
    assert [one.outcome for one in shown_of(app, batch_id)] == [
        ImportOutcome.NOTHING,
        ImportOutcome.WORK,
        ImportOutcome.VERSION,
    ]


def test_a_duplicate_of_a_skipped_version_stays_with_its_work(app: Flask) -> None:
    fill(app)
    batch_id = stage(app, PREPRINT, JOURNAL, record(volume="3"), BOOK)
    choose(app, batch_id, 1, Decision.SKIP)
    said = shown_of(app, batch_id)[2].reassignment
    assert re.fullmatch(r"Line \d+ is skipped: this joins line \d+\.", said)
    assert seen(app, batch_id).to_be_done == "1 new work, 2 versions"
    choose(app, batch_id, 0, Decision.SKIP)
    assert seen(app, batch_id).to_be_done == "1 new work, 1 version"
    choose(app, batch_id, 0, Decision.ADD)
    assert applied(app, batch_id).done == "Imported 1 work and 2 versions from mine.json"
    assert [len(work) for work in versions(app)] == [3]


def test_a_change_without_selected_fields_is_not_counted(app: Flask) -> None:
    fill(app, record(pages="1–9"), record(title="On kelp"))
    batch_id = stage(app, record(pages="2–10"), record(title="On kelp", volume="3"))
    summary = seen(app, batch_id)
    assert (summary.chosen, summary.kept, summary.to_be_done) == (1, 1, "1 change")
    assert applied(app, batch_id).done == "Imported 1 change from mine.json"
    assert seen(app, stage(app, record(pages="2–10"))).counts["same"] == 1


def test_two_changes_of_one_work_are_counted_separately(app: Flask) -> None:
    fill(app, PREPRINT, JOURNAL)
    batch_id = stage(app, {**PREPRINT, "note": "New"}, {**JOURNAL, "note": "New"})
    assert seen(app, batch_id).to_be_done == "2 changes"
    assert applied(app, batch_id).done == "Imported 2 changes from mine.json"


def test_a_change_that_also_adds_topics_counts_once(app: Flask) -> None:
    fill(app, record())
    assert imported(app, record(volume="3", topics=["Dunes"])).done == (
        "Imported 1 change from mine.json"
    )


@pytest.mark.slow
@pytest.mark.parametrize("file", samples.bibliographies())
def test_sample_files_are_imported_as_announced_for_random_choices(app: Flask, file: Path) -> None:
    fill(app, topics=["Learning", "Security", "Neurons"])
    text = samples.text(file)
    # Half of the file was imported before; the whole is imported twice, once modified.
    applied(app, stage_text(app, text[: len(text) // 2], "half.bib"))
    otherwise = re.sub(r"(?mi)^\s*(pages|year)\s*=.*$", "  note = {Seen twice},", text)
    batch_id = stage_text(app, text + otherwise, file.name)
    chance = Random(file.stem)  # noqa: S311 (the same choices every time)
    with app.app_context():
        read = select(ImportItem).where(ImportItem.batch_id == batch_id)
        items = list(db.session.scalars(read.order_by(ImportItem.position)))
        choices.choose(batch_id, [_random_choice(item, chance) for item in items])
    *imported, declined = re.split(r", (?=[\d,]+ not mine$)", seen(app, batch_id).to_be_done)
    if not imported:
        imported, declined = [declined], ""
    also = f", and declined {counted(declined)}" if declined else ""
    assert applied(app, batch_id).done == f"{as_done(imported[0])}{file.name}{also}"


def counted(declined: str) -> str:
    number = declined.removesuffix(" not mine")
    return f"{number} {'entry' if number == '1' else 'entries'}"


def _random_choice(item: ImportItem, chance: Random) -> Choice:
    fields = [one.field for one in item.differences if chance.random() < 0.3]
    topics = [name for name in item.suggested if chance.random() < 0.3]
    decision = chance.choice([*choices.OFFERED[item.state], Decision.SKIP])
    return Choice(item.position, decision, fields, topics)

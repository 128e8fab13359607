"""Real bibliographies: every entry is read, no duplicates, and export returns what came in."""

from pathlib import Path

import pytest
from flask import Flask
from msgspec import structs

from app.bibliography import formats
from app.bibliography.bibtex import reader as bibtex_reader
from app.bibliography.bibtex import writer
from app.bibliography.document import reader as document_reader
from app.bibliography.entry import Format
from app.models import ItemState
from app.services.catalog.selection import PublicFilter
from app.services.exporting import works
from app.services.loading import document
from tests.support import samples
from tests.support.database import versions
from tests.support.factories import fill
from tests.support.imports import applied, counts, entries, seen, stage_text

IN_FULL = {
    "ICLR": "The Thirteenth International Conference on Learning Representations",
    "SEAS": "Proceedings of the 14th Conference on Small Seas",
    "ICML": "Proceedings of the 42nd International Conference on Machine Learning",
    "NAACL": "Proceedings of the North American Chapter of the Association for Computational "
    "Linguistics",
}


@pytest.mark.slow
@pytest.mark.parametrize("file", samples.bibliographies())
def test_every_entry_is_imported_and_a_second_import_finds_no_change(
    app: Flask, file: Path
) -> None:
    fill(app)
    text = samples.text(file)
    batch_id = stage_text(app, text, file.name)
    preview = seen(app, batch_id)
    assert preview.problems == []
    assert preview.entries == len(list(bibtex_reader.read_bibtex(text)))
    applied(app, batch_id)
    again = seen(app, stage_text(app, text, file.name))
    assert counts(again) == {"same": preview.entries}


@pytest.mark.slow
@pytest.mark.parametrize("file", samples.bibliographies())
def test_exported_files_are_recognised_as_unchanged(app: Flask, file: Path) -> None:
    fill(app)
    applied(app, stage_text(app, samples.text(file), file.name))
    with app.app_context():
        records = works.export_records(PublicFilter(), all_versions=True)
    for form in (Format.BIBTEX, Format.CSL, Format.RIS):
        again = seen(
            app,
            stage_text(
                app, formats.write_records(form, records, lossless=True), f"out{form.suffix}"
            ),
        )
        assert set(counts(again)) == {"same"}, form


@pytest.mark.slow
@pytest.mark.parametrize(
    "file", [samples.case(samples.PROFILE), samples.case(samples.REAL_PROFILE)]
)
def test_importing_the_papers_of_a_profile_creates_no_duplicates(app: Flask, file: Path) -> None:
    profile = document_reader.read_document(file.read_bytes())
    with app.app_context():
        document.load_document(profile)
    before = versions(app)
    written = writer.write_bibtex(
        structs.replace(
            r, source=None, work=None, topics=(), venue=IN_FULL.get(r.venue or "", r.venue)
        )
        for r in profile.publications
    )
    batch_id = stage_text(app, written, "papers.bib")
    assert {e.state for e in entries(app, batch_id)} <= {ItemState.SAME, ItemState.CHANGED}
    applied(app, batch_id)
    assert versions(app) == before


@pytest.fixture
def profile(app: Flask) -> Flask:
    """The sample profile, some of whose papers are in the sample bibliographies."""
    with app.app_context():
        document.load_document(document_reader.read_document(samples.PROFILE.read_bytes()))
    return app


def preview_of(app: Flask, name: str) -> int:
    return stage_text(app, samples.text(samples.SAMPLE_BIB / name), name)


def test_further_versions_join_the_works_of_a_profile(profile: Flask) -> None:
    before = versions(profile)
    batch_id = preview_of(profile, "versions.bib")
    # Two exist already; the appendix with a known DOI adds a volume to its work.
    assert counts(seen(profile, batch_id)) == {"same": 2, "version": 2, "changed": 1, "new": 2}
    applied(profile, batch_id)
    after = versions(profile)
    assert len(after) == len(before) + 2
    (barnacles,) = [work for work in after if ("Barnacles Count Waves", 2021) in work]
    assert sorted(year for _, year in barnacles if year) == [2021, 2022, 2023]
    # One title and one key, but four years apart: two works.
    assert after[-2:] == [[("Editorial", 2012)], [("Editorial", 2016)]]


def test_a_conference_paper_joins_the_preprint_of_a_profile(profile: Flask) -> None:
    batch_id = preview_of(profile, "computer-science.bib")
    # The preprint gets its DOI.
    assert counts(seen(profile, batch_id)) == {"changed": 1, "version": 1, "new": 5}
    applied(profile, batch_id)
    title = "TideNet: Forecasting Floods from Ten Buoys"
    assert [(title, 2023), (title, 2022)] in versions(profile)


def test_broken_entries_are_reported_and_the_rest_is_imported(app: Flask) -> None:
    fill(app)
    batch_id = stage_text(app, samples.text(samples.BROKEN), "broken.bib")
    assert counts(seen(app, batch_id)) == {"new": 2, "unreadable": 6}
    applied(app, batch_id)
    assert [title for ((title, _),) in versions(app)] == [
        "Read Before What Is Broken",
        "Read Behind What Is Broken",
    ]

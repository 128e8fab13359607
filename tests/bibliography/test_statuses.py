"""The status of publications, as notes, journals and years tell it."""

import pytest

from app.bibliography import csl, ris
from app.bibliography.bibtex import reader, writer
from app.bibliography.record import PublicationType, Record, Status

MANUSCRIPT, ARTICLE = PublicationType.MANUSCRIPT, PublicationType.ARTICLE_JOURNAL
PAPER, PREPRINT = PublicationType.PAPER_CONFERENCE, PublicationType.ARTICLE
REVIEW, PRESS, ACCEPTED = Status.UNDER_REVIEW, Status.IN_PRESS, Status.ACCEPTED
AIM = "Submitted to Tides"


def bib(entry: str) -> Record:
    (found,) = reader.read_bibtex(entry)
    assert found.record
    assert found.warnings == ()
    return found.record


def said(record: Record) -> tuple[PublicationType, Status, str | None, str | None]:
    return record.type, record.status, record.venue, record.note


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("journal = {Submitted to Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Tides}, note = {Submitted}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Tides}, year = {submitted}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Tides}, pubstate = {submitted}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {eingereicht bei Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {arXiv}, note = {Submitted to Tides}", (PREPRINT, REVIEW, "arXiv", AIM)),
        ("journal = {Submitted to: Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Submitted: Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {(submitted to) Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Submitted to Tides (2024)}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Resubmitted to Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Paper under review in Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Being reviewed at Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Minor revision at Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Preprint, submitted to Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Tides; submitted}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Tides -- under review}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Tides. Under review.}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("howpublished = {Submitted to Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("howpublished = {To appear in Tides}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, note = {In print}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, pubstate = {inpress}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, year = {in press}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, volume = {to appear}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides (to appear)}", (ARTICLE, PRESS, "Tides", None)),
        ("note = {To appear in Tides}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, year = {2024, forthcoming}", (ARTICLE, ACCEPTED, "Tides", None)),
        ("journal = {Tides}, note = {accepted}", (ARTICLE, ACCEPTED, "Tides", None)),
        ("journal = {Tides}, note = {sous presse}", (ARTICLE, PRESS, "Tides", None)),
        (
            "journal = {Tides}, volume = 3, pages = 4, note = {Submitted}",
            (ARTICLE, Status.PUBLISHED, "Tides", "Submitted"),
        ),
        ("journal = {Tides}, note = {A tide}", (ARTICLE, Status.PUBLISHED, "Tides", "A tide")),
    ],
)
def test_the_status_is_told_anywhere(
    fields: str, expected: tuple[PublicationType, Status, str | None, str | None]
) -> None:
    record = bib(f"@article{{k, title = {{T}}, {fields}}}")
    assert said(record) == expected
    again = bib(writer.write_bibtex([record]))
    assert said(again) == expected
    for exchanged in (csl, ris):
        (entry,) = exchanged.read(exchanged.write([record]))
        assert entry.record
        assert said(entry.record) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            "@misc{k, title = {T}, note = {Accepted at ICML 2024}}",
            (PAPER, ACCEPTED, "ICML 2024", None),
        ),
        (
            "@unpublished{k, title = {T}, note = {In prep.}}",
            (MANUSCRIPT, Status.IN_PREPARATION, None, None),
        ),
        (
            "@inproceedings{k, title={T}, booktitle={Submitted to Tides}, note={under review}}",
            (MANUSCRIPT, REVIEW, None, AIM),
        ),
    ],
)
def test_notes_of_unpublished_work(
    entry: str, expected: tuple[PublicationType, Status, str | None, str | None]
) -> None:
    assert said(bib(entry)) == expected


def test_other_formats_have_words_of_their_own() -> None:
    (entry,) = ris.read("TY  - INPR\nTI  - T\nT2  - Tides\nER  - ")
    assert entry.record
    assert said(entry.record) == (ARTICLE, PRESS, "Tides", None)
    item = '{"title": "T", "type": "article-journal", "container-title": "Tides"'
    for told in ('"status": "forthcoming"', '"issued": {"literal": "accepted"}'):
        (entry,) = csl.read(f"{item}, {told}}}")
        assert entry.record
        assert said(entry.record) == (ARTICLE, ACCEPTED, "Tides", None)

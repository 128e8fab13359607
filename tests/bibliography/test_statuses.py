"""The status of publications, as notes, journals and years tell it."""

import pytest

from app.bibliography import csl, ris, statuses
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
        (
            "journal = {Tides}, volume = 3, pages = 4, note = {Accepted 3 May 2024; revised}",
            (ARTICLE, Status.PUBLISHED, "Tides", "Accepted 3 May 2024; revised"),
        ),
        ("journal = {Revise and resubmit, Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {R\\&R at Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Revise \\& resubmit: Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Minor revision requested, Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("note = {R\\&R at Tides}", (MANUSCRIPT, REVIEW, None, r"R\&R at Tides")),
        ("journal = {Working paper, under review}", (MANUSCRIPT, REVIEW, None, None)),
        ("journal = {Tides}, addendum = {submitted}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Tides}, addendum = {in press}", (ARTICLE, PRESS, "Tides", None)),
        (
            "journal = {Tides}, addendum = {in press}, note = {With data}",
            (ARTICLE, PRESS, "Tides", "With data"),
        ),
        ("journal = {Tides}, type = {Article in Press}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, document_type = {Article in Press}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, note = {In Press, Corrected Proof}", (ARTICLE, PRESS, "Tides", None)),
        ("journal = {Tides}, note = {To appear in March 2025}", (ARTICLE, PRESS, "Tides", None)),
        ("note = {Accepted, to appear in Tides}", (ARTICLE, PRESS, "Tides", None)),
        (
            "journal = {Tides}, note = {Best paper. To appear.}",
            (ARTICLE, PRESS, "Tides", "Best paper."),
        ),
        (
            "note = {Accepted for publication in Tides; preprint at arXiv}",
            (ARTICLE, ACCEPTED, "Tides", "preprint at arXiv"),
        ),
        ("journal = {arXiv:2401.01234, submitted to Tides}", (PREPRINT, REVIEW, "arXiv", AIM)),
        ("journal = {Submitted to Tides, arXiv:2401.01234}", (PREPRINT, REVIEW, "arXiv", AIM)),
        (
            "note = {arXiv:2401.01234, submitted to Tides}",
            (PREPRINT, REVIEW, "arXiv", "arXiv:2401.01234, submitted to Tides"),
        ),
        (
            "journal = {arXiv preprint arXiv:2401.01234, accepted at Tides}",
            (ARTICLE, ACCEPTED, "Tides", None),
        ),
        ("journal = {Tides}, month = {in press}", (ARTICLE, PRESS, "Tides", None)),
        (
            "journal = {Tides}, publication_stage = {aip}",
            (ARTICLE, Status.PUBLISHED, "Tides", None),
        ),
        (
            "journal = {Tides}, publication_stage = {Article in press}",
            (ARTICLE, PRESS, "Tides", None),
        ),
        ("journal = {R\\&R (second round), Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Revise and resubmit (Tides)}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Second revision requested by Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        (
            "journal = {Submitted for possible publication in Tides}",
            (MANUSCRIPT, REVIEW, None, AIM),
        ),
        ("journal = {zur Publikation eingereicht bei Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("journal = {Enviado a Tides}", (MANUSCRIPT, REVIEW, None, AIM)),
        ("note = {Accepted with minor revisions at Tides}", (ARTICLE, ACCEPTED, "Tides", None)),
        ("journal = {Tides}, note = {Accepted (oral)}", (ARTICLE, ACCEPTED, "Tides", "oral")),
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
            "@unpublished{k, title = {T}, note = {Accepted to NeurIPS 2024}}",
            (PAPER, ACCEPTED, "NeurIPS 2024", None),
        ),
        (
            "@unpublished{k, title = {T}, note = {Accepted at the Conference on Tides}}",
            (PAPER, ACCEPTED, "Conference on Tides", None),
        ),
        (
            "@misc{k, title = {T}, note = {Accepted to the 3rd Workshop on Tides (WoT 2024)}}",
            (PAPER, ACCEPTED, "3rd Workshop on Tides (WoT 2024)", None),
        ),
        (
            "@misc{k, title = {T}, note = {Accepted as a poster at NeurIPS 2024}}",
            (PAPER, ACCEPTED, "NeurIPS 2024", "as a poster"),
        ),
        (
            "@misc{k, title = {T}, note = {Accepted at NeurIPS 2024 (spotlight)}}",
            (PAPER, ACCEPTED, "NeurIPS 2024", "spotlight"),
        ),
        (
            "@phdthesis{k, title = {T}, school = {Cape University, submitted}}",
            (PublicationType.THESIS, REVIEW, "Cape University", None),
        ),
        (
            "@unpublished{k, title = {T}, note = {Accepted in Tides; preprint at arXiv}}",
            (ARTICLE, ACCEPTED, "Tides", "preprint at arXiv"),
        ),
        (
            "@misc{k, title = {T}, howpublished = {arXiv:2401.01234, submitted to Tides}}",
            (PREPRINT, REVIEW, "arXiv", "arXiv:2401.01234, submitted to Tides"),
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


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("forthcoming", ACCEPTED),
        ("in press", PRESS),
        ("to appear", PRESS),
        ("im Druck", PRESS),
        ("sous presse", PRESS),
    ],
)
def test_a_status_after_a_name_is_no_part_of_it(words: str, status: Status) -> None:
    book = f"@book{{k, title = {{T}}, publisher = {{Tide Press, {words}}}}}"
    part = f"@incollection{{k, title = {{T}}, booktitle = {{On Tides, {words}}}}}"
    series = f"@book{{k, title = {{T}}, series = {{Tide Studies ({words})}}}}"
    assert (bib(book).status, bib(book).publisher, bib(book).venue) == (status, "Tide Press", None)
    assert (bib(part).status, bib(part).venue) == (status, "On Tides")
    assert bib(series).status == status
    (entry,) = ris.read(f"TY  - BOOK\nTI  - T\nPB  - Tide Press, {words}\nER  - ")
    assert entry.record
    assert (entry.record.status, entry.record.publisher) == (status, "Tide Press")


def test_a_book_that_a_press_may_still_reject_names_it_in_the_note() -> None:
    record = bib("@book{k, title = {T}, publisher = {Tide Press, submitted}}")
    assert (record.status, record.publisher, record.note) == (
        REVIEW,
        None,
        "Submitted to Tide Press",
    )
    record = bib("@book{k, title = {T}, note = {Forthcoming from Tide Press}}")
    assert (record.status, record.publisher, record.note) == (ACCEPTED, "Tide Press", None)


@pytest.mark.parametrize(
    ("text", "venue", "year"),
    [
        ("Accepted to NeurIPS 2024", "NeurIPS 2024", 2024),
        ("To appear in Tides, 2025", "Tides", 2025),
        ("To appear (2025)", "", 2025),
        ("Accepted: May 3, 2024", "", 2024),
        ("Accepted in March 2024", "", 2024),
        ("Forthcoming in Tides on 3 May 2024", "Tides", 2024),
        ("Accepted, Nature", "Nature", None),
    ],
)
def test_dates_are_no_part_of_a_venue(text: str, venue: str, year: int | None) -> None:
    stated = statuses.read_status(text)
    assert stated
    assert (stated.venue, stated.year) == (venue, year)
    assert bib(f"@unpublished{{k, title = {{T}}, note = {{{text}}}}}").year == year


@pytest.mark.parametrize("text", ["Accepted tides", "Author accepted manuscript", "R\\&D at Tides"])
def test_other_texts_tell_no_status(text: str) -> None:
    assert statuses.read_note(text) == (None, text)


def test_scopus_says_in_press_in_ris() -> None:
    (entry,) = ris.read("TY  - JOUR\nTI  - T\nT2  - Tides\nM3  - Article in Press\nER  - ")
    assert entry.record
    assert said(entry.record) == (ARTICLE, PRESS, "Tides", None)
    assert entry.record.genre is None
    assert entry.extras == {}


def test_other_formats_have_words_of_their_own() -> None:
    (entry,) = ris.read("TY  - INPR\nTI  - T\nT2  - Tides\nER  - ")
    assert entry.record
    assert said(entry.record) == (ARTICLE, PRESS, "Tides", None)
    item = '{"title": "T", "type": "article-journal", "container-title": "Tides"'
    for told in (
        '"status": "forthcoming"',
        '"issued": {"literal": "accepted"}',
        '"issued": "forthcoming"',
        '"issued": {"date-parts": [["accepted"]]}',
        '"genre": "accepted"',
    ):
        (entry,) = csl.read(f"{item}, {told}}}")
        assert entry.record
        assert said(entry.record) == (ARTICLE, ACCEPTED, "Tides", None)

"""Remarks of databases and programs in notes, in BibTeX, RIS and CSL."""

from time import process_time

import pytest

from app.bibliography import formats as readers
from app.bibliography.entry import Format
from app.bibliography.remarks import without_remarks
from tests.support import formats

REMARKS = [
    "cited By 12",
    "[Cited by 12]",
    "Cited by 12 (Scopus)",
    "Google-Books-ID: abcDEF12",
    "Copyright: Copyright 2020 Tide Press, All rights reserved.",
    "cited By (since 1996)0",
    "Cited by: 3; All Open Access, Gold Open Access",
    "Cited by: 3; All Open Access, Bronze Open Access, Green Open Access",
    "Cited by: 0; Conference name: Tide Days 2019; Conference date: 3 May 2019 through 5 May 2019;"
    " Conference code: 123456",
    "Export Date: 3 May 2024; Cited By: 12; Correspondence Address: A. Roe; Univ. of Tides; email:"
    " roe@tides.example",
    "Times Cited: 12\nCited Reference Count: 34",
    "Publisher: Tide Press",
    "Number: 3\nPublisher: Tide Press",
    "Number: 3 Publisher: Tide Press",
    "ISBN: 9783161484100 Place: Rome Series Title: Notes on Tides",
    "_eprint: https://tides.example/pdf/1.pdf",
    "Pages: 12-15 Publication Title: Tides ADS Bibcode: 2020Tides...1R",
    "PMID: 1234567\nPMCID: PMC123456",
    "PMC123456",
    "WOS:000123456700001",
    "ZSCC: 0000012",
    "tex.bibsource: dblp",
    "Accepted: 2016-06-08T15:21:06Z",
    "Publisher Copyright: © 2020 The Authors; all rights reserved.",
    "Publisher Copyright:\n© 2020 Tide Press\nFunding Information:\nWe thank the sea; and salt.",
    "[object Object]",
]


@pytest.mark.parametrize("note", REMARKS)
def test_remarks_are_not_shown_as_notes_but_kept(note: str) -> None:
    lines = note.split("\n")
    entries = {
        Format.BIBTEX: formats.bibtex_entry(f"journal = {{Tides}}, note = {{{note}}}"),
        Format.RIS: formats.ris_entry("T2  - Tides", f"N1  - {lines[0]}", *lines[1:]),
        Format.CSL: formats.csl_entry(container_title="Tides", note=note),
    }
    for format_, entry in entries.items():
        record = formats.record_in(entry)
        assert (record.venue, record.status, record.note) == ("Tides", "published", None)
        assert entry.extras
        again = readers.write_records(format_, [record])
        assert " ".join(lines) in " ".join(again.replace("\\n", "\n").split())
        assert formats.record_in(formats.only_entry(format_, again)).note is None


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("cited By 12; Best paper award", "Best paper award"),
        ("Best paper award; Cited by: 3", "Best paper award"),
        ("cited By 3; Conference of 3rd Tide Days", "Conference of 3rd Tide Days"),
        ("3rd Tide Days ; Conference date: 03-05-2019 Through 05-05-2019", "3rd Tide Days"),
        ("Publisher: Tide Press\nWith a map; in colour", "With a map; in colour"),
        ("With a map\n\nPublisher: Tide Press\n\nIn colour", "With a map\n\nIn colour"),
        (r"\_eprint: https://tides.example/1, in colour", ""),
        ("arXiv: 2401.01234 [cs, stat]", ""),
        ("arXiv:2401.01234", ""),
        ("arXiv preprint arXiv:2401.01234", ""),
        ("arXiv:2401.01234v2 [cs.LG]\nWith a map", "With a map"),
        ("doi: 10.1000/182", ""),
    ],
)
def test_the_rest_of_a_note_is_shown(note: str, said: str) -> None:
    assert without_remarks(note, "10.1000/182", "2401.01234") == said


@pytest.mark.parametrize(
    "note",
    [
        "Cited by the court in Roe v. Tides",
        "Publisher's version available",
        "Erratum: Tides 3 (2020), doi: 10.1000/other",
        "arXiv:2401.09999 [cs]",
        "arXiv:2401.01234, 12 pages",
        "Best paper: salt",
        "Best paper;",
        "Open access to all data",
        "With salt; and tides\nand waves",
        "",
    ],
)
def test_what_people_write_is_kept_as_it_is(note: str) -> None:
    assert without_remarks(note, "10.1000/182", "2401.01234") == note


@pytest.mark.parametrize(
    "piece",
    [
        "Publisher: a ",
        "cited By 1; ",
        "\n",
        " ",
        "; ",
        "_",
        "tex.",
        "Number: ",
        "a;",
        "Conference ",
    ],
)
def test_long_notes_are_searched_in_little_time(piece: str) -> None:
    start = process_time()
    for length in (20_000, 200_000):
        without_remarks((piece * length)[:length], None, None)
    assert process_time() - start < 1

"""Type tags of RIS and forms of the work, to types and genres and back."""

import pytest

from app.bibliography import ris
from app.bibliography.record import Record


def record_of(*lines: str, kind: str = "JOUR") -> Record:
    (entry,) = ris.read("\n".join([f"TY  - {kind}", "TI  - Tides", *lines, "ER  - "]))
    assert entry.record is not None, entry.error
    return entry.record


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("JOUR", "article-journal"),
        ("EJOUR", "article-journal"),
        ("CONF", "paper-conference"),
        ("CPAPER", "paper-conference"),
        ("CHAP", "chapter"),
        ("BOOK", "book"),
        ("EDBOOK", "book"),
        ("THES", "thesis"),
        ("RPRT", "report"),
        ("COMP", "software"),
        ("DATA", "dataset"),
        ("UNPB", "manuscript"),
        ("ELEC", "webpage"),
        ("BLOG", "webpage"),
        ("PAT", "patent"),
        ("STAND", "standard"),
        ("SLIDE", "speech"),
        ("ENCYC", "entry-encyclopedia"),
        ("DICT", "entry-encyclopedia"),
        ("GEN", "document"),
        ("XYZ", "document"),
        ("", "document"),
    ],
)
def test_types_are_mapped(tag: str, meant: str) -> None:
    record = record_of(kind=tag)
    assert record.type == meant
    assert ris.write([record]).startswith(f"TY  - {tag or 'GEN'}\r\n")


@pytest.mark.parametrize(
    ("tag", "kind", "genre"),
    [
        ("ABST", "article-journal", "Abstract"),
        ("BLOG", "webpage", "Blog post"),
        ("CASE", "document", "Legal case"),
        ("CLSWK", "book", "Classical work"),
        ("DBASE", "dataset", "Database"),
        ("DICT", "entry-encyclopedia", "Dictionary entry"),
        ("GOVDOC", "report", "Government document"),
        ("HEAR", "document", "Hearing"),
        ("JFULL", "book", "Periodical"),
        ("MAP", "document", "Map"),
        ("MGZN", "article-journal", "Magazine article"),
        ("MPCT", "document", "Film"),
        ("NEWS", "article-journal", "Newspaper article"),
        ("PAMP", "book", "Pamphlet"),
        ("SOUND", "document", "Audio recording"),
        ("STAT", "document", "Legislation"),
        ("VIDEO", "document", "Video"),
    ],
)
def test_types_that_only_ris_has_become_genres(tag: str, kind: str, genre: str) -> None:
    record = record_of(kind=tag)
    assert (record.type, record.genre) == (kind, genre)
    written = ris.write([Record(title="Tides", type=record.type, genre=genre)])
    assert written.startswith(f"TY  - {tag}\r\n")
    assert record_of("M3  - Column", kind=tag).genre == "Column"


def test_a_note_tells_a_thesis() -> None:
    record = record_of("PY  - 2020", "N1  - PhD thesis, University X, 2020", kind="GEN")
    assert (record.type, record.genre) == ("thesis", "Doctoral dissertation")
    assert (record.venue, record.note) == ("University X", None)
    record = record_of("N1  - PhD thesis, University X, 2020", "T2  - J")
    assert (record.type, record.note) == ("article-journal", "PhD thesis, University X, 2020")


@pytest.mark.parametrize(
    ("kind", "form", "found"),
    [
        ("JOUR", "Book Review", ("review", None)),
        ("JOUR", "Review", ("article-journal", None)),
        ("JOUR", "Editorial Material", ("article-journal", "Editorial")),
        ("JOUR", "Article; Proceedings Paper", ("article-journal", None)),
        ("JOUR", "Conference paper", ("paper-conference", None)),
        ("BOOK", "Book chapter", ("chapter", None)),
        ("GEN", "PhD thesis", ("thesis", "Doctoral dissertation")),
    ],
)
def test_the_form_of_the_work_corrects_the_type(
    kind: str, form: str, found: tuple[str, str | None]
) -> None:
    record = record_of(f"M3  - {form}", kind=kind)
    assert (record.type, record.genre) == found

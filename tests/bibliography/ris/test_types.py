"""Type tags of RIS and forms of the work, to types and genres and back."""

import msgspec
import pytest

from app.bibliography import ris
from app.bibliography.bibtex.reader import read_bibtex
from app.bibliography.bibtex.writer import write_bibtex
from app.bibliography.record import PublicationType, Record


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
    ("words", "tag"),
    [
        ("Journal Article", "JOUR"),
        ("jour", "JOUR"),
        ("ARTICLE", "JOUR"),
        ("Newspaper Article", "NEWS"),
        ("Conference Proceedings", "CPAPER"),
        ("Book Section", "CHAP"),
        ("Book, Whole", "BOOK"),
        ("Dissertation/Thesis", "THES"),
        ("Report", "RPRT"),
        ("Web Page", "ELEC"),
        ("Computer Program", "COMP"),
        ("Unpublished Work", "UNPB"),
        ("PREPRINT", "UNPB"),
        ("Generic", "GEN"),
    ],
)
def test_types_may_be_given_in_words(words: str, tag: str) -> None:
    (entry,) = ris.read(f"TY  - {words}\nTI  - Tides\nER  - ")
    assert entry.record
    assert dict(entry.extras) == {}
    plain = msgspec.structs.replace(entry.record, source=None)
    assert ris.write([plain]).startswith(f"TY  - {tag}\r\n")


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
    record = record_of("PB  - University X", "N1  - Thesis (Ph.D.)", kind="THES")
    assert (record.genre, record.venue, record.note) == (
        "Doctoral dissertation",
        "University X",
        None,
    )
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


@pytest.mark.parametrize("tag", ["M3", "U3", "VL", "M1", "U1"])
@pytest.mark.parametrize(
    ("degree", "genre"), [("Ph.D.", "Doctoral dissertation"), ("MSc thesis", "Master's thesis")]
)
def test_several_tags_may_have_the_degree_of_a_thesis(tag: str, degree: str, genre: str) -> None:
    (entry,) = ris.read(f"TY  - THES\nTI  - Tides\nPB  - U\n{tag}  - {degree}\nER  - ")
    assert entry.record
    assert (entry.record.genre, entry.record.volume, entry.record.issue) == (genre, None, None)
    assert dict(entry.extras) == {}


def test_the_volume_of_a_thesis_is_no_degree() -> None:
    assert record_of("VL  - 12", kind="THES").volume == "12"


@pytest.mark.parametrize("genre", [None, "Technical report", "SSRN Scholarly Paper"])
@pytest.mark.parametrize("venue", ["Institute of Tides", None])
def test_a_report_with_the_doi_of_a_preprint_stays_one(
    genre: str | None, venue: str | None
) -> None:
    is_report = genre != "SSRN Scholarly Paper"
    kind = PublicationType.REPORT if is_report else PublicationType.ARTICLE
    server = venue if is_report else "SSRN"
    record = Record(title="Tides", type=kind, genre=genre, venue=server, doi="10.2139/ssrn.123")
    for written in (ris.write([record]), write_bibtex([record])):
        again = _again(written)
        assert (again.type, again.genre, again.venue) == (kind, genre, server)


def _again(written: str) -> Record:
    reader = read_bibtex if written.startswith("@") else ris.read
    (entry,) = reader(written)
    assert entry.record
    return entry.record

"""Types and genres by the words that people use for them."""

import pytest

from app.bibliography import formats, kinds, theses
from app.bibliography.entry import Format
from app.bibliography.record import PublicationType as Type


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Invited talk at Tides 2024", (Type.SPEECH, None)),
        ("Poster presented at Tides", (Type.SPEECH, kinds.POSTER)),
        ("US Patent 9,123,456", (Type.PATENT, None)),
        ("[Online; accessed 1-May-2024]", (Type.WEBPAGE, None)),
        ("working paper or preprint", (Type.ARTICLE, None)),
        ("Lecture notes", (Type.MANUSCRIPT, None)),
        ("With an appendix", None),
    ],
)
def test_notes_tell_the_type(text: str, kind: tuple[Type, str | None] | None) -> None:
    assert kinds.described_kind(text) == kind


@pytest.mark.parametrize(
    ("kind", "text", "genre"),
    [
        (Type.ARTICLE_JOURNAL, "Editorial Material", "Editorial"),
        (Type.ARTICLE_JOURNAL, "Editorial Material; Book Chapter", "Editorial"),
        (Type.ARTICLE_JOURNAL, "Article", None),
        (Type.ARTICLE_JOURNAL, "Review", None),
        (Type.ARTICLE_JOURNAL, "Article; Proceedings Paper", None),
        (Type.ARTICLE_JOURNAL, "Article; Data Paper", "Data Paper"),
        (Type.ARTICLE_JOURNAL, "Letter", "Letter"),
        (Type.ARTICLE_JOURNAL, "Meeting Abstract", "Meeting Abstract"),
        (Type.ARTICLE_JOURNAL, "magazine article", "Magazine article"),
        (Type.REVIEW, "Book Review", None),
        (Type.REPORT, "Working paper", "Working paper"),
        (Type.REPORT, "mathesis", theses.MASTERS),
        (Type.REPORT, "techreport", "Technical report"),
        (Type.THESIS, "resreport", "Research report"),
        (Type.THESIS, "candthesis", "Candidate thesis"),
        (Type.THESIS, "software", "Computer software"),
        (Type.SOFTWARE, "software", None),
        (Type.DOCUMENT, "audiocd", "Audio CD"),
        (Type.DATASET, "datacd", "Data CD"),
        (Type.PATENT, "patent", None),
        (Type.PATENT, "patenteu", "European patent"),
        (Type.PATENT, "patrequs", "U.S. patent request"),
    ],
)
def test_a_genre_adds_to_the_type(kind: Type, text: str, genre: str | None) -> None:
    assert kinds.genre(kind, text) == genre


@pytest.mark.parametrize(
    ("kind", "text", "stated"),
    [
        (Type.ARTICLE_JOURNAL, "Book Review", Type.REVIEW),
        (Type.ARTICLE_JOURNAL, "Theater Review", Type.REVIEW),
        (Type.ARTICLE_JOURNAL, "Review of “On tides”", Type.REVIEW),
        (Type.ARTICLE_JOURNAL, "Review", Type.ARTICLE_JOURNAL),
        (Type.ARTICLE_JOURNAL, "Review Article", Type.ARTICLE_JOURNAL),
        (Type.ARTICLE_JOURNAL, "Conference Review", Type.ARTICLE_JOURNAL),
        (Type.ARTICLE_JOURNAL, "Article; Proceedings Paper", Type.ARTICLE_JOURNAL),
        (Type.ARTICLE_JOURNAL, "Conference paper", Type.PAPER_CONFERENCE),
        (Type.BOOK, "Book chapter", Type.CHAPTER),
        (Type.BOOK, "PhD thesis", Type.THESIS),
        (Type.MANUSCRIPT, "Master's thesis", Type.THESIS),
        (Type.REPORT, "Master's thesis", Type.REPORT),
        (Type.DOCUMENT, "MA", Type.DOCUMENT),
        (Type.DOCUMENT, "", Type.DOCUMENT),
    ],
)
def test_a_name_corrects_the_type(kind: Type, text: str, stated: Type) -> None:
    assert kinds.stated_type(kind, text) is stated


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Format.BIBTEX, "@mastersthesis{k, title={On Salt}, volume={Master of Mathematics}}"),
        (Format.BIBTEX, "@thesis{k, title={On Salt}, volume={M.Sc.}}"),
        (Format.RIS, "TY  - THES\nTI  - On Salt\nVL  - M.Sc.\nER  -"),
        (Format.CSL, '[{"type": "thesis", "title": "On Salt", "volume": "M.Sc."}]'),
    ],
)
def test_the_degree_of_a_thesis_is_no_volume(form: Format, text: str) -> None:
    (entry,) = formats.read_entries(form, text)
    assert entry.record is not None
    assert (entry.record.genre, entry.record.volume) == ("Master's thesis", None)


def test_other_volumes_stay() -> None:
    (entry,) = formats.read_entries(Format.BIBTEX, "@phdthesis{k, title={On Salt}, volume={12}}")
    assert entry.record is not None
    assert entry.record.volume == "12"

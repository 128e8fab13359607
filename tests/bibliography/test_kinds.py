"""Types and genres by the words that people use for them."""

import pytest

from app.bibliography import kinds
from app.bibliography.record import PublicationType as Type


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("phdthesis", kinds.DOCTORAL),
        ("Ph.D. thesis", kinds.DOCTORAL),
        ("Doctoral dissertation", kinds.DOCTORAL),
        ("Thèse de doctorat", kinds.DOCTORAL),
        ("mathesis", kinds.MASTERS),
        ("M.Sc. Thesis", kinds.MASTERS),
        ("Masterarbeit", kinds.MASTERS),
        ("Bachelor’s thesis", kinds.BACHELORS),
        ("Habilitation", "Habilitation"),
        ("Diplomarbeit", "Diploma thesis"),
        ("Honours essay", None),
    ],
)
def test_kinds_of_theses_have_one_name_each(text: str, genre: str | None) -> None:
    assert kinds.thesis_genre(text) == genre


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


def test_a_genre_adds_to_the_type() -> None:
    assert kinds.genre(Type.ARTICLE_JOURNAL, "Editorial Material") == "Editorial"
    assert kinds.genre(Type.ARTICLE_JOURNAL, "Article") is None
    assert kinds.genre(Type.REPORT, "Working paper") == "Working paper"

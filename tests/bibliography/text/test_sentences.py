"""Ends of sentences, and full stops of abbreviations that are none."""

from time import process_time

import pytest

from app.bibliography.text.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Presented at the 3rd Int. Conf. on Tides",
        "Keynote at St. Petersburg Conference",
        "To appear in Int. J. Tides",
        "In press, Proc. Natl. Acad. Sci. USA",
        "Univ. of Tides",
        "By A. B. Roe",
        "Vol. 3 and No. 4",
        "",
    ],
)
def test_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert sentences(text) == ([text] if text else [])


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Best paper. To appear.", ["Best paper.", "To appear."]),
        ("Talk at MIT. Slides online", ["Talk at MIT.", "Slides online"]),
        ("In Rome. (With a map)", ["In Rome.", "(With a map)"]),
        ("A long proc. Second part", ["A long proc.", "Second part"]),
        ("Ended in 2020. 3 pages", ["Ended in 2020. 3 pages"]),
    ],
)
def test_sentences_end_at_other_full_stops(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize("piece", ["Int. ", "a", "A. ", "ab. A", ". "])
def test_long_texts_are_split_in_little_time(piece: str) -> None:
    start = process_time()
    sentences(piece * 40_000)
    assert process_time() - start < 1

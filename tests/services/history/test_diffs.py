"""Word-by-word diffs: readable, and bounded in size and time for any text."""

from time import process_time

import pytest

from app.services.history import diffs
from app.services.history.diffs import DiffPiece


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("On tides", "On waves", ["same On", "del tides", "ins waves"]),
        ("", "New words", ["ins New words"]),
        ("Old words", "", ["del Old words"]),
        ("a b c", "a c", ["same a", "del b", "same c"]),
        ("One.\n\nTwo.", "One. Two.", ["same One.", "del ¶", "same Two."]),
        ("a b", "a  b", []),
        ("", "", []),
    ],
)
def test_changed_words_are_marked(before: str, after: str, pieces: list[str]) -> None:
    assert [f"{p.kind} {p.text}" for p in diffs.of_texts(before, after)] == pieces


def test_lists_are_compared_by_element() -> None:
    assert diffs.of_lists(["Ada Roe", "Kim Li"], ["Ada Roe*", "Kim Li", "Bo Ek"]) == [
        DiffPiece("del", "Ada Roe"),
        DiffPiece("ins", "Ada Roe*"),
        DiffPiece("same", "Kim Li"),
        DiffPiece("ins", "Bo Ek"),
    ]


def test_unchanged_text_is_shortened_around_a_change() -> None:
    many = " ".join(f"w{n}" for n in range(100))
    same, gone, come, rest = diffs.of_texts(f"{many} old {many}", f"{many} new {many}")
    assert same.text == "… w92 w93 w94 w95 w96 w97 w98 w99"
    assert (gone.text, come.text) == ("old", "new")
    assert rest.text == "w0 w1 w2 w3 w4 w5 w6 w7 …"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a b " * 50_000, "b a c " * 33_000),
        (" ".join(map(str, range(40_000))), " ".join(map(str, range(40_000, 0, -1)))),
        ("x" * 200_000, "y" * 200_000),
        (" ".join(str(n % 7) for n in range(600)), " ".join(str(n % 11) for n in range(600))),
    ],
)
def test_long_texts_are_compared_in_bounded_time(before: str, after: str) -> None:
    began = process_time()
    pieces = diffs.of_texts(before, after)
    assert process_time() - began < 2
    assert {piece.kind for piece in pieces} >= {"del", "ins"}


def test_long_texts_and_words_are_shortened() -> None:
    gone, come = diffs.of_texts("a b " * 50_000, "c d " * 50_000)
    assert gone.text.endswith("… (99,880 more words)")
    assert len(come.text) < 400
    (long,) = diffs.of_texts("", "x" * 200_000)
    assert len(long.text) < 3_000

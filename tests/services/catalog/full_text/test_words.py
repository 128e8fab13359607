"""Words as the search compares them."""

import pytest

from app.services.catalog.full_text.words import LONGEST_WORD, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ebb & Flood", ["ebb", "flood"]),
        ("Étude du Sel", ["etude", "du", "sel"]),
        ("Straße ﬁn Ørsted", ["strasse", "fin", "orsted"]),
        ("low-loss, d’Alembert", ["low", "loss", "d", "alembert"]),
        ("Ωκεανός", ["ωκεανοσ"]),
        ("H₂O x²", ["h2o", "x2"]),
        ("深度 learning入門", ["深", "度", "learning", "入", "門"]),
        ("ガス ラーメン", ["ガ", "ス", "ラ", "ー", "メ", "ン"]),
        ("기계 학습", ["기계", "학습"]),
        ("หุ่น", ["ห", "ุ", "่", "น"]),
        ("C++, C#; F# and ABC# c+", ["cplusplus", "csharp", "fsharp", "and", "abc", "c"]),
        ("x" * 300, ["x" * LONGEST_WORD]),
        ("", []),
    ],
)
def test_texts_are_split_into_folded_words(text: str, words: list[str]) -> None:
    assert split_words(text) == words

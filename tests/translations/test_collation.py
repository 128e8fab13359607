"""The order of names and titles: by letters, then by accents, then by case."""

import random

import pytest

from app.translations.collation import position_key, sort_key, sorted_texts

IN_ORDER = {
    "French": ["cote", "Cote", "coté", "côte", "Côte", "côté", "école", "Éluard", "Zola", "zoo"],
    "accents": ["Ana", "Ångström", "Đặng", "Émile", "Erdős", "Eric", "Éric", "Łukasz", "Øystein"],
    "ligatures": ["odeur", "œuvre", "Oeuvres", "offre", "Strasse", "Straße", "Straße 2", "Straus"],
    "punctuation": ["?!", "Oates", "O'Brien", "O’Brien", "OBrien, Ann", "Ocean"],
    "particles": ["al-Ḥasan", "al Hasan II", "ʿAlī", "Alice", "de Vries", "Devlin"],
    "numbers": ["2 seas", "10 seas", "Topic 2", "Topic 02b", "Topic 10", "Topic 1234567890"],
    "scripts": ["Zola", "Ωμέγα", "Яков", "أحمد", "العربية", "李", "王"],
    "compositions": ["e\u0301cole", "école b"],
    "nothing": ["", "a"],
}


@pytest.mark.parametrize("kind", IN_ORDER)
def test_names_and_titles_are_in_the_order_that_readers_expect(kind: str) -> None:
    expected = IN_ORDER[kind]
    for seed in range(5):
        shuffled = expected.copy()
        random.Random(seed).shuffle(shuffled)  # noqa: S311 (any order will do)
        assert sorted_texts(shuffled) == expected


def test_different_texts_never_have_the_same_key() -> None:
    texts = ["Straße", "Strasse", "STRASSE", "école", "e\u0301cole", "Topic 2", "Topic 02"]
    assert len({sort_key(text) for text in texts}) == len(texts)


def test_the_owner_s_order_comes_before_names() -> None:
    topics = [(1, "Éthique"), (1, "Zones"), (0, "Zoologie"), (1, "Eau")]
    ordered = sorted(topics, key=lambda topic: position_key(*topic))
    assert ordered == [(0, "Zoologie"), (1, "Eau"), (1, "Éthique"), (1, "Zones")]

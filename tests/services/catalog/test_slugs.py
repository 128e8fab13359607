"""Slugs: readable, unique addresses, from titles and names of any script."""

import re

import pytest

from app.services.catalog import slugs

LONG = "A study of tides and waves on the northern coast in the years without any storm or frost"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("On Tides", "on-tides"),
        ("  On -- tides: a (first) study! ", "on-tides-a-first-study"),
        ("Tides 2.0 & waves/salt", "tides-2-0-waves-salt"),
        ("José Núñez", "jose-nunez"),
        ("Jose\u0301", "jose"),
        ("Straße nach Ørsted", "strasse-nach-orsted"),
        ("O'Brien’s ʻtidesʼ", "obriens-tides"),
        ("the sea’s `song`", "the-seas-song"),
        ("co\u00adoperate\u200b", "cooperate"),
        ("€5 for α", "eur5-for-a"),
    ],
)
def test_latin_text_stays_readable(text: str, slug: str) -> None:
    assert slugs.readable(text) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("深度学习", "shen-du-xue-xi"),
        ("深度 Learning", "shen-du-learning"),
        ("한국어", "han-gug-eo"),
        ("Гоголь и Вольга", "gogol-i-volga"),
        ("Ελληνικά κύματα", "ellinika-kymata"),
        ("عمر محمد", "mr-mhmd"),
    ],
)
def test_other_scripts_are_transliterated(text: str, slug: str) -> None:
    assert slugs.readable(text) == slug


@pytest.mark.parametrize("text", ["", "  ", "?!", "🌊", "🌊🎉", "👩\u200d🔬", "👍🏽", "❤️", "\0"])
def test_text_without_letters_gets_the_fallback_slug(text: str) -> None:
    assert slugs.make_slug(text, set(), "work") == "work"
    assert slugs.make_slug(text, {"work"}, "work") == "work-2"


def test_emoji_are_removed() -> None:
    assert slugs.readable("On tides 🌊 and waves") == "on-tides-and-waves"


def test_a_long_text_is_cut_at_a_word() -> None:
    assert len(LONG) > slugs.LONGEST
    assert slugs.readable(LONG) == (
        "a-study-of-tides-and-waves-on-the-northern-coast-in-the-years-without-any-storm"
    )


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 80, 80),
        ("a" * 81, 80),
        ("a" * 79 + " b", 79),
        ("a" * 78 + " b", 80),
        ("a" * 80 + " b", 80),
        ("a" * 77 + " b cd", 79),
        ("a " + "b" * 78 + " c", 80),
    ],
)
def test_a_slug_is_never_longer_than_eighty_characters(text: str, length: int) -> None:
    assert len(slugs.readable(text)) == length


@pytest.mark.parametrize(
    ("taken", "slug"),
    [
        (set(), "on-tides"),
        ({"on-waves", "on-tides-2"}, "on-tides"),
        ({"on-tides"}, "on-tides-2"),
        ({"on-tides", "on-tides-2"}, "on-tides-3"),
        ({"on-tides", "on-tides-3"}, "on-tides-2"),
    ],
)
def test_a_slug_that_is_taken_gets_a_number(taken: set[str], slug: str) -> None:
    assert slugs.make_slug("On tides", taken, "work") == slug


def test_works_with_one_long_title_get_unique_slugs_within_the_limit() -> None:
    taken: set[str] = set()
    for _ in range(12):
        taken.add(slugs.make_slug("x" * 200, taken, "work"))
    assert len(taken) == 12
    assert max(map(len, taken)) == slugs.LONGEST


@pytest.mark.parametrize("text", [LONG, "深度学习" * 40, "Ελληνικά " * 20, "- a -" * 40, "İi Iı"])
def test_a_slug_is_made_of_lower_case_ascii_words(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slugs.readable(text))
    assert len(slugs.readable(text)) <= slugs.LONGEST

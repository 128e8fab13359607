"""Citation keys: given keys are kept, generated keys are made unique."""

import pytest

from app.bibliography import citation_keys
from app.bibliography.record import Record


@pytest.mark.parametrize(
    ("title", "author", "key"),
    [
        ("On the tides", "Ada Roe", "roe2024tides"),
        (r"The \emph{Wave}-like {TideNet}", "Ludwig van Beethoven", "vanbeethoven2024wave"),
        ("État des lieux", "Zoë Ångström", "angstrom2024etat"),
        ("$x$ marks", "Tom Roe Jr.", "roe2024x"),
        ("潮汐", "王小明", "wangxiaoming2024chaoxi"),
        ("On the", "{The Tide Team}", "thetideteam2024on"),
        ("?", "", "2024"),
    ],
)
def test_a_key_is_family_name_year_and_first_significant_word(
    title: str, author: str, key: str
) -> None:
    assert citation_keys.make_key(Record(title=title, authors=(author,), year=2024)) == key


def test_a_key_is_never_empty() -> None:
    assert citation_keys.make_key(Record(title="?")) == "work"


def test_generated_keys_get_letter_suffixes_and_given_keys_are_unchanged() -> None:
    made = Record(title="Tides", authors=("Ada Roe",), year=2024)
    given = Record(title="Other", citation_key="roe2024tidesb")
    twice = Record(title="Tides", citation_key="Roe:1")
    assert citation_keys.unique_keys([made, given, made, made, twice, twice]) == [
        "roe2024tides",
        "roe2024tidesb",
        "roe2024tidesc",
        "roe2024tidesd",
        "Roe:1",
        "Roe:1",
    ]


def test_many_equal_keys_become_unique() -> None:
    keys = citation_keys.unique_keys([Record(title="Tides")] * 1000)
    assert len(set(keys)) == 1000
    assert keys[:3] == ["tides", "tidesb", "tidesc"]
    assert keys[25:28] == ["tidesz", "tidesaa", "tidesab"]

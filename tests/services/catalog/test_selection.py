"""The visitor's filter: parsed from an address and written back to one."""

import pytest

from app.services.catalog import selection
from app.services.catalog.selection import Page, PublicFilter

MOST = 3


def read(*topics: str, page: str = "") -> PublicFilter:
    return selection.parse_filter(topics, {"page": page}, MOST)


def test_an_address_without_parameters_selects_the_first_page_of_all_works() -> None:
    assert read() == PublicFilter((), 1)
    assert read().query == ""


@pytest.mark.parametrize(
    ("topics", "wanted"),
    [
        (["tides"], ("tides",)),
        (["waves", "tides"], ("tides", "waves")),
        (["tides", "tides"], ("tides",)),
        (["", "tides", ""], ("tides",)),
        (["ti\0des"], ()),
        (["no-such-topic"], ("no-such-topic",)),
        (["d", "c", "b", "a"], ("a", "b", "c")),
    ],
)
def test_topics_are_sorted_deduplicated_and_limited(
    topics: list[str], wanted: tuple[str, ...]
) -> None:
    assert read(*topics).topics == wanted


@pytest.mark.parametrize(
    ("text", "page"), [("1", 1), ("2", 2), ("100000", 100_000), ("all", "all")]
)
def test_a_page_is_a_number_or_all(text: str, page: Page) -> None:
    assert read(page=text).page == page


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "-1",
        "+2",
        "1.5",
        "1e3",
        "0x2",
        "two",
        "All",
        " 2",
        "2\n",
        "1_0",
        *("١", "²", "２", "007", "100001", "000100000999", "9" * 5000, "000000001" + "9" * 5000),
    ],
)
def test_a_malformed_page_falls_back_to_the_first(text: str) -> None:
    assert read(page=text).page == 1


@pytest.mark.parametrize(
    ("chosen", "query"),
    [
        (PublicFilter(), ""),
        (PublicFilter(page=2), "page=2"),
        (PublicFilter(page="all"), "page=all"),
        (PublicFilter(("tides",)), "topic=tides"),
        (PublicFilter(("tides", "waves"), 3), "topic=tides&topic=waves&page=3"),
        (PublicFilter(("a&b=c d",)), "topic=a%26b%3Dc+d"),
        (
            PublicFilter(("salt",), 2, "ebb", "oldest", "compact"),
            "topic=salt&q=ebb&view=compact&sort=oldest&page=2",
        ),
    ],
)
def test_a_filter_is_written_as_a_query_string(chosen: PublicFilter, query: str) -> None:
    assert chosen.query == query


def test_equivalent_addresses_have_the_same_query_string() -> None:
    assert (
        read("waves", "tides", page="1").query
        == read("tides", "", "waves", "tides", page="0").query
        == "topic=tides&topic=waves"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((), ("tides",)),
        (("waves",), ("tides", "waves")),
        (("salt",), ("salt", "tides")),
        (("tides",), ()),
        (("salt", "tides", "waves"), ("salt", "waves")),
    ],
)
@pytest.mark.parametrize("page", [1, 4, "all"])
def test_toggling_adds_or_removes_a_topic_and_returns_to_page_one(
    before: tuple[str, ...], after: tuple[str, ...], page: Page
) -> None:
    assert PublicFilter(before, page).toggled("tides") == PublicFilter(after, 1)


def test_links_clear_the_filter_or_change_the_page() -> None:
    chosen = PublicFilter(("tides", "waves"), 4)
    assert chosen.cleared() == PublicFilter((), 1)
    assert chosen.on_page(5) == PublicFilter(("tides", "waves"), 5)
    assert chosen.on_page("all").query == "topic=tides&topic=waves&page=all"

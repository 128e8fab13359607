"""The visitor's filter: parsed from an address and written back to one."""

from urllib.parse import parse_qs

import pytest

from app.services.catalog import selection
from app.services.catalog.selection import STANDARD, Arrangement, Group, Page, PublicFilter

MOST = 3


def read(*topics: str, page: str = "") -> PublicFilter:
    return selection.parse_filter({"topic": topics, "page": [page]}, MOST)


def parse(query: str) -> PublicFilter:
    return selection.parse_filter(parse_qs(query), MOST)


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
    assert PublicFilter(before, page).toggled("topic", "tides") == PublicFilter(after, 1)


def test_links_clear_the_filter_or_change_the_page() -> None:
    chosen = PublicFilter(("tides", "waves"), 4)
    assert chosen.cleared() == PublicFilter((), 1)
    assert chosen.on_page(5) == PublicFilter(("tides", "waves"), 5)
    assert chosen.on_page("all").query == "topic=tides&topic=waves&page=all"


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        (
            "has=pdf&status=accepted&author=kim&type=book&year=2020&topic=a&q=ebb",
            "topic=a&year=2020&type=book&author=kim&status=accepted&has=pdf&q=ebb",
        ),
        ("page=2&sort=title&view=compact&group=type", "group=type&view=compact&sort=title&page=2"),
        ("group=year-type&sort=oldest", "group=year-type&sort=oldest"),
        ("type=book&type=article&type=book", "type=article&type=book"),
        ("year=2020&year=2019&year=2022", "year=2019-2020&year=2022"),
        ("year=2019-2021&year=2020-2023", "year=2019-2023"),
        ("year=2023-2019", "year=2019-2023"),
        ("year=2023–2024", "year=2023-2024"),
        ("year=3000", "year=3000"),
        ("year=2019-", "year=2019-2200"),
        ("year=&year=20&year=20201&year=x&year=2019-20", ""),
        ("sort=relevance", ""),
        ("sort=relevance&q=ebb", "q=ebb&sort=relevance"),
        ("sort=relevance&q=ebb&group=type", "q=ebb&sort=relevance"),
        ("sort=best&group=venue&view=tiny", ""),
        ("type=&author=&has=&status=", ""),
        ("type=b%00k", ""),
        (f"author={'a' * 101}", ""),
        ("has=a&has=b&has=c&has=d", "has=a&has=b&has=c"),
    ],
)
def test_each_view_has_one_address(given: str, canonical: str) -> None:
    assert parse(given).query == canonical
    assert parse(canonical) == parse(given)


COMPACT_BY_TYPE = Arrangement("type", "compact", "title")


@pytest.mark.parametrize(
    ("given", "canonical", "shown"),
    [
        ("", "", COMPACT_BY_TYPE),
        ("group=type&view=compact&sort=title&page=1", "", COMPACT_BY_TYPE),
        ("group=venue&view=tiny&sort=best", "", COMPACT_BY_TYPE),
        ("sort=newest&view=full&group=year", "group=year&view=full&sort=newest", STANDARD),
        ("group=year&topic=a&page=2", "topic=a&group=year&page=2", ("year", "compact", "title")),
        ("sort=relevance", "", COMPACT_BY_TYPE),
        ("sort=relevance&group=year&q=a", "q=a&sort=relevance", ("type", "compact", "relevance")),
    ],
)
def test_addresses_name_what_differs_from_the_owners_arrangement(
    given: str, canonical: str, shown: Arrangement
) -> None:
    chosen = selection.parse_filter(parse_qs(given), MOST, COMPACT_BY_TYPE)
    assert chosen.query == canonical
    assert chosen.arrangement == shown
    assert selection.parse_filter(parse_qs(canonical), MOST, COMPACT_BY_TYPE) == chosen
    assert chosen.arranged(STANDARD).arrangement == STANDARD


@pytest.mark.parametrize(
    ("before", "group", "after"),
    [
        ("group=year&sort=oldest&page=3", "type", "sort=oldest"),
        ("sort=newest", "year", "group=year&sort=newest"),
        # By title, a list by year would have no years.
        ("", "year", "group=year&sort=newest"),
        ("", "year-type", "group=year-type"),
        ("q=a&sort=relevance", "year-type", "q=a&group=year-type"),
        ("q=a&sort=relevance", "year", "q=a&group=year&sort=newest"),
    ],
)
def test_a_grouping_keeps_the_order_where_that_makes_sense(
    before: str, group: Group, after: str
) -> None:
    chosen = selection.parse_filter(parse_qs(before), MOST, COMPACT_BY_TYPE)
    assert chosen.grouped(group).query == after


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("", "year", "2020", "year=2020"),
        ("year=2019-2021", "year", "2020", "year=2019&year=2021"),
        ("year=2019-2021", "year", "2019-2021", ""),
        ("year=2019", "year", "2020", "year=2019-2020"),
        ("year=2019", "year", "2018-2022", "year=2018-2022"),
        ("year=2019", "year", "soon", "year=2019"),
        ("type=book&page=3", "type", "article", "type=article&type=book"),
        ("type=book", "type", "book", ""),
        ("author=kim&q=ebb&sort=title", "author", "roe", "author=kim&author=roe&q=ebb&sort=title"),
        ("has=pdf", "status", "accepted", "status=accepted&has=pdf"),
    ],
)
def test_a_choice_is_added_or_removed(before: str, key: str, value: str, after: str) -> None:
    assert parse(before).toggled(key, value).query == after


def test_what_is_chosen_is_listed_and_can_be_cleared() -> None:
    chosen = parse("year=2019-2021&type=book&topic=tides&q=ebb&sort=relevance&view=compact")
    assert list(chosen.choices) == [("topic", "tides"), ("year", "2019-2021"), ("type", "book")]
    assert chosen.has_chosen("year", "2020")
    assert not chosen.has_chosen("year", "2022")
    assert chosen.has_chosen("type", "book")
    assert chosen.without("type", "year").query == "topic=tides&q=ebb&view=compact&sort=relevance"
    assert chosen.without_search().query == "topic=tides&year=2019-2021&type=book&view=compact"
    assert chosen.cleared() == PublicFilter(view="compact")
    assert chosen.narrows
    assert not PublicFilter(view="compact", sort="title", group="type").narrows

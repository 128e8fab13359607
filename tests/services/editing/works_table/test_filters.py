"""The filter of the works table: what addresses say, and where its choices lead."""

import pytest

from app.services.editing.works_table import filters
from app.services.editing.works_table.filters import WorksFilter


def parse(keys: dict[str, str]) -> WorksFilter:
    return filters.parse_filter({key: value.split(",") for key, value in keys.items()}, 10)


@pytest.mark.parametrize(
    ("keys", "query"),
    [
        ({"page": "2", "sort": "title", "q": " a  b "}, "q=a+b&sort=title&page=2"),
        (
            {"year": "2020", "missing": "doi", "topic": "x", "state": "draft"},
            "topic=x&year=2020&state=draft&missing=doi",
        ),
        ({"state": "", "topic": "", "sort": "newest", "page": "1"}, ""),
        ({"state": "gone", "missing": "all", "sort": "-1", "year": "20a0", "page": "0"}, ""),
        ({"year": "99999", "page": "1e9", "q": "\0"}, ""),
        ({"page": "٣"}, ""),
        ({"page": "all", "sort": "relevance", "group": "type", "view": "compact"}, ""),
        ({"sort": "changed", "has": "pdf,code"}, "has=code&has=pdf&sort=changed"),
        ({"from": "2019", "to": "2021", "year": "1999"}, "year=2019-2021"),
    ],
)
def test_filter_addresses_are_normalised_and_malformed_values_ignored(
    keys: dict[str, str], query: str
) -> None:
    assert parse(keys).query == query


CHOSEN = {"topic": "tides", "state": "draft", "missing": "doi", "sort": "changed", "page": "3"}


def test_a_choice_keeps_the_state_what_is_missing_and_the_order() -> None:
    chosen = parse(CHOSEN)
    both = "author=bo-ek&state=draft&missing=doi&sort=changed"
    assert chosen.toggled("author", "bo-ek").query == f"topic=tides&{both}"
    assert chosen.without("topic").toggled("author", "bo-ek").query == both
    assert chosen.cleared().query == "sort=changed"


@pytest.mark.parametrize("keys", [{"state": "draft"}, {"missing": "year"}, {"topic": "x"}])
def test_each_of_its_filters_narrows(keys: dict[str, str]) -> None:
    assert parse(keys).narrows
    assert parse(keys).is_single
    assert not parse({**keys, "has": "pdf"}).is_single
    assert not parse({"sort": "changed", "page": "2"}).narrows

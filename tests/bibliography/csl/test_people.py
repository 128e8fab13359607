"""The roles of people in CSL items."""

from typing import Any

import pytest

from app.bibliography.csl.item_reader import parse_item

ROE, LI = {"given": "Ada", "family": "Roe"}, {"given": "Kim", "family": "Li"}


def editor(name: str) -> dict[str, str]:
    return {"name": name, "role": "editor"}


@pytest.mark.parametrize(
    ("item", "people"),
    [
        (
            {"author": [ROE], "translator": [LI]},
            ["Ada Roe", {"name": "Kim Li", "role": "translator"}],
        ),
        ({"editorial-director": [ROE]}, [editor("Ada Roe")]),
        ({"editor": [ROE], "compiler": [ROE, LI]}, [editor("Ada Roe"), editor("Kim Li")]),
        ({"director": [ROE], "producer": [LI]}, ["Ada Roe"]),
        ({"author": [LI], "director": [ROE]}, ["Kim Li"]),
        ({"author": [ROE], "container-author": [LI], "collection-editor": [LI]}, ["Ada Roe"]),
        ({"author": "Ada Roe and Kim Li"}, ["Ada Roe", "Kim Li"]),
        ({"author": [{"family": "Roe (ed.)", "given": "Ada"}]}, [editor("Ada Roe")]),
        ({"author": [{"family": "Roe*", "given": "Ada"}]}, ["Ada Roe"]),
        ({"author": [{"family": "Wang 0001", "given": "Wei"}]}, ["Wei Wang"]),
    ],
)
def test_everybody_has_a_role_once(item: dict[str, Any], people: list[Any]) -> None:
    assert parse_item({"title": "On tides", **item}).fields["authors"] == people


def test_people_of_a_series_or_of_a_book_are_kept() -> None:
    item = {"title": "T", "author": [ROE], "container-author": [LI], "collection-editor": [LI]}
    assert parse_item(item).unused == {"container-author": [LI], "collection-editor": [LI]}


@pytest.mark.parametrize(
    "author",
    [[ROE, {"literal": "et al."}], [{"family": "Roe", "given": "Ada et al."}], [ROE, "et al"]],
)
def test_an_incomplete_list_is_reported(author: list[Any]) -> None:
    parsed = parse_item({"title": "T", "author": author})
    assert parsed.fields["authors"] == ["Ada Roe"]
    assert parsed.warnings == ("“and others”: the list of authors is incomplete",)
    assert parsed.unused == {"author": author}

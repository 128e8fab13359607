"""The order of the list and its headings, for each grouping and order."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.factories import fill, record
from tests.support.pages import attribute, content, elements, fragment, matches, page, texts

WORKS = (
    record(title="The tides", year=2024, month=5),
    record(title="Ebb and flow", year=2024, month=3, type="paper-conference", venue="Waves"),
    record(title="A flood", year=2023, month=2),
    record(title="Zostera", year=2023, month=9, type="article", venue="arXiv"),
    record(title="42 storms", year=None, type="book"),
    record(title="L’eau", year=None, status="in-press", language="fr"),
)
BY_YEAR = {
    "newest": "Forthcoming: L’eau | 2024: The tides, Ebb and flow | 2023: Zostera, A flood"
    " | Undated: 42 storms",
    "oldest": "2023: A flood, Zostera | 2024: Ebb and flow, The tides | Forthcoming: L’eau"
    " | Undated: 42 storms",
    "title": "0–9: 42 storms | E: L’eau, Ebb and flow | F: A flood | T: The tides | Z: Zostera",
}
BY_TYPE = {
    "newest": "Journal articles: L’eau, The tides, A flood | Conference papers: Ebb and flow"
    " | Books: 42 storms | Preprints: Zostera",
    "oldest": "Journal articles: A flood, The tides, L’eau | Conference papers: Ebb and flow"
    " | Books: 42 storms | Preprints: Zostera",
    "title": "Journal articles: L’eau, A flood, The tides | Conference papers: Ebb and flow"
    " | Books: 42 storms | Preprints: Zostera",
}
BY_BOTH = {
    "newest": "Forthcoming Journal articles: L’eau"
    " | 2024 Journal articles: The tides | 2024 Conference papers: Ebb and flow"
    " | 2023 Journal articles: A flood | 2023 Preprints: Zostera | Undated Books: 42 storms",
    "oldest": "2023 Journal articles: A flood | 2023 Preprints: Zostera"
    " | 2024 Journal articles: The tides | 2024 Conference papers: Ebb and flow"
    " | Forthcoming Journal articles: L’eau | Undated Books: 42 storms",
}
LISTS = {
    **{f"group=year&sort={sort}": shown for sort, shown in BY_YEAR.items()},
    **{f"group=type&sort={sort}": shown for sort, shown in BY_TYPE.items()},
    **{f"group=year-type&sort={sort}": shown for sort, shown in BY_BOTH.items()},
    "group=year-type&sort=title": BY_BOTH["newest"],
    "group=type&sort=oldest&view=compact": BY_TYPE["oldest"],
}


def shown_list(*parts: TestResponse) -> str:
    """Return the headings and titles of a list's parts in one line."""
    trees = [fragment(part) for part in parts]
    lists = [next(iter(matches(tree, "#works")), tree.root) for tree in trees]
    found = [e for one in lists for e in elements(one, "h3", "h4")]
    text = "".join(f" | {content(e)}:" if e.name == "h3" else f", {content(e)}" for e in found)
    return text.replace(":, ", ": ").removeprefix(" | ")


@pytest.fixture
def works(app: Flask) -> Iterator[None]:
    fill(app, *WORKS)
    usual = app.config["WORKS_PER_PAGE"]
    yield
    app.config["WORKS_PER_PAGE"] = usual


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize("query", LISTS)
def test_each_grouping_and_order_has_its_headings(client: FlaskClient, query: str) -> None:
    assert shown_list(client.get(f"/fragments/publications?{query}")) == LISTS[query]


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize("per_page", [1, 2, 3])
@pytest.mark.parametrize("query", LISTS)
def test_what_is_added_continues_under_the_right_heading(
    app: Flask, client: FlaskClient, query: str, per_page: int
) -> None:
    app.config["WORKS_PER_PAGE"] = per_page
    first = client.get(f"/fragments/publications?{query}")
    more = f"/fragments/publications/more?{query}"
    others = [client.get(f"{more}&page={number}") for number in range(2, 6 // per_page + 1)]
    assert shown_list(first, *others) == LISTS[query]


@pytest.mark.usefixtures("works")
def test_a_year_is_displayed_once_above_its_types(client: FlaskClient) -> None:
    html = client.get("/?group=year-type").text
    assert "<h3>2024 <small>Journal articles</small></h3>" in html
    assert '<h3><span class="unseen">2024</span> <small>Conference papers</small></h3>' in html


@pytest.mark.usefixtures("works")
@pytest.mark.parametrize(
    ("query", "chosen", "addresses"),
    [
        ("", ["By year"], ["/", "/?group=type", "/?group=year-type", "/?view=compact"]),
        (
            "?group=type&view=compact&page=2&sort=title",
            ["By type", "Compact"],
            [
                "/?view=compact",
                "/?group=type&view=compact&sort=title",
                "/?group=year-type&view=compact&sort=title",
                "/?group=type&sort=title",
            ],
        ),
        (
            "?sort=title",
            [],
            [
                "/",
                "/?group=type&sort=title",
                "/?group=year-type&sort=title",
                "/?view=compact&sort=title",
            ],
        ),
        (
            "?q=tides&sort=relevance",
            [],
            [
                "/?q=tides",
                "/?q=tides&group=type",
                "/?q=tides&group=year-type",
                "/?q=tides&view=compact&sort=relevance",
            ],
        ),
    ],
)
def test_the_views_are_links(
    client: FlaskClient, query: str, chosen: list[str], addresses: list[str]
) -> None:
    tree = page(client.get(f"/{query}"))
    assert texts(tree, ".views a") == ["By year", "By type", "By year and type", "Compact"]
    assert texts(tree, ".views [aria-current]") == chosen
    assert attribute(tree, ".views a", "href") == [f"{url}#publications" for url in addresses]
    fragments = [f"/fragments/publications{url[1:]}" for url in addresses]
    assert attribute(tree, ".views a", "hx-get") == fragments


@pytest.mark.usefixtures("works")
def test_the_form_keeps_the_grouping_and_the_view(client: FlaskClient) -> None:
    tree = page(client.get("/?group=type&view=compact&sort=title"))
    hidden = "input[type=hidden][form=search]"
    assert attribute(tree, hidden, "name") == ["group", "view"]
    assert attribute(tree, hidden, "value") == ["type", "compact"]
    assert attribute(tree, "#sort [selected]", "value") == ["title"]

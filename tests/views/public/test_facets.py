"""What narrows the list: links with counts, pills of what is chosen, and pages of many values."""

from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from tests.support.factories import fill, record
from tests.support.pages import attribute, content, fragment, matches, one, page, texts

PDF = {"kind": "pdf", "url": "https://example.org/a.pdf"}
CODE = {"kind": "code", "url": "https://example.org/a"}
KIM, ROE, SY = "Kim Li", "Ada Roe", "Søren Sy"


@pytest.fixture(autouse=True)
def works(app: Flask) -> None:
    fill(
        app,
        record(title="A", year=2020, authors=[ROE, KIM], links=[PDF, CODE], topics=["Tides"]),
        record(title="B", year=2022, authors=[ROE, KIM, SY], topics=["Tides", "Salt"]),
        record(title="C", year=2022, authors=[ROE], type="chapter", links=[CODE]),
        record(title="D", year=2023, authors=[ROE, SY], status="in-press", topics=["Salt"]),
        record(title="E", year=None, authors=[ROE, SY], type="article", venue="arXiv"),
    )


def facet(tree: JustHTML, key: str) -> list[str]:
    return texts(tree, f"#facet-{key} li")


def bars(tree: JustHTML) -> list[str]:
    return attribute(tree, ".years > *", "aria-label")


def test_each_facet_lists_its_values_with_counts(client: FlaskClient) -> None:
    tree = page(client.get("/"))
    assert bars(tree) == ["2020: 1", "", "2022: 2", "2023: 1"]
    assert facet(tree, "type") == ["Journal articles 3", "Book chapters 1", "Preprints 1"]
    assert facet(tree, "status") == ["Published 4", "In press 1"]
    assert facet(tree, "author") == ["Søren Sy 3", "Kim Li 2"]
    assert facet(tree, "has") == ["PDF 1", "Code 2"]
    assert texts(tree, ".chosen") == []


@pytest.mark.parametrize(
    ("query", "titles", "pills"),
    [
        ("year=2022", "BC", ["2022 ✕"]),
        ("year=2020&year=2023", "DA", ["2020 ✕", "2023 ✕"]),
        ("year=2020-2022", "BCA", ["2020–2022 ✕"]),
        ("from=2022&to=", "DBC", ["2022 or later ✕"]),
        ("from=&to=2021", "A", ["2021 or earlier ✕"]),
        ("from=2023&to=2022", "DBC", ["2022–2023 ✕"]),
        ("from=22&to=x", "DBCAE", []),
        ("type=chapter&type=article", "CE", ["Preprints ✕", "Book chapters ✕"]),
        ("author=kim-li", "BA", ["Kim Li ✕"]),
        ("author=kim-li&author=soren-sy", "B", ["Kim Li ✕", "Søren Sy ✕"]),
        ("status=in-press", "D", ["In press ✕"]),
        ("has=pdf&has=code", "CA", ["Code ✕", "PDF ✕"]),
        ("has=code&year=2022&topic=none", "", ["none ✕", "2022 ✕", "Code ✕"]),
        ("topic=tides&author=soren-sy&q=b", "B", ["Søren Sy ✕", "“b” ✕"]),
    ],
)
def test_what_is_chosen_narrows_the_list_and_can_be_removed(
    client: FlaskClient, query: str, titles: str, pills: list[str]
) -> None:
    tree = page(client.get(f"/?{query}"))
    assert "".join(texts(tree, "#works h4")) == titles
    assert texts(tree, ".chosen a:not(.clear)") == pills
    assert attribute(tree, ".chosen .clear", "href") == ["/#publications"] * bool(pills)


def test_each_value_leads_to_the_list_with_it_or_without_it(client: FlaskClient) -> None:
    tree = page(client.get("/?type=chapter&year=2022&view=compact&page=2"))
    links = {content(a): a.attrs for a in matches(tree, "#facets li a, .chosen a")}
    assert links["Journal articles 1"]["href"] == (
        "/?year=2022&type=article-journal&type=chapter&view=compact#publications"
    )
    assert links["Book chapters 1"]["hx-get"] == "/fragments/publications?year=2022&view=compact"
    assert links["Book chapters 1"]["aria-current"] == "true"
    assert links["Clear all"]["href"] == "/?view=compact#publications"
    assert links["2022 ✕"]["aria-label"] == "Remove 2022"
    assert links["2022 ✕"]["href"] == "/?type=chapter&view=compact#publications"
    assert one(tree, "#year-2022").attrs["aria-current"] == "true"


def test_a_facet_without_a_choice_is_not_shown(client: FlaskClient) -> None:
    tree = page(client.get("/?topic=salt"))
    assert [a.removeprefix("facet-") for a in attribute(tree, "#facets section", "id")] == [
        "status",
        "author",
    ]
    assert facet(tree, "author") == ["Søren Sy 2", "Kim Li 1"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("author=nobody", "No publications have the co-author “nobody”."),
        ("type=song&type=%3Cb%3E", "No publications have the type “<b>”."),
        ("status=lost", "No publications have the status “lost”."),
        ("has=coffee", "No publications have the kind of link “coffee”."),
        ("year=1801", "No publications from 1801."),
        ("from=2031&to=", "No publications from 2031 or later."),
        ("year=2020&type=chapter", "No publications have all of these."),
        ("year=2020&q=sel", "No publications with these filters match “sel”."),
    ],
)
def test_an_empty_list_says_why_and_leads_back(
    client: FlaskClient, query: str, message: str
) -> None:
    answer = client.get(f"/?{query}")
    tree = page(answer)
    assert answer.status_code == 200
    assert texts(tree, ".message p")[0] == message
    assert texts(tree, ".count") == ["0 of 5 publications"]
    assert attribute(tree, ".message a", "href") == ["/#publications"]
    assert attribute(tree, ".chosen .clear", "href") == ["/#publications"]


@pytest.mark.parametrize("query", ["year=20", "year=x-y", "type=", "author=%00", "has", "from=0"])
def test_malformed_values_are_ignored(client: FlaskClient, query: str) -> None:
    tree = page(client.get(f"/?{query}"))
    assert texts(tree, ".count") == ["5 publications"]
    assert attribute(tree, "link[rel=canonical]", "href") == ["http://localhost/"]


@pytest.mark.parametrize("query", ["", "year=2022&author=kim-li", "topic=salt&has=coffee"])
def test_ids_are_unique(client: FlaskClient, query: str) -> None:
    ids = Counter(attribute(page(client.get(f"/?{query}")), "[id]", "id"))
    assert [name for name, number in ids.items() if number > 1] == []


def test_the_fragment_refreshes_the_facets_and_the_button_of_phones(client: FlaskClient) -> None:
    whole = page(client.get("/?has=code&type=chapter"))
    tree = fragment(client.get("/fragments/publications?type=chapter&has=code"))
    assert one(tree, "hx-partial #facets").to_html() == one(whole, "#facets").to_html()
    assert texts(tree, "hx-partial[hx-target='#active']") == ["2 chosen"]
    assert texts(whole, ".filters") == ["Show 1 publication", "Filters 2 chosen"]
    assert texts(page(client.get("/")), ".filters") == ["Show 5 publications", "Filters"]


@pytest.mark.parametrize("path", ["/", "/?year=2022", "/?topic=salt", "/?page=2"])
def test_single_choices_are_indexed(client: FlaskClient, path: str) -> None:
    assert attribute(page(client.get(path)), "meta[name=robots]", "content") == []


@pytest.mark.parametrize(
    "query",
    ["author=kim-li&year=2022", "year=2020-2022", "q=a", "year=2022&view=compact", "topic=no"],
)
def test_combinations_and_what_does_not_exist_are_not_indexed(
    client: FlaskClient, query: str
) -> None:
    tree = page(client.get(f"/?{query}"))
    assert attribute(tree, "meta[name=robots]", "content") == ["noindex"]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("topic", ["Tides 2", "Salt 2"]),
        ("topic?find=SAL", ["Salt 2"]),
        ("topic?type=chapter", []),
        ("author", ["Søren Sy 3", "Kim Li 2"]),
        ("author?find=soren", ["Søren Sy 3"]),
        ("author?find=li+kim", ["Kim Li 2"]),
        ("author?find=k%25", ["Kim Li 2"]),
        ("author?find=nobody", []),
        ("author?topic=salt&year=2023", ["Søren Sy 1"]),
    ],
)
def test_all_values_of_a_facet_have_a_page(
    client: FlaskClient, path: str, found: list[str]
) -> None:
    answer = client.get(f"/facets/{path}")
    tree = page(answer)
    assert texts(tree, "li") == found
    assert attribute(tree, "meta[name=robots]", "content") == ["noindex"]
    assert texts(fragment(client.get(f"/fragments/facets/{path}")), "li") == found


def test_of_many_topics_those_with_works_are_shown(app: Flask, client: FlaskClient) -> None:
    topics = [f"Topic {number:02}" for number in range(20)]
    fill(app, record(title="F", topics=topics), record(title="G", type="book", topics=topics[15:]))
    pills = "nav[aria-label=Topics] li"
    assert texts(page(client.get("/")), pills)[13:] == ["10 more …"]
    assert texts(page(client.get("/?type=book")), pills) == ["All topics"] + [
        f"{topic} 1" for topic in topics[15:]
    ]
    narrowed = page(client.get("/?type=book&topic=tides"))
    assert texts(narrowed, pills) == ["All topics", "Tides 0"]
    assert texts(page(client.get("/facets/topic?type=chapter")), "#topic-choices p") == [
        "None of these publications has one."
    ]


def test_finding_a_value_keeps_the_view(client: FlaskClient) -> None:
    tree = page(client.get("/facets/author?year=2022&q=b&view=compact&sort=oldest&page=3"))
    fields = matches(tree, ".find input[type=hidden]")
    assert {field.attrs["name"]: field.attrs["value"] for field in fields} == {
        "year": "2022",
        "q": "b",
        "view": "compact",
        "sort": "oldest",
    }


@pytest.mark.parametrize("path", ["/facets/year", "/facets/none", "/fragments/facets/type"])
def test_other_facets_have_no_page(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404

"""Search and sort order of the list."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories import LONG_ABSTRACT, fill, many, record
from tests.support.pages import attribute, fragment, one, page, texts


@pytest.fixture(autouse=True)
def works(app: Flask) -> None:
    fill(
        app,
        record(title="Ebb & Flood", year=2020, topics=["Tides"], abstract=LONG_ABSTRACT),
        record(title="Étude du sel", year=2023, topics=["Salt"], authors=["Zoë Çelik"]),
        record(title="H_2O in water", year=2022, topics=["Salt"], doi="10.1000/h2o"),
        record(title="Lost", year=None, venue="Letters of Salt", topics=["Tides"]),
    )


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("etude", ["Étude du sel"]),
        ("ÉTUDE  sel", ["Étude du sel"]),
        ("celik", ["Étude du sel"]),
        ("buoy", ["Ebb & Flood"]),
        ("ebb 2020", ["Ebb & Flood"]),
        ("letters", ["Lost"]),
        ("10.1000/h2o", ["H_2O in water"]),
        ("h_2o", ["H_2O in water"]),
        ("tides journal", ["Étude du sel", "H_2O in water", "Ebb & Flood"]),
        ("los", ["Lost"]),
        ('"los"', []),
        ('"of salt"', ["Lost"]),
        ('"salt of"', []),
        ("tides -ebb", ["Étude du sel", "H_2O in water", "Lost"]),
        ("-ebb", ["Ebb & Flood"]),
        ("author:zoe", ["Étude du sel"]),
        ("author:salt", []),
        ("topic:salt", ["Étude du sel", "H_2O in water"]),
        ("venue:salt", ["Lost"]),
        ("-author:roe", ["Étude du sel"]),
        ("year:2021-2023", ["Étude du sel", "H_2O in water"]),
        ("tides -year:2021-", ["Ebb & Flood", "Lost"]),
        ("https://doi.org/10.1000/H2O", ["H_2O in water"]),
        ("bb", []),
        ("ebb sel", []),
        ("%", []),
        ("'; DROP TABLE work; --", []),
    ],
)
def test_each_search_word_must_match_the_start_of_a_word(
    client: FlaskClient, q: str, found: list[str]
) -> None:
    tree = page(client.get("/", query_string={"q": q}))
    assert texts(tree, "h4") == found
    assert texts(tree, ".count") == [f"{len(found)} of 4 publications"]
    if not found:
        assert texts(tree, ".message p")[0] == f"No publications match “{q}”."
        assert attribute(tree, ".message a", "href") == ["/#publications"]


def test_the_form_keeps_the_query(client: FlaskClient) -> None:
    tree = page(client.get("/?topic=salt&q=in+%22water%22&sort=oldest"))
    form = one(tree, "form[role=search]")
    assert form.attrs["action"] == "/#publications"
    assert attribute(form, "input[type=search]", "value") == ['in "water"']
    assert attribute(form, "option[selected]", "value") == ["oldest"]
    assert attribute(tree, "input[type=hidden][form=search]", "value") == ["salt"]


def test_topics_and_words_narrow_together(client: FlaskClient) -> None:
    tree = page(client.get("/?q=journal&topic=salt"))
    assert texts(tree, "h4") == ["Étude du sel", "H_2O in water"]
    assert texts(tree, "nav[aria-label=Topics] li") == ["All topics", "Tides 0", "Salt 2"]
    links = attribute(tree, "nav[aria-label=Topics] a[href]", "href")
    assert links == ["/?q=journal#publications", "/?q=journal#publications"]


def test_oldest_first_keeps_undated_last(client: FlaskClient) -> None:
    tree = page(client.get("/?sort=oldest"))
    assert texts(tree, "#works h3") == ["2020", "2022", "2023", "Undated"]
    assert texts(tree, ".count") == ["4 publications"]


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("journal", ["The Journal", "Étude du sel", "H_2O in water", "Ebb & Flood"]),
        ("author:roe journal year:2020-2022", ["The Journal", "H_2O in water", "Ebb & Flood"]),
        ("journal -sel", ["The Journal", "H_2O in water", "Ebb & Flood"]),
        ("year:2020-2021", ["The Journal", "Ebb & Flood"]),
    ],
)
def test_the_most_relevant_come_first_on_request(
    app: Flask, client: FlaskClient, q: str, found: list[str]
) -> None:
    fill(app, record(title="The Journal", year=2021, venue=None))
    tree = page(client.get("/", query_string={"q": q, "sort": "relevance"}))
    assert texts(tree, "h4") == found


def test_pages_of_a_search_keep_the_query(app: Flask, client: FlaskClient) -> None:
    fill(app, *many(60))
    tree = page(client.get("/?q=study&sort=oldest"))
    assert len(tree.query("article")) == 25
    more = one(tree, ".more .button")
    assert more.attrs["href"] == "/?q=study&sort=oldest&page=2#work-39"


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("q=&sort=newest", "/"),
        ("sort=oldest&q=+ebb++flood&topic=tides", "/?topic=tides&q=ebb+flood&sort=oldest"),
        ("sort=sideways&q=x%00y", "/?q=x+y"),
    ],
)
def test_the_fragment_names_the_canonical_url(
    client: FlaskClient, asked: str, address: str
) -> None:
    response = client.get(f"/fragments/publications?{asked}")
    assert response.headers["HX-Push-Url"] == address
    assert response.headers["Link"] == f'<http://localhost{address}>; rel="canonical"'


def test_long_searches_are_cut_not_refused(client: FlaskClient) -> None:
    response = client.get("/", query_string={"q": "a " * 5000})
    assert response.status_code == 200
    assert len(attribute(page(response), "#q", "value")[0]) <= 100


def test_the_fragment_announces_the_number_of_matches(app: Flask, client: FlaskClient) -> None:
    tree = fragment(client.get("/fragments/publications?q=ebb"))
    assert texts(tree, "hx-partial[hx-target='#announcement']") == ["1 of 4 publications"]


def test_what_was_found_is_marked(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="Sel <b>", venue="Sel & eau", abstract="Le sel. $sel$", year=2019))
    tree = page(client.get("/?q=sel"))
    assert texts(tree, "h4 mark") == ["sel", "Sel"]
    assert texts(tree, "#work-5 mark") == ["Sel", "Sel", "sel"]
    assert texts(tree, "#work-5 cite") == ["Sel & eau"]
    assert not texts(tree, "math mark")
    assert not texts(page(client.get("/")), "mark")


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("author:ro", ["Roe"] * 3),
        ("title:ebb author:sel", []),
        ("venue:salt", ["Salt"]),
        ("2023", []),
    ],
)
def test_a_field_is_marked_only_where_it_is(client: FlaskClient, q: str, found: list[str]) -> None:
    assert texts(page(client.get("/", query_string={"q": q})), "mark") == found


def test_a_marked_list_is_not_remembered_for_others(client: FlaskClient) -> None:
    plain = page(client.get("/?sort=oldest"))
    assert texts(page(client.get("/?q=ebb&sort=oldest")), "mark") == ["Ebb"]
    assert texts(page(client.get("/?sort=oldest")), "article") == texts(plain, "article")
    assert not texts(page(client.get("/?sort=newest")), "mark")


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("q=journal", ["/?type=article-journal#publications"]),
        ("q=art+jour&sort=oldest", ["/?type=article-journal&sort=oldest#publications"]),
        ("q=journal&type=article-journal", []),
        ("q=jou", []),
        ("q=thesis", ["/?type=thesis#publications"]),
        ("q=theses&topic=tides", ["/?type=thesis#publications"]),
        ("q=books", []),
        ("q=journal+sel", []),
    ],
)
def test_types_that_the_words_name_are_a_click_away(
    app: Flask, client: FlaskClient, query: str, named: list[str]
) -> None:
    fill(app, record(title="On salt", type="thesis"))
    tree = page(client.get(f"/?{query}"))
    assert attribute(tree, "#works > .tips a", "href") == named


def test_searches_without_results_get_tips(client: FlaskClient) -> None:
    tree = page(client.get("/?q=zzz"))
    assert texts(tree, ".message code")[:2] == ['"machine learning"', "learning -survey"]
    assert not texts(page(client.get("/?q=ebb")), ".message")
    assert not texts(page(client.get("/?topic=zzz")), ".message code")


@pytest.mark.parametrize(
    ("query", "offered", "chosen"),
    [
        ("", ["newest", "oldest"], []),
        ("q=ebb", ["newest", "oldest", "relevance"], []),
        ("q=ebb&sort=relevance", ["newest", "oldest", "relevance"], ["relevance"]),
        ("sort=relevance", ["newest", "oldest"], []),
    ],
)
def test_relevance_is_offered_while_searching(
    client: FlaskClient, query: str, offered: list[str], chosen: list[str]
) -> None:
    for tree in (
        page(client.get(f"/?{query}")),
        fragment(client.get(f"/fragments/publications?{query}")),
    ):
        values = attribute(tree, "option", "value")
        assert [value for value in values if value != "title"] == offered
        assert attribute(tree, "option[selected]", "value") == chosen

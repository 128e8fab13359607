"""The list of works: topic filter and pages, as a page and a fragment."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories import fill, many, record
from tests.support.pages import attribute, content, fragment, matches, one, page, texts

PILLS = "nav[aria-label=Topics] li"


@pytest.fixture
def topics(app: Flask) -> None:
    fill(
        app,
        record(title="One", topics=["Tides", "Salt"]),
        record(title="Two", topics=["Tides", "Wind"]),
        record(title="Three", topics=["Salt"]),
    )


@pytest.mark.usefixtures("topics")
def test_topics_are_listed_with_counts_after_all_topics(client: FlaskClient) -> None:
    tree = page(client.get("/"))
    assert texts(tree, PILLS) == ["All topics 3", "Tides 2", "Salt 2", "Wind 1"]
    assert texts(tree, f"{PILLS} [aria-current]") == ["All topics 3"]
    assert texts(tree, ".count") == ["3 publications"]


@pytest.mark.usefixtures("topics")
def test_choosing_a_topic_narrows_the_list(client: FlaskClient) -> None:
    tree = page(client.get("/?topic=tides"))
    assert texts(tree, "h4") == ["One", "Two"]
    assert texts(tree, ".count") == ["2 of 3 publications"]
    assert texts(tree, f"{PILLS} [aria-current]") == ["Tides 2"]
    assert texts(tree, PILLS) == ["All topics 3", "Tides 2", "Salt 1", "Wind 1"]


@pytest.mark.usefixtures("topics")
def test_several_topics_narrow_further_and_topics_without_matches_are_disabled(
    client: FlaskClient,
) -> None:
    tree = page(client.get("/?topic=salt&topic=tides"))
    assert texts(tree, "h4") == ["One"]
    dead = one(tree, f"{PILLS} [aria-disabled=true]")
    assert " ".join(dead.to_text().split()) == "Wind 0"
    assert "href" not in dead.attrs
    assert "hx-get" not in dead.attrs


@pytest.mark.usefixtures("topics")
def test_each_topic_pill_links_to_its_page_and_fragment(client: FlaskClient) -> None:
    tree = page(client.get("/?topic=tides"))
    links = {content(link): link.attrs for link in matches(tree, f"{PILLS} a")}
    salt, tides, every = links["Salt 1"], links["Tides 2"], links["All topics 3"]
    assert salt["href"] == "/?topic=salt&topic=tides#publications"
    assert salt["hx-get"] == "/fragments/publications?topic=salt&topic=tides"
    assert salt["hx-push-url"] == "/?topic=salt&topic=tides"
    assert tides["hx-get"] == every["hx-get"] == "/fragments/publications"
    assert tides["hx-push-url"] == "/"


@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize("query", ["", "topic=tides", "topic=salt&topic=tides", "topic=none"])
def test_page_and_fragment_show_the_same(client: FlaskClient, query: str) -> None:
    whole = one(page(client.get(f"/?{query}")), "#works")
    alone = one(fragment(client.get(f"/fragments/publications?{query}")), "#works")
    assert whole.to_html() == alone.to_html()


@pytest.mark.usefixtures("topics")
def test_the_fragment_announces_its_count_and_has_a_canonical_link(client: FlaskClient) -> None:
    response = client.get("/fragments/publications?topic=wind")
    announced = one(fragment(response), "hx-partial")
    assert announced.attrs["hx-target"] == "#announcement"
    assert announced.to_text() == "1 of 3 publications"
    assert response.headers["Link"] == '</?topic=wind>; rel="canonical"'
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert len(page(client.get("/")).query("#announcement[role=status]")) == 1


@pytest.mark.usefixtures("topics")
def test_the_title_names_the_topics(client: FlaskClient) -> None:
    assert texts(page(client.get("/")), "title") == ["Ada Roe"]
    assert texts(page(client.get("/?topic=wind&topic=tides")), "title") == ["Tides, Wind · Ada Roe"]
    part = fragment(client.get("/fragments/publications?topic=wind"))
    assert texts(part, "title") == ["Wind · Ada Roe"]


@pytest.mark.usefixtures("topics")
def test_an_unknown_topic_shows_an_empty_list_with_a_link_back(client: FlaskClient) -> None:
    response = client.get("/?topic=%3Cb%3E&topic=tides")
    tree = page(response)
    assert response.status_code == 200
    assert texts(tree, ".message p")[0] == "No publications have the topic “<b>”."
    assert attribute(tree, ".message a", "href") == ["/#publications"]
    assert texts(tree, ".count") == ["0 of 3 publications"]


@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "page=-1", "topic=", "q%00=1", "topic=%00", "%ff"]
)
def test_malformed_queries_are_ignored(client: FlaskClient, query: str) -> None:
    tree = page(client.get(f"/?{query}"))
    assert texts(tree, "h4") == ["One", "Two", "Three"]
    assert attribute(tree, "link[rel=canonical]", "href") == ["/"]


def test_the_list_has_pages_of_25_and_a_show_more_button(app: Flask, client: FlaskClient) -> None:
    fill(app, *many(60))
    first = page(client.get("/"))
    assert len(first.query("article")) == 25
    more = one(first, ".more a.button")
    assert more.attrs["href"] == "/?page=2#publications"
    assert more.attrs["hx-get"] == "/fragments/publications?page=2"
    assert texts(first, ".more a") == ["Show more", "Show all 60"]
    last = page(client.get("/?page=3"))
    assert texts(last, "h4") == [f"Study number {n}" for n in range(50, 60)]
    assert texts(last, ".more a") == ["Previous page"]
    assert texts(last, ".count") == ["60 publications, page 3"]


@pytest.mark.slow
def test_pages_together_are_the_whole_list(app: Flask, client: FlaskClient) -> None:
    fill(app, *many(60, month=3), *many(3, type="book", authors=["Ada Roe"], doi=None))
    by_page = [texts(page(client.get(f"/?page={n}")), "h4") for n in (1, 2, 3)]
    assert [title for titles in by_page for title in titles] == texts(
        page(client.get("/?page=all")), "h4"
    )


@pytest.mark.slow
def test_a_year_continued_on_the_next_page_is_not_repeated_by_show_more(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, *many(60))
    tree = page(client.get("/?page=2"))
    assert texts(tree, "h3.continued") == ["2022"]
    assert texts(tree, "h3:not(.continued)") == ["2021", "2020"]
    select = one(page(client.get("/")), ".more a.button").attrs["hx-select"]
    assert select == "#works > article, #works > .year:not(.continued), #works > .more"
    assert not page(client.get("/")).query("h3.continued")


@pytest.mark.slow
def test_show_all_has_a_limit(app: Flask, client: FlaskClient) -> None:
    app.config["SHOW_ALL_LIMIT"] = 40
    fill(app, *many(60))
    assert texts(page(client.get("/")), ".more a") == ["Show more"]
    assert len(page(client.get("/?page=all")).query("article")) == 25


def test_a_page_beyond_the_last_says_so(app: Flask, client: FlaskClient) -> None:
    fill(app, record())
    tree = page(client.get("/?page=99"))
    assert texts(tree, ".message p")[0] == "There is no page 99."
    assert attribute(tree, "a.previous", "href") == ["/#publications"]


def test_topics_without_works_have_no_pills(app: Flask, client: FlaskClient) -> None:
    fill(app, record(topics=["Tides"]), topics=["Tides", "Unused"])
    assert texts(page(client.get("/")), PILLS) == ["All topics 1", "Tides 1"]

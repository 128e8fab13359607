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
    assert texts(tree, PILLS) == ["All topics", "Tides 2", "Salt 2", "Wind 1"]
    assert texts(tree, f"{PILLS} [aria-current]") == ["All topics"]
    assert texts(tree, ".count") == ["3 publications"]


@pytest.mark.usefixtures("topics")
def test_choosing_a_topic_narrows_the_list(client: FlaskClient) -> None:
    tree = page(client.get("/?topic=tides"))
    assert texts(tree, "h4") == ["One", "Two"]
    assert texts(tree, ".count") == ["2 of 3 publications"]
    assert texts(tree, f"{PILLS} [aria-current]") == ["Tides 2"]
    assert texts(tree, PILLS) == ["All topics", "Tides 2", "Salt 1", "Wind 1"]


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
    salt, tides, every = links["Salt 1"], links["Tides 2"], links["All topics"]
    assert salt["href"] == "/?topic=salt&topic=tides#publications"
    assert salt["hx-get"] == "/fragments/publications?topic=salt&topic=tides"
    assert tides["hx-get"] == every["hx-get"] == "/fragments/publications"


@pytest.mark.usefixtures("topics")
@pytest.mark.parametrize(
    "query", ["", "topic=tides", "topic=salt&topic=tides", "topic=none", "view=compact&page=2"]
)
def test_page_and_fragment_show_the_same(client: FlaskClient, query: str) -> None:
    whole = one(page(client.get(f"/?{query}")), "#works")
    alone = one(fragment(client.get(f"/fragments/publications?{query}")), "#works")
    assert whole.to_html() == alone.to_html()


@pytest.mark.usefixtures("topics")
def test_the_fragment_announces_its_count_and_has_a_canonical_link(client: FlaskClient) -> None:
    response = client.get("/fragments/publications?topic=wind")
    announced = one(fragment(response), "hx-partial[hx-target='#announcement']")
    assert announced.to_text() == "1 of 3 publications"
    assert response.headers["Link"] == '<http://localhost/?topic=wind>; rel="canonical"'
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
    assert attribute(tree, "link[rel=canonical]", "href") == ["http://localhost/"]


def titles(*numbers: int) -> list[str]:
    return [f"Study number {n}" for n in range(*numbers)]


def test_a_page_shows_as_much_as_has_been_seen(app: Flask, client: FlaskClient) -> None:
    fill(app, *many(60))
    first = page(client.get("/"))
    assert texts(first, "h4") == titles(25)
    assert texts(first, ".more > *") == ["Show more", "Show all", "25 of 60 shown"]
    second = page(client.get("/?page=2"))
    assert texts(second, "h4") == titles(50)
    assert texts(second, "#works h3") == ["2024", "2023", "2022", "2021", "2020"]
    assert texts(second, ".more span") == ["50 of 60 shown"]
    last = page(client.get("/?page=3"))
    assert texts(last, "h4") == titles(60)
    assert not last.query(".more")
    assert texts(last, ".count") == ["60 publications"]


def test_show_more_leads_to_the_longer_page_at_the_last_work_seen(
    app: Flask, client: FlaskClient
) -> None:
    fill(app, *many(60))
    more = one(page(client.get("/?topic=topic-1&page=1")), "body")
    assert not more.query(".more"), "20 works are one page"
    more = one(page(client.get("/?q=study")), ".more a.button")
    assert more.attrs["href"] == "/?q=study&page=2#work-25"
    assert more.attrs["hx-get"] == "/fragments/publications/more?q=study&page=2"
    assert more.attrs["hx-push-url"] == "/?q=study&page=2"
    assert one(page(client.get("/?q=study&page=2")), "article#work-25")


@pytest.mark.parametrize(("number", "years"), [(2, ["2021", "2020"]), (3, ["2019"])])
def test_the_fragment_has_only_the_works_that_a_page_adds(
    app: Flask, client: FlaskClient, number: int, years: list[str]
) -> None:
    fill(app, *many(60))
    response = client.get(f"/fragments/publications/more?page={number}")
    added = fragment(response)
    assert texts(added, "h4") == titles(25 * (number - 1), min(25 * number, 60))
    # Works of a year whose heading is shown already get no second one.
    assert texts(added, "h3") == years
    assert not added.query("nav, .count, #works")
    assert texts(added, "hx-partial") == [f"{min(25 * number, 60)} of 60 shown"]
    assert response.headers["Link"] == f'<http://localhost/?page={number}>; rel="canonical"'


def test_a_page_has_at_most_as_many_works_as_show_all(app: Flask, client: FlaskClient) -> None:
    app.config["SHOW_ALL_LIMIT"] = 50
    fill(app, *many(80))
    first = page(client.get("/"))
    assert texts(first, ".more a") == ["Show more", "1–50", "51–80"]
    second = (attribute(first, ".more a", "href")[-1]).partition("#")[0]
    assert texts(page(client.get(second)), "h4") == titles(30, 80)
    assert texts(page(client.get("/?page=all")), "h4") == titles(50)
    third = page(client.get("/?page=3"))
    assert texts(third, "h4") == titles(25, 75)
    assert texts(third, "#works h3")[0] == "2022"
    assert texts(third, "#works > .message") == [
        "The first 25 are not shown here. Start from the beginning"
    ]
    assert texts(fragment(client.get("/fragments/publications/more?page=3")), "h4") == titles(
        50, 75
    )


@pytest.mark.parametrize("address", ["/?page=99", "/?page=100000"])
def test_a_page_beyond_the_last_is_the_whole_list(
    app: Flask, client: FlaskClient, address: str
) -> None:
    fill(app, *many(30))
    tree = page(client.get(address))
    assert texts(tree, "h4") == titles(30)
    assert attribute(tree, "link[rel=canonical]", "href") == ["http://localhost/?page=2"]
    assert not fragment(client.get("/fragments/publications/more?topic=none&page=9")).query("h4")


@pytest.mark.usefixtures("topics")
def test_the_compact_view_has_titles_authors_and_venues(client: FlaskClient) -> None:
    tree = page(client.get("/?view=compact"))
    assert texts(tree, "h4") == ["One", "Two", "Three"]
    assert texts(tree, ".facts")[0] == "Journal of Tides 2024"
    assert texts(tree, ".authors")[0] == "Ada Roe, Kim Li"
    assert not tree.query("#works .tags, #works .abstract")
    assert texts(tree, ".views [aria-current]") == ["By year", "Compact"]
    assert attribute(tree, "#view-compact", "href") == ["/#publications"]
    # Filters and searches keep the view.
    assert attribute(tree, "#topic-salt", "href") == ["/?topic=salt&view=compact#publications"]
    assert attribute(tree, "input[type=hidden][form=search]", "value") == ["compact"]
    narrowed = page(client.get("/?view=compact&topic=wind"))
    files = attribute(narrowed, "#works .files a", "href")
    assert files[0] == "/publications.bib?topic=wind"
    assert client.get(files[0]).text.count("@article") == 1


def test_topics_without_works_have_no_pills(app: Flask, client: FlaskClient) -> None:
    fill(app, record(topics=["Tides"]), topics=["Tides", "Unused"])
    assert texts(page(client.get("/")), PILLS) == ["All topics", "Tides 1"]

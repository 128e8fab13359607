"""Charts, as a page and as a part of the profile."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML
from sqlalchemy import update

from app.database import db
from app.models import Work, WorkState
from app.services import cache
from tests.support.accounts import sign_in
from tests.support.database import statements
from tests.support.factories import fill, many, record
from tests.support.languages import speak
from tests.support.pages import attribute, content, fragment, matches, one, page, texts

PAGE, FRAGMENT = "/charts", "/fragments/charts"
TIDES, SALT = "Tides & <b>", "Salt"


@pytest.fixture
def site(app: Flask) -> None:
    fill(
        app,
        record(title="A", year=2020, topics=[TIDES, SALT]),
        record(title="B", year=2020, topics=[TIDES]),
        record(title="C", year=2023, topics=[SALT, TIDES], authors=["Ada Roe", "Zoë Ng", "Kim Li"]),
        record(title="D", year=2021),
        record(title="E", year=None, topics=[TIDES]),
    )


def table(tree: JustHTML) -> list[list[str]]:
    return [texts(row, "th, td") for row in matches(tree, ".wide tr")]


@pytest.mark.usefixtures("site")
def test_the_table_has_the_numbers_and_links_of_the_bars(client: FlaskClient) -> None:
    tree = page(client.get(PAGE))
    assert table(tree) == [["Year", TIDES, SALT], ["2023", "1", "1"], ["2020", "2", "1"]]
    titles = [f"{TIDES}, 2020: 2", f"{TIDES}, 2023: 1", f"{SALT}, 2020: 1", f"{SALT}, 2023: 1"]
    assert texts(tree, ".plot title") == titles
    links = attribute(tree, ".plot a", "href")
    assert links[0] == "/?topic=tides-b&year=2020#publications"
    assert sorted(links) == sorted(attribute(tree, ".wide a", "href"))
    assert set(attribute(tree, ".plot a, .wide a", "rel")) == {"nofollow"}


@pytest.mark.usefixtures("site")
def test_bars_are_drawn_in_years_and_publications(client: FlaskClient) -> None:
    tree = page(client.get(PAGE))
    assert attribute(tree, ".plot > svg", "viewBox") == ["2019.9 0 4 3"]
    bars = zip(*(attribute(tree, ".plot rect", name) for name in ("x", "y", "height")), strict=True)
    assert list(bars) == [
        ("2020", "1", "2"),
        ("2023", "2", "1"),
        ("2020", "0", "1"),
        ("2023", "1", "1"),
    ]


@pytest.mark.usefixtures("site")
def test_the_legend_leads_to_topics(client: FlaskClient) -> None:
    tree = page(client.get(PAGE))
    assert texts(tree, ".legend li") == [f"{TIDES} 4", f"{SALT} 2"]
    links = [f"/?topic={slug}#publications" for slug in ("tides-b", "salt")]
    assert attribute(tree, ".legend a", "href") == links
    assert attribute(tree, ".legend li", "class") == attribute(tree, ".plot g", "class")


@pytest.mark.usefixtures("site")
def test_what_is_left_out_is_said(client: FlaskClient) -> None:
    (caption,) = texts(page(client.get(PAGE)), "figcaption")
    assert caption == (
        "Topics are stacked in the order above, the first at the bottom. A publication with "
        "several topics counts once for each. "
        "Not shown: 1 publication without a topic and 1 without a year."
    )


@pytest.mark.usefixtures("site")
def test_the_rows_of_coauthors_are_their_bars(client: FlaskClient) -> None:
    tree = page(client.get(PAGE))
    rows = matches(tree, ".coauthors tr")
    assert [texts(row, "th, td") for row in rows] == [
        ["Co-author", "Publications"],
        ["Kim Li", "5"],
        ["Zoë Ng", "1"],
    ]
    assert attribute(tree, ".coauthors svg", "width") == ["100%", "20%"]
    assert attribute(rows[1], "a", "href") == ["/?author=kim-li#publications"] * 2


@pytest.mark.usefixtures("site")
def test_only_links_outside_the_drawings_are_tab_stops(client: FlaskClient) -> None:
    tree = page(client.get(PAGE))
    drawn = matches(tree, "svg a, .coauthors td a")
    assert len(drawn) == 6
    assert {link.attrs.get("tabindex") for link in drawn} == {"-1"}
    assert attribute(tree, ".plot", "aria-hidden") == ["true"]
    stops = matches(tree, ".legend a, .wide a, .coauthors th a")
    assert [link for link in stops if "tabindex" in link.attrs] == []
    assert len(stops) == 2 + 4 + 2


@pytest.mark.usefixtures("site")
def test_the_fragment_is_an_open_disclosure_with_the_same_charts(client: FlaskClient) -> None:
    tree, whole = fragment(client.get(FRAGMENT)), page(client.get(PAGE))
    assert "open" in one(tree, "details.charts").attrs
    assert texts(tree, "#charts-toggle") == ["Topics by year and most frequent co-authors"]
    for part in (".legend", ".plot", "table", "figcaption", ".note"):
        assert [m.to_html() for m in matches(tree, part)] == [
            m.to_html() for m in matches(whole, part)
        ]
    assert texts(tree, "h3") == texts(whole, "h2")


@pytest.mark.usefixtures("site")
def test_the_profile_has_a_link_that_opens_charts_in_place(client: FlaskClient) -> None:
    link = one(page(client.get("/")), "#charts a")
    assert (link.attrs["href"], link.attrs["hx-get"]) == (PAGE, FRAGMENT)
    assert (link.attrs["hx-swap"], link.attrs["aria-expanded"]) == ("outerHTML", "false")
    # Focus stays on what has the same id.
    assert link.attrs["id"] == one(fragment(client.get(FRAGMENT)), ".charts > summary").attrs["id"]
    assert texts(fragment(client.get(FRAGMENT)), "#charts-toggle") == texts(
        page(client.get("/")), "#charts-toggle"
    )


@pytest.mark.usefixtures("site")
def test_it_is_no_page_for_search_engines(client: FlaskClient) -> None:
    whole, part = client.get(PAGE), client.get(FRAGMENT)
    assert attribute(page(whole), "link[rel=canonical]", "href") == [f"http://localhost{PAGE}"]
    assert texts(page(whole), "title") == ["Charts · Ada Roe", *texts(page(whole), "svg title")]
    assert whole.headers["X-Robots-Tag"] == part.headers["X-Robots-Tag"] == "noindex"
    assert attribute(page(client.get("/")), "#charts a", "rel") == ["nofollow"]
    assert part.headers["Link"] == f'<http://localhost{PAGE}>; rel="canonical"'


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("address", [PAGE, FRAGMENT])
def test_only_charts_have_their_styles(client: FlaskClient, address: str) -> None:
    (style,) = re.findall(r'href="(/assets/charts[^"]*css)"', client.get(address).text)
    assert ".legend" in client.get(style).text
    assert "/assets/charts" not in client.get("/").text
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", [PAGE, FRAGMENT])
def test_an_empty_site_says_so(app: Flask, client: FlaskClient, address: str) -> None:
    words = "There is nothing to draw yet"
    assert words in client.get(address).text
    fill(app, record(authors=["Ada Roe"]))
    assert words in client.get(address).text
    assert not matches(page(client.get("/")), "#charts")


def test_a_chart_without_content_is_left_out(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="A", authors=["Ada Roe"], topics=["Tides"]))
    tree = page(client.get(PAGE))
    assert texts(tree, "h2") == ["Topics by year"]
    # Nothing is stacked, and nothing left out.
    assert texts(tree, "figcaption") == []


def test_without_topics_there_are_only_coauthors(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="A"), record(title="B"))
    assert texts(page(client.get(PAGE)), "h2") == ["Co-authors by number of publications"]


def test_more_coauthors_than_bars_are_counted(app: Flask, client: FlaskClient) -> None:
    fill(app, record(authors=["Ada Roe", *(f"Kim {chr(65 + n)}i" for n in range(17))]))
    tree = page(client.get(PAGE))
    assert len(matches(tree, ".coauthors svg")) == 15
    assert texts(tree, ".note") == ["2 more …"]
    assert attribute(tree, ".note a", "href") == ["/facets/author"]


def test_drafts_count_only_for_those_who_see_them(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title="New", topics=["Tides"]), record(title="Old", topics=["Tides"]))
    with app.app_context():
        db.session.execute(update(Work).where(Work.slug == "old").values(state=WorkState.DRAFT))
        cache.commit()
    assert texts(page(client.get(PAGE)), ".wide td") == ["1"]
    assert texts(page(sign_in(app).get(PAGE)), ".wide td") == ["2"]


@pytest.mark.usefixtures("site")
def test_a_change_shows_immediately(app: Flask, client: FlaskClient) -> None:
    assert table(page(client.get(PAGE)))[1][0] == "2023"
    fill(app, record(title="F", year=2025, topics=[SALT]))
    assert table(page(client.get(PAGE)))[1] == ["2025", "0", "1"]


@pytest.mark.parametrize("address", [PAGE, FRAGMENT])
def test_charts_take_few_statements(app: Flask, address: str) -> None:
    fill(app, *many(30))
    app.extensions.pop(cache.EXTENSION, None)
    with statements(app) as sent:
        app.test_client().get(address)
    assert len([one for one in sent if one.startswith(("SELECT", "WITH"))]) <= 4


@pytest.mark.slow
def test_sixty_years_of_eight_topics_stay_small(app: Flask, client: FlaskClient) -> None:
    topics = [f"Topic of words {n}" for n in range(8)]
    fill(
        app,
        *(
            record(title=f"Study {n}", year=1966 + n % 60, topics=topics[: 1 + n * 7 % 8])
            for n in range(600)
        ),
    )
    answer = client.get(FRAGMENT, headers={"Accept-Encoding": "br"})
    assert len(answer.data) <= 8_000


def found(client: FlaskClient, address: str) -> int:
    """Return how many publications the list at an address has."""
    query = address.removeprefix("/?").removesuffix("#publications")
    (count,) = texts(fragment(client.get(f"/fragments/publications?{query}")), ".count")
    return int(count.split(" of ")[0])


@pytest.mark.slow
@pytest.mark.usefixtures("site")
def test_each_link_leads_to_as_many_publications_as_it_says(
    app: Flask, client: FlaskClient
) -> None:
    soon = record(title="Soon", year=2023, status="in-press", topics=[SALT], authors=["Zoë Ng"])
    fill(app, soon, record(title="Once", year=None, status="in-press", topics=[SALT]))
    tree = page(client.get(PAGE))
    said = [
        *((link.attrs["href"], content(link)) for link in matches(tree, ".plot a, .wide a")),
        *zip(attribute(tree, ".legend a", "href"), texts(tree, ".legend small"), strict=True),
        *zip(attribute(tree, ".coauthors th a", "href"), texts(tree, ".coauthors td"), strict=True),
    ]
    assert len(said) == 4 + 4 + 2 + 2
    assert [(a, n) for a, n in said if found(client, str(a)) != int(n.split(": ")[-1])] == []


def test_other_topics_lead_to_all_topics(app: Flask, client: FlaskClient) -> None:
    fill(app, *(record(title=f"On {n}", topics=[f"Topic {n}", "Tides"]) for n in range(9)))
    tree = page(client.get(PAGE))
    assert texts(tree, ".legend li")[-1] == "3 other topics"
    assert attribute(tree, ".legend a", "href")[-1] == "/facets/topic"
    assert texts(tree, ".plot title")[-1] == "3 other topics, 2024: 3"
    assert texts(tree, ".wide td")[-1] == "3"


def test_topics_without_a_translation_are_marked(app: Flask, client: FlaskClient) -> None:
    fill(app, record(topics=["Tides"], year=2020))
    speak(app, "en", "fr")
    tree = page(client.get("/fr/charts"))
    assert attribute(tree, "thead th[dir]", "lang") == ["en"]
    assert attribute(tree, "rect title", "lang") == ["en"]
    assert texts(tree, "rect title") == ["Tides, 2020 : 1"]
    english = page(client.get("/charts"))
    assert attribute(english, "thead th[dir], rect title", "lang") == ["", ""]
    assert texts(english, "rect title") == ["Tides, 2020: 1"]

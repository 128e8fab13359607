"""The profile page: header, people and publications."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories import LONG_ABSTRACT, fill, record
from tests.support.pages import attribute, content, matches, one, page, texts

PROFILE = {
    "memberships": ["Core Member", "Fellow"],
    "affiliation": "University of the Cape",
    "research_topics": ["Tides", "Salt"],
    "email": "ada@example.org",
    "orcid": "0000-0002-1825-0097",
    "links": [{"label": "Code", "url": "https://example.org/code"}],
    "biography": "Ada studies *tides*.\n\n<script>alert(1)</script> and [salt](https://example.org).",
}


def test_header_shows_the_owner(app: Flask, client: FlaskClient) -> None:
    fill(app, record(topics=["Tides"]), profile=PROFILE)
    tree = page(client.get("/"))
    assert texts(tree, "h1") == ["Ada Roe"]
    assert texts(tree, ".about .membership") == ["Core Member", "Fellow"]
    assert texts(tree, ".position") == ["Professor, University of the Cape"]
    assert one(tree, ".portrait").attrs["aria-label"] == "Portrait of Ada Roe"
    assert texts(tree, ".portrait text") == ["AR"]
    assert texts(tree, ".works-on") == ["Works on Tides · Salt"]
    # Only topics that have works are links.
    assert attribute(tree, ".works-on a", "href") == ["/?topic=tides#publications"]
    assert attribute(tree, ".contacts a", "href") == [
        "mailto:ada@example.org",
        "https://orcid.org/0000-0002-1825-0097",
        "https://example.org/code",
    ]


@pytest.mark.parametrize(
    ("label", "url", "kind"),
    [
        ("Google Scholar", "https://scholar.google.com/citations?user=x", "scholar"),
        ("Citations", "https://scholar.google.co.uk/citations?user=x", "scholar"),
        ("GitHub", "https://github.com/x", "code"),
        ("Code", "https://gitlab.inria.fr/x", "code"),
        ("Talks", "https://www.youtube.com/@x", "video"),
        ("ORCID", "https://orcid.org/0000-0002-1825-0097", "orcid"),
        ("CV (PDF)", "https://example.org/x", "pdf"),
        ("Curriculum vitae", "https://example.org/x", "pdf"),
        ("Website", "https://notgithub.com/github.com", "web"),
        ("Recvd", "https://example.org/cv", "web"),
    ],
)
def test_known_links_have_an_icon(
    app: Flask, client: FlaskClient, label: str, url: str, kind: str
) -> None:
    fill(app, profile={"links": [{"label": label, "url": url}]})
    assert attribute(page(client.get("/")), ".contacts a", "data-kind") == [kind]


@pytest.mark.parametrize(
    ("fields", "short", "long"),
    [
        ({"venue": "International Conference on Tides", "venue_short": "ICT"}, ["ICT"], []),
        ({"venue": "ICLR"}, ["ICLR"], []),
        ({"venue": "arXiv"}, ["arXiv"], []),
        ({"venue": "Nature"}, [], ["Nature"]),
        ({"venue": "Workshop at NeurIPS"}, [], ["Workshop at NeurIPS"]),
        ({"venue": None, "publisher": "Harbour Press"}, [], ["Harbour Press"]),
    ],
)
def test_only_short_names_of_venues_are_accented(
    app: Flask, client: FlaskClient, fields: dict[str, str], short: list[str], long: list[str]
) -> None:
    fill(app, record(**fields))
    tree = page(client.get("/"))
    assert (texts(tree, ".facts b"), texts(tree, ".facts cite")) == (short, long)


def test_the_status_is_beside_the_venue(app: Flask, client: FlaskClient) -> None:
    fill(app, record(status="in-press"), record(title="Printed"))
    tree = page(client.get("/"))
    assert texts(tree, ".facts") == [
        "Journal of Tides 2024 · Journal article in press",
        "Journal of Tides 2024 · Journal article",
    ]
    assert texts(tree, ".outlined") == ["in press"]


def test_biography_is_markdown_and_safe(app: Flask, client: FlaskClient) -> None:
    fill(app, profile=PROFILE)
    biography = one(page(client.get("/")), "#biography .prose")
    assert texts(biography, "em") == ["tides"]
    assert not biography.query("script")
    assert "<script>alert(1)</script>" in biography.to_text()
    assert attribute(biography, "a", "href") == ["https://example.org"]


def test_sections_with_nothing_are_not_shown(app: Flask, client: FlaskClient) -> None:
    fill(app)
    tree = page(client.get("/"))
    assert attribute(tree, "main section", "id") == ["about"]
    assert texts(tree, "header nav a") == ["CV"]


def test_an_empty_site_says_so(client: FlaskClient) -> None:
    response = client.get("/")
    assert response.status_code == 200
    assert texts(page(response), "h1") == ["This site is empty"]


def test_people_current_and_alumni(app: Flask, client: FlaskClient) -> None:
    fill(
        app,
        people=[
            {"level": "PhD", "institution": "Cape", "role": "principal"},
            {"name": "Kim Li", "level": "MSc", "role": "co", "started_on": "2999"},
            {
                "name": "Bo Ek",
                "level": "PhD",
                "started_on": "2001",
                "ended_on": "2005-06",
                "next_position": "at Harbour Ltd",
            },
        ],
    )
    tree = page(client.get("/"))
    unnamed, named = (texts(card, "p") for card in matches(tree, "#people li"))
    assert unnamed == ["PhD", "Cape", "Principal supervisor", "Name not published"]
    assert named == ["Kim Li", "MSc", "Co-supervisor", "Since 2999"]
    assert texts(tree, "#alumni li p") == ["Bo Ek", "PhD", "2001–2005", "Now at Harbour Ltd"]


def test_works_are_grouped_by_year_newest_first_undated_last(
    app: Flask, client: FlaskClient
) -> None:
    fill(
        app,
        record(title="Undated", year=None),
        record(title="Older", year=2020),
        record(title="March", year=2024, month=3),
        record(title="May", year=2024, month=5),
    )
    tree = page(client.get("/"))
    assert texts(tree, "#works h3") == ["2024", "2020", "Undated"]
    assert texts(tree, "h4") == ["May", "March", "Older", "Undated"]


def test_unpublished_works_come_before_the_published_ones_of_their_year(
    app: Flask, client: FlaskClient
) -> None:
    fill(
        app,
        record(title="Published", month=12),
        record(title="In press", status="in-press"),
        record(title="Older", year=2020),
        record(title="Without a year", year=None, status="in-preparation"),
        record(title="Undated", year=None),
    )
    tree = page(client.get("/"))
    assert texts(tree, "#works h3") == ["Forthcoming", "2024", "2020", "Undated"]
    titles = ["Without a year", "In press", "Published", "Older", "Undated"]
    assert texts(tree, "h4") == titles
    oldest = page(client.get("/?sort=oldest"))
    assert texts(oldest, "#works h3") == ["2020", "2024", "Forthcoming", "Undated"]


def test_a_work_is_one_entry_with_its_versions(app: Flask, client: FlaskClient) -> None:
    fill(
        app,
        record(
            type="article",
            venue="arXiv",
            year=2023,
            arxiv_id="2301.00001",
            abstract=LONG_ABSTRACT,
            topics=["Tides"],
        ),
        record(
            doi="10.1000/tides",
            pages="1--9",
            links=[{"url": "https://example.org/t.zip", "kind": "data"}],
        ),
    )
    tree = page(client.get("/"))
    assert texts(tree, ".facts") == ["Journal of Tides 2024 · Journal article · 2 versions"]
    assert texts(tree, ".tags") == ["Tides DOI Data arXiv PDF Cite"]
    assert attribute(tree, "article .link", "data-kind") == ["doi", "data", "arxiv", "pdf", "cite"]
    assert attribute(tree, "article .link", "href")[0] == "https://doi.org/10.1000/tides"
    # The shown version has no abstract: that of the preprint is used.
    assert texts(tree, ".abstract")[0].startswith("We weigh every tide")


def test_the_owner_is_highlighted_and_long_author_lists_are_shortened(
    app: Flask, client: FlaskClient
) -> None:
    authors = [f"Author {n:02}" for n in range(40)]
    authors[20] = "A. Roe"
    fill(app, record(authors=authors))
    line = one(page(client.get("/")), ".authors")
    assert texts(line, "strong") == ["A. Roe"]
    shown = "Author 00, Author 01, Author 02, … A. Roe, … 36 more"
    assert content(line) == shown


def test_long_abstracts_are_shortened_and_short_ones_are_not(
    app: Flask, client: FlaskClient
) -> None:
    fill(
        app,
        record(title="Short", abstract="Brief."),
        record(title="Long", abstract=LONG_ABSTRACT),
    )
    tree = page(client.get("/"))
    short, long = matches(tree, ".abstract")
    assert not short.query("a")
    preview = long.query("span")[0].to_text()
    assert preview.endswith("…")
    assert LONG_ABSTRACT.replace("\\emph{Salt}", "Salt").startswith(preview[:70])
    toggle = one(long, "a.toggle")
    assert toggle.attrs["href"] == "/publications/long#abstract"
    assert toggle.attrs["hx-get"] == "/fragments/publications/long/abstract"
    assert toggle.attrs["aria-expanded"] == "false"


@pytest.mark.slow
def test_each_year_is_a_bar_that_leads_to_its_works(app: Flask, client: FlaskClient) -> None:
    fill(app, *(record(title=f"Tides {n}", year=2024) for n in range(4)))
    assert not page(client.get("/")).query(".years")
    fill(app, record(title="Before", year=2022))
    years = one(page(client.get("/")), ".years")
    assert attribute(years, "a", "aria-label") == ["2022: 1", "2024: 4"]
    assert attribute(years, "a", "class") == ["bar-5", "bar-20"]
    assert len(years.query("i")) == 1
    link = matches(years, "a")[0].attrs
    assert link["href"] == "/?year=2022#publications"
    assert link["hx-get"] == "/fragments/publications?year=2022"


def test_titles_have_a_language_and_direction(app: Flask, client: FlaskClient) -> None:
    fill(
        app,
        record(title="المد والجزر في الخليج", language="ar", authors=["Ada Roe", "Éloïse Nuñez"]),
    )
    tree = page(client.get("/"))
    entry = one(tree, "article")
    assert one(entry, "h4").attrs["lang"] == "ar"
    assert one(entry, "h4").attrs["dir"] == "auto"
    assert texts(entry, ".authors") == ["Ada Roe, Éloïse Nuñez"]


def test_a_biography_loads_no_images_or_scripts(app: Flask, client: FlaskClient) -> None:
    fill(app, profile={"biography": "![x](https://a.example/x.png) [y](javascript:alert(1))"})
    biography = one(page(client.get("/")), "#biography .prose")
    assert not biography.query("img, [href^=javascript]")


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    response = getattr(client, method)("/")
    assert response.status_code == 405
    assert texts(page(response), "h1") == ["That isn't possible here"]
    assert "GET" in response.headers["Allow"]


def test_publications_redirects_to_the_list_with_its_query(client: FlaskClient) -> None:
    for address in ("/publications", "/publications/"):
        response = client.get(f"{address}?topic=b&topic=a&page=2&foo=1")
        assert response.status_code == 301
        assert response.location == "/?topic=a&topic=b&page=2#publications"

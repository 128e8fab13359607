"""The links from a page to itself in the site's other languages."""

import re
from html import unescape

import pytest
from flask import Flask

from app.web import sub_path
from tests.support.factories import fill, many, record
from tests.support.languages import speak

SWITCH = re.compile(r'<a href="([^"]*)" lang="(\w+)" dir="(\w+)" hreflang="\w+"([^>]*)>([^<]*)</a>')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]*)">')
INDEXED = ("/", "/?topic=tides", "/publications/on-tides", "/cv", "/people/kim-li")


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(topics=["Tides"]), *many(30), people=[{"name": "Kim Li", "level": "PhD"}])
    speak(app, "en", "fr")
    return app


@pytest.mark.parametrize(
    "path", [*INDEXED, "/?topic=tides&q=a%26b&page=2", "/charts", "/facets/topic?q=tides"]
)
def test_the_switch_leads_to_the_same_view(site: Flask, path: str) -> None:
    client = site.test_client()
    ((there, *told, further, name),) = SWITCH.findall(client.get(path).text)
    assert (unescape(there), told, name) == (f"/fr{path}", ["fr", "ltr"], "Français")
    answer = client.get(f"/fr{path}")
    ((back, *told, _, name),) = SWITCH.findall(answer.text)
    assert (unescape(back), told, name) == (path, ["en", "ltr"], "English")
    assert ("nofollow" in further) is ("noindex" in answer.headers.get("X-Robots-Tag", ""))


@pytest.mark.parametrize("path", INDEXED)
def test_pages_name_each_other(site: Flask, path: str) -> None:
    client = site.test_client()
    english, french = client.get(path).text, client.get(f"/fr{path}").text
    plain, tagged = f"http://localhost{path}", f"http://localhost/fr{path}"
    named = [("en", plain), ("fr", tagged), ("x-default", plain)]
    assert ALTERNATE.findall(english) == named
    assert ALTERNATE.findall(french) == named
    assert f'<link rel="canonical" href="{tagged}">' in french


def test_what_is_not_indexed_names_no_others(site: Flask) -> None:
    assert ALTERNATE.findall(site.test_client().get("/fr/?q=tides").text) == []


def test_social_tags_name_the_language(site: Flask) -> None:
    html = site.test_client().get("/fr/").text
    assert '<meta property="og:locale" content="fr_FR">' in html
    assert '<meta property="og:locale:alternate" content="en_GB">' in html


def test_a_site_in_one_language_shows_none_of_this(app: Flask) -> None:
    fill(app, record())
    for path in ("/", "/publications/on-tides"):
        html = app.test_client().get(path).text
        assert "hreflang" not in html
        assert "og:locale" not in html


def test_addresses_have_prefix_and_tag(site: Flask) -> None:
    sub_path.serve_under(site, "/~roe/vitae")
    client = site.test_client()
    assert client.get("/~roe/vitae/fr").location == "/~roe/vitae/fr/"
    assert client.get("/~roe/vitae/en/cv").location == "/~roe/vitae/cv"
    html = client.get("/~roe/vitae/fr/?topic=tides").text
    assert 'href="/~roe/vitae/fr/publications/on-tides"' in html
    assert 'href="/~roe/vitae/?topic=tides" lang="en"' in html
    assert ("fr", "http://localhost/~roe/vitae/fr/?topic=tides") in ALTERNATE.findall(html)
    assert client.get("/fr/~roe/vitae/").status_code == 404

"""What programs read of a site in two languages: the sitemap, rules, feeds, linked data, oEmbed."""

import json
import re
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from app.services.exporting import sitemap
from tests.support import sitemap_schema
from tests.support.atom_rules import entries, problems, value
from tests.support.factories import fill, many, record
from tests.support.languages import speak
from tests.support.pages import attribute, page

HOST = "http://localhost"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.fixture(autouse=True)
def site(app: Flask) -> Flask:
    fill(app, record(topics=["Tides"]), *many(3))
    speak(app, "en", "fr")
    return app


def alternates(client: FlaskClient, path: str = "/sitemap.xml") -> dict[str, list[tuple[str, str]]]:
    """Return the alternates by address of a valid sitemap."""
    text = client.get(path).text
    tree = etree.fromstring(text.encode())
    return {
        url: [(link.get("hreflang", ""), link.get("href", "")) for link in of_one.findall(LINK)]
        for url, of_one in zip(sitemap_schema.addresses(text), tree, strict=True)
    }


def test_the_sitemap_lists_pages_in_each_language(client: FlaskClient) -> None:
    found = alternates(client)
    plain = {url for url in found if not url.startswith(f"{HOST}/fr/")}
    assert {f"{HOST}/", f"{HOST}/cv", f"{HOST}/publications/on-tides"} <= plain
    assert found.keys() - plain == {url.replace(HOST, f"{HOST}/fr") for url in plain}
    for url in plain:
        french = url.replace(HOST, f"{HOST}/fr")
        named = [("en", url), ("fr", french), ("x-default", url)]
        assert found[url] == found[french] == named
    named = re.findall(r'hreflang="([\w-]+)" href="([^"]*)"', client.get("/fr/cv").text)
    assert named[:3] == found[f"{HOST}/cv"]


def test_a_large_sitemap_has_room_for_each_language(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = alternates(client)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 6)
    parts = [alternates(client, f"/sitemap-{n}.xml") for n in range(1, -(-len(whole) // 6) + 1)]
    assert {len(part) for part in parts[:-1]} == {6}
    assert {url for part in parts for url in part} == {*whole}


def test_robots_ask_for_no_fragments_in_any_language(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert lines[1:4] == ["Disallow: /edit", "Disallow: /fragments/", "Disallow: /fr/fragments/"]


def test_feeds_are_in_their_language(client: FlaskClient) -> None:
    english, french = (client.get(f"{tag}/feed.atom?topic=tides").text for tag in ("", "/fr"))
    assert problems(french) == []
    assert 'xml:lang="fr"' in french.partition("<entry")[0]
    assert 'xml:lang="en"' in english.partition("<entry")[0]
    assert f"{HOST}/fr/publications/on-tides" in french
    ids = [[value(one, "id") for one in entries(text)] for text in (english, french)]
    assert ids[0] == ids[1] != []
    told = json.loads(client.get("/fr/feed.json").text)
    assert (told["language"], told["feed_url"]) == ("fr", f"{HOST}/fr/feed.json")
    own = [json.loads(client.get(path).text)["home_page_url"] for path in ("/feed.json",)]
    assert own == [f"{HOST}/"]


def test_feeds_have_ids_of_their_own(client: FlaskClient) -> None:
    texts = (client.get(f"{tag}/feed.atom").text for tag in ("", "/fr"))
    first, second = (re.search("<id>(tag:[^<]*)", text) for text in texts)
    assert first
    assert second
    assert second[1] == f"{first[1]}/fr"


def test_the_search_leads_to_the_language(client: FlaskClient) -> None:
    text = client.get("/fr/opensearch.xml").text
    assert f'template="{HOST}/fr/?q={{searchTerms}}#publications"' in text
    assert f'template="{HOST}/fr/opensearch.xml"' in text


def test_linked_data_names_its_language(client: FlaskClient) -> None:
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', client.get("/fr/").text
    )
    assert found
    data = json.loads(found[1])
    assert data["@context"] == ["https://schema.org", {"@language": "fr"}]
    assert data["inLanguage"] == "fr"
    assert data["mainEntity"]["url"] == f"{HOST}/fr/"


@pytest.mark.parametrize("path", ["/", "/publications/on-tides"])
def test_embedding_is_in_the_language_of_the_address(client: FlaskClient, path: str) -> None:
    told = json.loads(client.get(f"/oembed?url={quote(f'{HOST}/fr{path}')}").text)
    assert f"{HOST}/fr/" in told["html"]
    plain = json.loads(client.get(f"/oembed?url={quote(f'{HOST}{path}')}").text)
    assert f"{HOST}/fr/" not in plain["html"]
    assert [one["html"].count(' lang="fr" dir="ltr"') for one in (told, plain)] == [1, 0]
    assert ' lang="en"' in plain["html"]
    assert client.get(f"/oembed?url={quote(f'{HOST}/ar{path}')}").status_code == 404


def test_embedded_html_of_a_site_in_one_language_says_none(app: Flask, client: FlaskClient) -> None:
    speak(app, "en")
    for path in ("/", "/publications/on-tides"):
        html = json.loads(client.get(f"/oembed?url={quote(f'{HOST}{path}')}").text)["html"]
        assert " lang=" not in html


def test_embedding_is_called_by_titles_in_the_language(app: Flask, client: FlaskClient) -> None:
    fill(app, record(title={"en": "Salt", "fr": "Le sel"}, topics=[{"en": "Sea", "fr": "Mer"}]))
    speak(app, "en", "fr")
    told = [
        json.loads(client.get(f"/oembed?url={quote(f'{HOST}/fr{path}')}").text)["title"]
        for path in ("/publications/salt", "/?topic=sea")
    ]
    assert told == ["Le sel", "Ada Roe\xa0: publications (Mer)"]


def test_a_list_in_a_frame_marks_topics_that_are_not_translated(client: FlaskClient) -> None:
    french = page(client.get("/fr/embed?topic=tides"))
    assert attribute(french, ".narrowed span", "lang") == ["en"]
    assert attribute(page(client.get("/embed?topic=tides")), ".narrowed span", "lang") == []

"""oEmbed, as its specification 1.0 has it (oembed.com)."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient
from justhtml import JustHTML

from tests.support.factories import fill, many, record
from tests.support.pages import attribute, one, page, texts

SITE = "http://localhost"
# What every rich answer must have (2.3.4.4), and what any may have.
REQUIRED = {"type", "version", "html", "width", "height"}
OPTIONAL = {"title", "author_name", "author_url", "provider_name", "provider_url", "cache_age"}


@pytest.fixture(autouse=True)
def works(app: Flask) -> None:
    fill(app, *many(3), record(title="Salt & <b>", topics=['Sea <i> & "salt"'], work="salt"))


def asked(client: FlaskClient, url: str, **keys: str) -> dict[str, Any]:
    answer = client.get("/oembed", query_string={"url": url, **keys})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    found = json.loads(answer.text)
    assert REQUIRED <= found.keys() <= REQUIRED | OPTIONAL
    assert isinstance(found, dict)
    return found


def framed(found: dict[str, Any]) -> dict[str, str]:
    frame = one(JustHTML(found["html"], strict=True, fragment=True, sanitize=False), "iframe")
    return {name: value or "" for name, value in frame.attrs.items()}


@pytest.mark.parametrize(
    ("address", "shown", "title"),
    [
        ("/", "/embed", "Publications by Ada Roe"),
        ("", "/embed", "Publications by Ada Roe"),
        ("/#publications", "/embed", "Publications by Ada Roe"),
        ("/publications", "/embed", "Publications by Ada Roe"),
        ("/embed?topic=topic-1", "/embed?topic=topic-1", "Publications by Ada Roe: Topic 1"),
        ("/?page=2&year=2024&junk=1", "/embed?year=2024", "Publications by Ada Roe: 2024"),
        ("/people/kim-li", "/embed?author=kim-li", "Publications by Ada Roe: Kim Li"),
    ],
)
def test_lists_are_shown_in_a_frame(
    client: FlaskClient, address: str, shown: str, title: str
) -> None:
    found = asked(client, SITE + address)
    assert (found["version"], found["type"], found["title"]) == ("1.0", "rich", title)
    assert found["author_name"] == found["provider_name"] == "Ada Roe"
    assert found["author_url"] == found["provider_url"] == f"{SITE}/"
    frame = framed(found)
    assert (frame["src"], frame["title"]) == (SITE + shown, title)
    assert (int(frame["width"]), int(frame["height"])) == (found["width"], found["height"])
    assert "allow-top-navigation" not in frame["sandbox"]
    assert client.get(shown).status_code == 200


def test_the_address_of_the_site_may_be_set(app: Flask, client: FlaskClient) -> None:
    app.config["SITE_URL"] = "https://site.example/ada"
    found = asked(client, "https://site.example/ada/?topic=topic-1")
    assert framed(found)["src"] == "https://site.example/ada/embed?topic=topic-1"
    assert found["provider_url"] == "https://site.example/ada/"
    assert framed(asked(client, f"{SITE}/ada/?topic=topic-1")) == framed(found)
    with_port = asked(client, "https://Site.example:443/ada/?topic=topic-1")
    assert framed(with_port) == framed(found)
    for rest in ("/adam/", "/", ":444/ada/", ":x/ada/"):
        other = f"https://site.example{rest}"
        assert client.get("/oembed", query_string={"url": other}).status_code == 404


def test_names_in_the_code_are_escaped(client: FlaskClient) -> None:
    found = asked(client, f"{SITE}/?topic=sea-i-salt")
    assert found["title"] == 'Publications by Ada Roe: Sea <i> & "salt"'
    assert framed(found)["title"] == found["title"]
    assert found["html"].count("<") == 2


def test_a_work_is_shown_as_its_reference(client: FlaskClient) -> None:
    found = asked(client, f"{SITE}/publications/salt")
    tree = JustHTML(found["html"], strict=True, fragment=True)
    assert found["title"] == "Salt & <b>"
    assert "Salt & <b>" in texts(tree, "blockquote p")[0]
    assert attribute(tree, "a", "href") == [f"{SITE}/publications/salt"]


@pytest.mark.parametrize(
    ("given", "width", "height"),
    [
        ({}, 640, 600),
        ({"maxwidth": "320"}, 320, 600),
        ({"maxheight": "200", "maxwidth": "9000"}, 640, 200),
        ({"maxwidth": "-1", "maxheight": "wide"}, 640, 600),
        ({"maxwidth": "\u0661", "maxheight": "0"}, 640, 1),
        ({"maxwidth": "9" * 5000}, 640, 600),
    ],
)
def test_it_is_no_larger_than_there_is_room(
    client: FlaskClient, given: dict[str, str], width: int, height: int
) -> None:
    found = asked(client, f"{SITE}/", **given)
    assert (found["width"], found["height"]) == (width, height)


@pytest.mark.parametrize("path", ["/?topic=topic-1&year=2024", "/publications/salt"])
def test_xml_says_the_same_as_json(client: FlaskClient, path: str) -> None:
    answer = client.get("/oembed", query_string={"url": SITE + path, "format": "xml"})
    assert answer.content_type == "text/xml; charset=utf-8"
    root = ET.fromstring(answer.data)  # noqa: S314 (our own answer)
    assert root.tag == "oembed"
    told = {element.tag: element.text for element in root}
    assert told == {key: str(value) for key, value in asked(client, SITE + path).items()}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 400),
        ({"url": ""}, 400),
        ({"url": f"{SITE}/", "format": "yaml"}, 501),
        ({"url": f"{SITE}/", "format": ""}, 501),
        ({"url": "https://elsewhere.example/"}, 404),
        ({"url": "http://localhost.elsewhere.example/"}, 404),
        ({"url": "http://localhost@elsewhere.example/"}, 404),
        ({"url": "javascript://localhost/"}, 404),
        ({"url": "//localhost/"}, 404),
        ({"url": "/"}, 404),
        ({"url": "http://[localhost/"}, 404),
        ({"url": f"{SITE}/none"}, 404),
        ({"url": f"{SITE}/edit/works"}, 404),
        ({"url": f"{SITE}/publications.bib"}, 404),
        ({"url": f"{SITE}/publications/none"}, 404),
        ({"url": f"{SITE}/people/none"}, 404),
        ({"url": f"{SITE}/?topic=none"}, 404),
        ({"url": f"{SITE}/?q=%00%01"}, 404),
    ],
)
def test_what_cannot_be_embedded_is_refused_as_specified(
    client: FlaskClient, query: dict[str, str], status: int
) -> None:
    assert client.get("/oembed", query_string=query).status_code == status


def test_words_of_a_search_are_valid_xml(client: FlaskClient) -> None:
    url = f"{SITE}/?q=study%01%0B"
    answer = client.get("/oembed", query_string={"url": url, "format": "xml"})
    assert ET.fromstring(answer.data).findtext("type") == "rich"  # noqa: S314


def test_pages_lead_to_it(app: Flask, client: FlaskClient) -> None:
    def offered(address: str) -> list[str]:
        tree = page(client.get(address))
        return attribute(tree, "link[type='application/json+oembed']", "href")

    assert offered("/") == offered("/?topic=topic-1") == []
    (found,) = offered("/publications/salt")
    assert parse_qs(urlsplit(found).query) == {"url": [f"{SITE}/publications/salt"]}
    app.config["EMBED_HOSTS"] = "group.example"
    (found,) = offered("/?topic=topic-1")
    assert found.startswith(f"{SITE}/oembed?")
    assert parse_qs(urlsplit(found).query) == {"url": [f"{SITE}/?topic=topic-1"]}
    assert client.get(found.removeprefix(SITE)).status_code == 200

"""Feeds of the list, for any filter."""

import json

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.models import Topic, TopicSlug, Work, WorkState
from app.services import cache
from tests.support.accounts import sign_in
from tests.support.atom_rules import entries, links, problems, value
from tests.support.factories import fill, record
from tests.support.pages import attribute, page

TYPES = {"atom": "application/atom+xml; charset=utf-8", "json": "application/feed+json"}
HOSTILE = "On {]]>} \x0b tides & <b>salt</b> $x<y$"
each_format = pytest.mark.parametrize("suffix", TYPES)


@pytest.fixture(autouse=True)
def site(app: Flask) -> None:
    fill(
        app,
        record(title=HOSTILE, topics=["Tides"], abstract="We weigh $x_1$ ]]> & more."),
        record(title="Salt", topics=["Salt"], year=2020, doi="10.1000/s"),
    )


def ids(client: FlaskClient, address: str) -> list[str]:
    """Return the ids of the entries of a feed in either format."""
    text = client.get(address).text
    if "feed.json" in address:
        return [item["id"] for item in json.loads(text)["items"]]
    assert problems(text) == []
    assert not feedparser.parse(text.encode()).bozo
    return [value(entry, "id") for entry in entries(text)]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("", "Ada Roe: publications"),
        ("?topic=tides&year=2019-2024", "Ada Roe: publications (Tides, 2019–2024)"),
        ("?type=article-journal", "Ada Roe: publications (Journal articles)"),
        ("?author=kim-li&has=pdf", "Ada Roe: publications (Kim Li, PDF)"),
        ("?q=salt", "Ada Roe: publications (“salt”)"),
    ],
)
def test_a_feed_says_in_words_what_it_is_narrowed_to(
    app: Flask, client: FlaskClient, query: str, title: str
) -> None:
    pdfs = [{"url": f"https://{host}.example/k.pdf", "kind": "pdf"} for host in ("a", "www.b")]
    fill(app, record(title="Kelp", year=2019, links=pdfs))
    assert feedparser.parse(client.get(f"/feed.atom{query}").text).feed.title == title
    whole = json.loads(client.get(f"/feed.json{query}").text)
    assert whole["title"] == title
    kelp = [item["content_html"] for item in whole["items"] if item["title"] == "Kelp"]
    assert all(">PDF</a>" in html and ">PDF (b.example)</a>" in html for html in kelp)


@each_format
def test_a_feed_has_its_type_and_is_not_indexed_itself(client: FlaskClient, suffix: str) -> None:
    response = client.get(f"/feed.{suffix}?topic=tides")
    assert (response.status_code, response.content_type) == (200, TYPES[suffix])
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Link"] == '<http://localhost/?topic=tides>; rel="canonical"'
    assert "Set-Cookie" not in response.headers


@each_format
def test_a_feed_takes_the_keys_of_the_list(client: FlaskClient, suffix: str) -> None:
    whole = ids(client, f"/feed.{suffix}")
    assert len(whole) == 2
    for query in ("topic=salt", "q=salt&year=2020", "year=2018-2020", "author=kim-li&topic=salt"):
        assert ids(client, f"/feed.{suffix}?{query}") == whole[1:]
    # Its order and its end are its own, and what is malformed is ignored.
    for query in ("sort=oldest", "page=2", "view=compact", "group=type", "year=x", "nothing=1"):
        assert ids(client, f"/feed.{suffix}?{query}") == whole
    for query in ("topic=none", "type=none", "q=zzzz"):
        assert ids(client, f"/feed.{suffix}?{query}") == []


def test_both_formats_have_the_same_ids(client: FlaskClient) -> None:
    assert ids(client, "/feed.atom") == ids(client, "/feed.json")


def test_a_feed_names_itself_and_its_page(client: FlaskClient) -> None:
    text = client.get("/feed.atom?sort=title&year=2020&topic=salt").text
    (feed,) = [entries(text)[0].getparent()]
    assert feed is not None
    assert links(feed, "self") == ["http://localhost/feed.atom?topic=salt&year=2020"]
    assert links(feed, "alternate") == ["http://localhost/?topic=salt&year=2020"]
    data = json.loads(client.get("/feed.json?sort=title&topic=salt").text)
    assert data["feed_url"] == "http://localhost/feed.json?topic=salt"
    assert data["home_page_url"] == "http://localhost/?topic=salt"


def test_ids_and_links_follow_the_setting(app: Flask, client: FlaskClient) -> None:
    app.config["SITE_URL"] = "https://ada.example"
    text = client.get("/feed.atom").text
    assert value(entries(text)[0], "id").startswith("tag:ada.example,")
    assert links(entries(text)[1], "alternate") == ["https://ada.example/publications/salt"]


def test_a_feed_has_at_most_so_many_works(app: Flask, client: FlaskClient) -> None:
    app.config["FEED_ENTRIES"] = 1
    assert len(ids(client, "/feed.atom")) == 1


@each_format
def test_nobody_finds_drafts_in_a_feed(app: Flask, client: FlaskClient, suffix: str) -> None:
    with app.app_context():
        work = db.session.scalars(select(Work).where(Work.slug == "salt")).one()
        work.state = WorkState.DRAFT
        cache.commit()
    for reader in (client, sign_in(app)):
        assert "Salt" not in reader.get(f"/feed.{suffix}").text
        assert len(ids(reader, f"/feed.{suffix}")) == 1


def test_a_merged_topic_leads_to_the_current_feed(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        topic = db.session.scalars(select(Topic).where(Topic.slug == "salt")).one()
        db.session.add(TopicSlug(slug="brine", topic_id=topic.id))
        cache.commit()
    response = client.get("/feed.json?topic=brine")
    assert (response.status_code, response.location) == (301, "/feed.json?topic=salt")


def test_pages_lead_to_the_feed_of_what_they_show(client: FlaskClient) -> None:
    for query in ("", "?topic=salt"):
        tree = page(client.get(f"/{query}"))
        found = attribute(tree, 'head link[rel="alternate"]', "href")
        assert {f"/feed.atom{query}", f"/feed.json{query}"} <= {*found}
        assert attribute(tree, 'footer a[href="/feed.atom"]', "href")
    (own,) = attribute(page(client.get("/?topic=salt")), "#works .files a[href^='/feed']", "href")
    assert own == "/feed.atom?topic=salt"
    assert "/feed.atom" in client.get("/publications/salt").text

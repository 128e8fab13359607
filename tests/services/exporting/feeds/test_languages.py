"""Feeds of a site in two languages: what is translated, and how all else is marked."""

import json
from typing import Any

import pytest
from defusedxml import ElementTree
from flask import Flask

from tests.support.database import statements
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.languages import speak

ATOM, XML = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/XML/1998/namespace}lang"
TIDES = record(
    title={"en": "On $x$ tides", "fr": "Sur les \\emph{marées}"},
    abstract={"en": "Whole.", "fr": "Entier."},
    topics=[{"en": "Sea", "fr": "Mer"}, "Wind"],
)
SALT = record(title="Salt", abstract="Not translated.", year=2020, topics=["Wind"])
SAND = record(title="Du sable", abstract="Court.", language="fr", year=2019)


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, TIDES, SALT, SAND)
    speak(app, "en", "fr")
    return app


def atom(site: Flask, path: str = "/fr/feed.atom") -> Any:
    return ElementTree.fromstring(site.test_client().get(path).data)


def titles(feed: Any) -> list[tuple[str, str | None]]:
    found = feed.findall(f"{ATOM}entry/{ATOM}title")
    return [(one.text, one.get(XML)) for one in found]


def test_titles_are_in_the_language_of_the_feed_or_marked(site: Flask) -> None:
    french, english = atom(site), atom(site, "/feed.atom")
    assert (french.get(XML), english.get(XML)) == ("fr", "en")
    assert titles(french) == [("Sur les marées", None), ("Salt", "en"), ("Du sable", None)]
    assert titles(english) == [("On x tides", None), ("Salt", None), ("Du sable", "fr")]
    assert french.find(f"{ATOM}title").get(XML) is None
    assert [one.get(XML) for one in french.findall(f"{ATOM}entry")] == [None] * 3


def test_abstracts_are_in_the_language_of_the_feed_or_marked(site: Flask) -> None:
    first, second, third = (one.text for one in atom(site).findall(f"{ATOM}entry/{ATOM}content"))
    assert "<p>Entier.</p>" in first
    assert '<p lang="en" dir="auto">Not translated.</p>' in second
    assert "<p>Court.</p>" in third


def test_topics_have_their_names_in_the_language_of_the_feed(site: Flask) -> None:
    first = atom(site).find(f"{ATOM}entry")
    assert [one.get("term") for one in first.findall(f"{ATOM}category")] == ["Mer", "Wind"]
    (narrowed,) = atom(site, "/fr/feed.atom?topic=sea").findall(f"{ATOM}title")
    assert narrowed.text.endswith("(Mer)")


def test_entries_keep_their_ids(site: Flask) -> None:
    def ids(feed: Any) -> list[str]:
        return [one.text for one in feed.findall(f"{ATOM}entry/{ATOM}id")]

    both = ids(atom(site)), ids(atom(site, "/feed.atom"))
    speak(site, "en")
    assert both == (ids(atom(site, "/feed.atom")),) * 2


def test_a_version_lends_its_translation(app: Flask) -> None:
    abstract = {"en": "Of the preprint.", "fr": "De la prépublication."}
    fill(app, record(abstract=None), {**PREPRINT, "abstract": abstract})
    speak(app, "en", "fr")
    assert "<p>De la prépublication.</p>" in atom(app).find(f"{ATOM}entry/{ATOM}content").text


def test_a_json_feed_says_the_language_of_what_is_not_translated(site: Flask) -> None:
    items = json.loads(site.test_client().get("/fr/feed.json").data)["items"]
    assert [(one["title"], one.get("language")) for one in items] == [
        ("Sur les marées", None),
        ("Salt", "en"),
        ("Du sable", None),
    ]
    assert items[0]["tags"] == ["Mer", "Wind"]


def test_a_site_in_one_language_has_its_feed_as_before(site: Flask) -> None:
    speak(site, "en")
    feed = atom(site, "/feed.atom")
    assert titles(feed) == [("On x tides", None), ("Salt", None), ("Du sable", None)]
    assert [one.get(XML) for one in feed.findall(f"{ATOM}entry")] == [None, None, "fr"]
    first, *_ = feed.findall(f"{ATOM}entry/{ATOM}category")
    assert first.get("term") == "Sea"


def test_the_statements_do_not_grow(site: Flask) -> None:
    counts = []
    for size in (2, 30):
        fill(site, *many(size))
        with statements(site) as sent:
            site.test_client().get("/fr/feed.atom")
        counts.append(len(sent))
    assert counts[0] == counts[1]

"""Atom by the RFC's rules, for any text."""

from datetime import datetime

import feedparser
from hypothesis import given

from app.bibliography.text.characters import clean
from app.services.exporting.feeds import atom
from app.services.exporting.feeds.feed import Feed
from tests.support.atom_rules import ATOM, entries, links, problems, value
from tests.support.feeds import SINCE, feeds

HOME = "https://a.example/"
EMPTY = Feed("tag:a.example,2026:feed", "T", HOME, f"{HOME}feed.atom", None, SINCE, [])


@given(feed=feeds())
def test_any_feed_keeps_the_rules_and_all_that_xml_can_say(feed: Feed) -> None:
    text = atom.write(feed)
    assert problems(text) == []
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
    for entry, found in zip(feed.entries, entries(text), strict=True):
        assert value(found, "id") == entry.id
        assert value(found, "title") == clean(entry.title)
        assert value(found, "content") == clean(entry.html)
        authors = [value(author, "name") for author in found.findall(f"{ATOM}author")]
        assert authors == [clean(name) for name in entry.authors]
        assert links(found, "alternate") == [entry.url]
        assert links(found, "related") == ([entry.pdf] if entry.pdf else [])
        for name, moment in (("published", entry.published), ("updated", entry.updated)):
            assert datetime.fromisoformat(value(found, name)) == moment


@given(feed=feeds())
def test_a_feed_reader_reads_it(feed: Feed) -> None:
    found = feedparser.parse(atom.write(feed).encode())
    assert not found.bozo
    assert found.version == "atom10"
    assert found.feed.id == feed.id
    assert [entry.id for entry in found.entries] == [entry.id for entry in feed.entries]
    for entry, read in zip(feed.entries, found.entries, strict=True):
        assert read.link == entry.url
        assert read.updated_parsed[:6] == entry.updated.timetuple()[:6]
        assert [tag.term for tag in read.get("tags", [])] == [*map(clean, entry.topics)]


def test_an_empty_feed_is_the_same_at_any_time() -> None:
    assert problems(atom.write(EMPTY)) == []
    assert "<updated>2020-02-29T23:59:59+00:00</updated>" in atom.write(EMPTY)

"""Types of CSL, Crossref and DataCite, to types and genres and back."""

import json
from typing import Any

import pytest

from app.bibliography import csl
from app.bibliography.csl.variables import MEANT, TYPES
from app.bibliography.record import Record


def record_of(**item: Any) -> Record:
    (entry,) = csl.read(json.dumps({"id": "x", "title": "Tides"} | item))
    assert entry.record is not None
    return entry.record


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("journal-article", "article-journal"),
        ("proceedings-article", "paper-conference"),
        ("book-chapter", "chapter"),
        ("posted-content", "article"),
        ("monograph", "book"),
        ("reference-book", "book"),
        ("dissertation", "thesis"),
        ("component", "document"),
        ("peer-review", "review"),
        ("review-book", "review"),
        ("reference-entry", "entry-encyclopedia"),
        ("speech", "speech"),
        ("standard", "standard"),
        ("post-weblog", "webpage"),
        ("legal_case", "document"),
        ("webpage", "webpage"),
        ("article-magazine", "article-journal"),
        ("Software", "software"),
        ("", "document"),
        (None, "document"),
        (7, "document"),
    ],
)
def test_types_of_all_providers_are_mapped(given: Any, meant: str) -> None:
    record = record_of(type=given)
    assert record.type == meant
    assert csl.item(record, "x")["type"] == (given if given in TYPES else meant)


@pytest.mark.parametrize(
    ("given", "kind", "genre"),
    [
        ("article-magazine", "article-journal", "Magazine article"),
        ("article-newspaper", "article-journal", "Newspaper article"),
        ("broadcast", "document", "Broadcast"),
        ("classic", "book", "Classical work"),
        ("collection", "book", "Collection"),
        ("entry", "entry-encyclopedia", None),
        ("entry-dictionary", "entry-encyclopedia", "Dictionary entry"),
        ("interview", "document", "Interview"),
        ("legal_case", "document", "Legal case"),
        ("map", "document", "Map"),
        ("motion_picture", "document", "Film"),
        ("performance", "document", "Performance"),
        ("periodical", "book", "Periodical"),
        ("post", "webpage", "Forum post"),
        ("post-weblog", "webpage", "Blog post"),
        ("regulation", "document", "Regulation"),
        ("webpage", "webpage", None),
    ],
)
def test_types_that_only_csl_has_become_genres(given: str, kind: str, genre: str | None) -> None:
    record = record_of(type=given)
    assert (record.type, record.genre) == (kind, genre)
    if genre:
        plain = Record(title="Tides", type=record.type, genre=genre, citation_key="x")
        item = csl.item(plain, "x")
        assert (item["type"], item.get("genre"), item.get("custom")) == (given, None, None)
        assert record_of(**item).genre == genre


def test_every_type_of_csl_is_kept() -> None:
    types = {name: csl.item(record_of(type=name), "x")["type"] for name in TYPES}
    assert types == {name: name for name in TYPES}
    assert TYPES - {"document"} <= {*MEANT}


def test_a_note_tells_a_thesis() -> None:
    record = record_of(type="document", note="Master's thesis", publisher="University X")
    assert (record.type, record.genre) == ("thesis", "Master's thesis")
    assert (record.venue, record.publisher, record.note) == ("University X", None, None)


@pytest.mark.parametrize(
    ("item", "found"),
    [
        ({"type": "document", "genre": "PhD thesis"}, ("thesis", "Doctoral dissertation")),
        ({"type": "article-journal", "genre": "Book review"}, ("review", None)),
        ({"type": "article-magazine", "genre": "Column"}, ("article-journal", "Column")),
        ({"type": "interview", "genre": "Podcast"}, ("document", "Podcast")),
    ],
)
def test_the_genre_tells_more_than_the_type(
    item: dict[str, str], found: tuple[str, str | None]
) -> None:
    record = record_of(**item)
    assert (record.type, record.genre) == found

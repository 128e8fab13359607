"""Records as hypothesis makes them: what the site's own forms and readers would let through."""

from typing import Any

import msgspec
from hypothesis import strategies as st

from app.bibliography.record import (
    ContributorRole,
    LinkKind,
    PublicationType,
    Record,
    Status,
    VenueKind,
)
from app.bibliography.text.translation import TRANSLATED

LETTERS = "abcdefghij KLMNOP éßøŁ漢字0123456789"
PIECES = [
    "tides",
    "Salt & Co",
    "50%",
    "#1",
    "a_b",
    "x~y",
    "AT&amp;T",
    "p < q",
    "<i>it</i>",
    "--",
    "’",
    *(r"\emph{salt}", r"\textsc{Roe}", "{TideNet}", "$x_1^2$", r"\'e", "\n\n", r"50\%", r"A \& B"),
]
plain = st.text(alphabet=LETTERS, min_size=1, max_size=20).map(lambda t: " ".join(t.split()))
lines = plain.filter(bool)
marked = st.lists(st.sampled_from(PIECES) | lines, min_size=1, max_size=6).map(" ".join)
sources = marked.map(str.strip).filter(lambda text: any(c.isalnum() for c in text))
names = st.sampled_from(
    [
        "Ada Roe",
        "Ludwig van Beethoven",
        "Tom Roe Jr.",
        "{The Tide Team}",
        "Plato",
        "王小明",
        "Gabriel {García Márquez}",
        "van Beethoven",
        "{Tides, Inc.}",
        "Maria de la Cruz",
        "A. B. {C D}",
    ]
)
people: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    name=names,
    corresponding=st.booleans(),
    equal=st.booleans(),
    role=st.sampled_from([str(role) for role in ContributorRole]),
)
urls = st.sampled_from(
    [
        "https://a.org",
        "https://a.org/x.pdf?a=1;b=2",
        "https://doi.org/10.1000/abc",
        "https://arxiv.org/abs/2410.08811",
        "http://b.example/~c#d",
    ]
)
links: st.SearchStrategy[dict[str, object]] = st.builds(
    dict, url=urls, kind=st.sampled_from([str(k) for k in LinkKind]), label=st.none() | lines
)
translations: st.SearchStrategy[dict[str, object]] = st.builds(
    dict,
    language=st.sampled_from(["fr", "pt-BR"]),
    field=st.sampled_from(TRANSLATED),
    text=sources,
)
dates: st.SearchStrategy[dict[str, int]] = st.one_of(
    st.just({}),
    st.builds(dict, year=st.integers(1500, 2200)),
    st.builds(dict, year=st.integers(1500, 2200), month=st.integers(1, 12)),
    st.builds(dict, year=st.integers(1500, 2200), month=st.integers(1, 12), day=st.integers(1, 28)),
    st.builds(dict, month=st.integers(1, 12)),
)


def optional(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | strategy


fields = st.fixed_dictionaries(
    {
        "title": sources,
        "type": st.sampled_from([str(kind) for kind in PublicationType]),
        "genre": optional(lines | st.sampled_from(["Master's thesis", "Editorial", "Poster"])),
        "status": st.sampled_from([str(status) for status in Status]),
        "authors": st.lists(names | people, max_size=4),
        "venue": optional(lines | st.sampled_from(["arXiv", "Workshop on Tides", "J. Tides & Co"])),
        "venue_short": optional(lines),
        "venue_kind": optional(st.sampled_from([str(kind) for kind in VenueKind])),
        "volume": optional(lines),
        "issue": optional(lines),
        "pages": optional(st.sampled_from(["1--10", "1–10", "e12", "1-10", "A1--A5", "5, 7--9"])),
        "publisher": optional(lines),
        "doi": optional(st.sampled_from(["10.1000/abc", "10.48550/arxiv.2410.08811"])),
        "arxiv_id": optional(st.sampled_from(["2410.08811", "math/0309136"])),
        "isbn": optional(st.sampled_from(["978-3-16-148410-0", "316148410X"])),
        "citation_key": optional(st.sampled_from(["roe2024", "Roe:2024/a", "x y"])),
        "language": optional(st.sampled_from(["en", "fr-CA"])),
        "abstract": optional(sources),
        "note": optional(sources),
        "topics": st.lists(lines, max_size=2),
        "links": st.lists(links, max_size=3),
        "work": optional(st.just("on-tides")),
        "translations": st.lists(translations, max_size=2),
    }
)


def said(record: Record | None) -> dict[str, Any]:
    """What a record says, its source aside: an author without marks is the same as a name."""
    assert record is not None
    whole = msgspec.structs.replace(record, source=None, authors=record.people)
    return {"type": "article", **msgspec.json.decode(msgspec.json.encode(whole))}


def record(given: dict[str, object]) -> Record:
    """The record of these fields, those of nothing left out."""
    return msgspec.convert({k: v for k, v in given.items() if v is not None}, Record)


records = st.builds(lambda most, date: record(most | date), fields, dates)

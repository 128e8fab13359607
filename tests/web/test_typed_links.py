"""Typed links as a header and as documents say the same."""

from app.web import typed_links
from app.web.typed_links import TypedLink
from tests.support import link_headers
from tests.support.link_headers import ReadLink

PAGE, FILE = "https://ada.example/tides", "https://ada.example/tides.bib"
LINKS = [
    TypedLink("https://orcid.org/0000-0002-1825-0097", "author"),
    TypedLink("https://doi.org/10.1000/a,b;c(1)", "related"),
    TypedLink(FILE, "describedby", "application/x-bibtex"),
    TypedLink(f"{FILE}?raw=1", "describedby", "application/x-bibtex"),
]
SET = {PAGE: LINKS, FILE: [TypedLink(PAGE, "describes", "text/html")]}


def as_read(anchor: str | None, link: TypedLink) -> ReadLink:
    return ReadLink(link.rel, link.target, anchor, (("type", link.type),) if link.type else ())


def test_a_header_has_all_links_in_order() -> None:
    found = link_headers.read(typed_links.header(LINKS))
    assert found == [as_read(None, link) for link in LINKS]


def test_both_documents_have_all_links_with_their_anchors() -> None:
    expected = [as_read(anchor, link) for anchor, links in SET.items() for link in links]
    assert link_headers.read(typed_links.as_text(SET)) == expected
    assert link_headers.read_json(typed_links.as_json(SET)) == expected


def test_the_reader_knows_the_grammar() -> None:
    header = (
        '<a>; rel="x y"; title="a \\"b\\", <c>; d" ,\t<b> ; REL=next;type="text/html";rel=prev,'
    )
    assert link_headers.read(header) == [
        ReadLink("x", "a", None, (("title", 'a "b", <c>; d'),)),
        ReadLink("y", "a", None, (("title", 'a "b", <c>; d'),)),
        ReadLink("next", "b", None, (("type", "text/html"),)),
    ]

"""Text with its format, from HTML and to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import identifiers
from app.services.catalog import biography
from app.services.exporting.cv.rich_text import Run, blocks, linked, to_html, to_text

DOI = "10.1002/(sici)1097-0258(1998)17:15<1661::a>3.0.co;2-2"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"doi: {DOI}.", [(f"doi: {DOI}", identifiers.doi_url(DOI))]),
        (f"https://doi.org/{DOI}.", [(f"https://doi.org/{DOI}", identifiers.doi_url(DOI))]),
        (f"DOI:{DOI.upper()}, 2024", [(f"DOI:{DOI.upper()}", identifiers.doi_url(DOI))]),
        ("See https://a.example/b_(c).", [("https://a.example/b_(c", "https://a.example/b_(c")]),
        ("http://a.example and http://b.example", [(f"http://{x}.example",) * 2 for x in "ab"]),
        ("doi: none", []),
        ("javascript://a", []),
    ],
)
def test_addresses_become_links(text: str, links: list[tuple[str, str]]) -> None:
    found = list(linked(Run(text, ("i",)), DOI))
    assert to_text(found) == text
    assert [(run.text, run.url) for run in found if run.url] == links
    assert {run.tags for run in found} == {("i",)}


@given(st.text())
def test_linking_loses_nothing(text: str) -> None:
    assert to_text(linked(Run(text))) == text


def test_html_is_escaped() -> None:
    run = Run("<a> & b", ("b", "i"), 'https://a.example/"<b>')
    assert to_html([run]) == (
        '<a href="https://a.example/&#34;&lt;b&gt;"><b><i>&lt;a&gt; &amp; b</i></b></a>'
    )


def test_a_biography_becomes_paragraphs() -> None:
    html = biography.to_html(
        "# Now\n\nI *study* **tides** at [home](https://a.example).\n\n- one\n- two\n\n3. three\n"
    )
    found = [(block.kind, to_text(block.runs), block.number) for block in blocks(html)]
    assert found == [
        ("h3", "Now", None),
        ("p", "I study tides at home.", None),
        ("li", "one", None),
        ("li", "two", None),
        ("li", "three", 1),
    ]
    runs = blocks(html)[1].runs
    assert [run.tags for run in runs] == [(), ("i",), (), ("b",), (), (), ()]
    assert [run.url for run in runs if run.url] == ["https://a.example"]


def test_nested_lists_quotes_and_code_keep_their_text() -> None:
    html = biography.to_html("> said\n\n- a\n\n  more\n  - b\n\n```\nx  y\n```\n")
    assert [to_text(block.runs).strip() for block in blocks(html)] == [
        "said",
        "a",
        "more",
        "b",
        "x  y",
    ]

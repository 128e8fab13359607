"""Punctuation that meets, quotation marks by depth, and HTML, as citeproc-js 2.4.63 does."""

import pytest

from app.bibliography.citeproc.output import JOIN, joined, to_html
from app.bibliography.citeproc.rich_text import QUOTE, rich_text
from app.bibliography.text.pieces import ElementEnd, ElementStart, Text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Why?", ". Tides", "Why? Tides"),
        ("Inc.", ". Tides", "Inc. Tides"),
        ("Inc.", ", Tides", "Inc., Tides"),
        ("Why?", ", Tides", "Why?, Tides"),
        ("Salt:", "? Tides", "Salt? Tides"),
        ("Salt ", " Tides", "Salt Tides"),
        ("<i>Why?</i>", ". Tides", "<i>Why?</i> Tides"),
        ("“Salt”", ". Tides", "“Salt.” Tides"),
        ("“Salt?”", ", Tides", "“Salt?,” Tides"),
        ("“<i>Salt</i>”", ", Tides", "“<i>Salt</i>,” Tides"),
        ("“Salt”", ": Tides", "“Salt”: Tides"),
    ],
)
def test_punctuation_that_meets(before: str, after: str, expected: str) -> None:
    assert to_html(joined([*rich_text(before), JOIN, Text(after)])) == expected


def test_punctuation_inside_a_variable_stays() -> None:
    assert to_html(joined(rich_text("Salt..., “tides”. Why?."))) == "Salt..., “tides”. Why?."


@pytest.mark.parametrize(
    ("text", "plain", "quoted"),
    [
        ('the "tide" of', "the “tide” of", "“the ‘tide’ of”"),
        ("the 'tide' of", "the “tide” of", "“the ‘tide’ of”"),
        ("‘tide’ and “sea”", "‘tide’ and “sea”", "“‘tide’ and ‘sea’”"),
        ("“a ‘b’ c” d", "“a ‘b’ c” d", "“‘a “b” c’ d”"),
        ("it's the dogs' '80s", "it’s the dogs’ ’80s", "“it’s the dogs’ ’80s”"),
        ("5 by \" and a'b", "5 by &#34; and a’b", "“5 by &#34; and a’b”"),
    ],
)
def test_quotation_marks_alternate(text: str, plain: str, quoted: str) -> None:
    assert to_html(joined(rich_text(text))) == plain
    inside = [ElementStart(QUOTE), *rich_text(text), ElementEnd(QUOTE)]
    assert to_html(joined(inside)) == quoted


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<i>a <b>b</b></i> H<sub>2</sub>", "<i>a <b>b</b></i> H<sub>2</sub>"),
        ("<i>a", "&lt;i&gt;a"),
        ("<i>a <b>b</i> c</b>", "<i>a &lt;b&gt;b</i> c&lt;/b&gt;"),
        ("<script>a</script>", "&lt;script&gt;a&lt;/script&gt;"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)
def test_only_known_tags_in_pairs_are_markup(text: str, html: str) -> None:
    assert to_html(joined(rich_text(text))) == html


def test_italics_inside_italics_are_upright() -> None:
    inside = [ElementStart("i"), *rich_text("On <i>salt</i> tides"), ElementEnd("i")]
    assert to_html(joined(inside)) == "<i>On </i>salt<i> tides</i>"

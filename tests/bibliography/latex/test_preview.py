"""Previews of abstracts, cut at a suitable place."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bibliography.latex import to_html, to_preview

WORDS = "seven small words fill this short line "


def text_of(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html.replace("<br>", " "))).split())


def beginning(source: str, length: int = 20) -> str | None:
    return to_preview(source, length=length, whole_length=30)


def test_short_texts_are_shown_whole() -> None:
    assert to_preview("x" * 299) is None
    assert to_preview("x" * 300) is not None
    assert to_preview(r"\textbf{" + "x" * 299 + "}") is None


def test_a_text_that_fits_is_not_cut() -> None:
    assert to_preview("word " * 8, length=50, whole_length=30) is None


def test_previews_have_a_default_length() -> None:
    preview = to_preview(WORDS * 12)
    assert preview == (WORDS * 12)[:241].rsplit(" ", 1)[0] + "…"
    assert len(preview) > 220


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (WORDS, "seven small words…"),
        ("seven small words, fill this line now", "seven small words…"),
        ("seven small words -- fill this line now", "seven small words…"),
        ("seven small words (fill this) line now", "seven small words…"),
        ("seven small words \\href{https://a.org}{ -- } fill this line", "seven small words…"),
        (
            "seven \\href{https://a.org}{small \\emph{words,}} fill this line now",
            'seven <a href="https://a.org" rel="noopener">small <em>words</em></a>…',
        ),
        ("seven words \\textbf{and many bold ones here}", "seven words <b>and many</b>…"),
        ("seven small \\emph{words}, \\emph{fill} this line", "seven small <em>words</em>…"),
        ("seven \\textbf{a \\emph{b, c} fghijklm nopq rstu}", "seven <b>a <em>b, c</em></b>…"),
        (
            "one\n\ntwo \\\\ seven \\[x\\] eleven or twelve",
            "one two seven <math><mi>x</mi></math>…",
        ),
        ("seven words \\par and \\href{https://a.org}{a link inside} it", "seven words and…"),
        ("seven words or $a+b+c+d+e+f+g$ and others", "seven words or…"),
        ("AT&T and R&D and such&such and more", "AT&amp;T and R&amp;D and…"),
        ("see https://example.org/a/long/address here", "see…"),
    ],
)
def test_a_preview_ends_after_a_whole_word(source: str, html: str) -> None:
    assert beginning(source) == html


def test_a_link_that_fits_stays_a_link() -> None:
    link = '<a href="https://a.org" rel="noopener">a link</a>'
    source = r"see \href{https://a.org}{a link} and so on and on, and on"
    assert beginning(source) == f"see {link} and so on…"


def test_a_link_that_does_not_fit_becomes_text() -> None:
    assert beginning(rf"\href{{https://a.org}}{{{WORDS}}}") == "seven small words…"


def test_a_first_formula_longer_than_the_preview_stays_whole() -> None:
    formula = "$" + "+".join("abcdefghijklmnop") + "$"
    preview = beginning(formula + " and more")
    assert preview == to_html(formula) + "…"


@pytest.mark.parametrize("letters", ["漢字仮名", "ภาษาไทยที่", "あいうえお"])
def test_scripts_without_spaces_are_cut_at_the_length_limit(letters: str) -> None:
    preview = to_preview(letters * 100)
    assert preview is not None
    assert 235 <= len(preview) - 1 <= 240
    assert (letters * 100).startswith(preview[:-1])


@pytest.mark.parametrize("cluster", ["x̣̂", "ที่", "👩🏽‍🔬", "กำ"])
def test_a_grapheme_cluster_is_never_split(cluster: str) -> None:
    source = cluster * 120
    lengths = {
        len(to_preview(source, length=length, whole_length=9) or "") - 1 for length in range(60, 90)
    }
    assert {length % len(cluster) for length in lengths} == {0}


MARKUP = [
    r"\textbf{",
    r"\emph{",
    "}",
    "{",
    "$x_1$",
    r"\href{https://a.org}{",
    r"\par ",
    "--",
    "&",
    ",",
]
words = st.from_regex(r"[a-z]{1,9}", fullmatch=True)
sources = st.lists(st.one_of(words, st.sampled_from(MARKUP)), min_size=30, max_size=90).map(
    " ".join
)


@settings(deadline=None)
@given(sources, st.integers(20, 120))
def test_a_preview_is_balanced_html_and_a_prefix_of_the_text(source: str, length: int) -> None:
    preview = to_preview(source, length=length, whole_length=20)
    if preview is None:
        return
    opened = re.findall(r"<([a-z]+)", preview)
    assert sorted(opened) == sorted(re.findall(r"</([a-z]+)", preview))
    shown = text_of(preview).removesuffix("…")
    assert text_of(to_html(source)).startswith(shown)
    assert len(shown) <= length + 9
    assert not shown.endswith((" ", ",", "–", "-"))

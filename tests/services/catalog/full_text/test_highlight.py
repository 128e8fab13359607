"""What a search found is marked in texts, never in tags, entities and formulas."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import latex
from app.services.catalog.full_text.highlight import marked
from app.services.catalog.full_text.query import parse_query

PIECES = ["low", "loss ", "Ébb", " &amp; ", "<em>", "</em>", "<math><mi>low</mi></math>", "low-"]
PIECES += ["<sup>2</sup>", ", ", "深度", '<a title="low > loss">', "</a>", "&#39;", "C++ "]
QUERIES = ['"low loss"', "l", "ebb e", "深 c++", "2"]


@pytest.mark.parametrize(
    ("q", "html", "expected"),
    [
        ("inp", "Input inputs, linput", "[Input] [inputs], linput"),
        ('"inp"', "Input inp", "Input [inp]"),
        ("sea ice", "Ice on the sea", "[Ice] on the [sea]"),
        ('"sea ice"', "Sea, sea ice; ice", "Sea, [sea ice]; ice"),
        ("low-loss", "a low–loss path, low", "a [low–loss] path, low"),
        ("ebb -sea", "Ebb sea", "[Ebb] sea"),
        ("celik", "Zoë Çelik", "Zoë [Çelik]"),
        ("étude", "Etude e\u0301tude", "[Etude] [e\u0301tude]"),
        ("fin", "ﬁnal Straße", "[ﬁnal] Straße"),
        ("strasse", "“Straße”—Straßen", "“[Straße]”—[Straßen]"),
        ("h2o", "H<sub>2</sub>O H₂O", "[H]<sub>[2]</sub>[O] [H₂O]"),
        ("deep", "<em>d</em>eeper <b>sea</b>", "<em>[d]</em>[eeper] <b>sea</b>"),
        (
            "em amp strong",
            "<em>a</em> &amp; <strong>b</strong>",
            "<em>a</em> &amp; <strong>b</strong>",
        ),
        ("amp", "R&amp;D amp", "R&amp;D [amp]"),
        ("39", "d&#39;Alembert 39", "d&#39;Alembert [39]"),
        ("x", "<math><mi>x</mi></math> x", "<math><mi>x</mi></math> [x]"),
        ("low", '<a title="low > low">low</a>', '<a title="low > low">[low]</a>'),
        ("深度", "机器深度学习", "机器[深度]学习"),
        ("c++", "C and C++", "C and [C++]"),
        ("Ωκεανος", "Ωκεανός", "[Ωκεανός]"),
        ('"a b c"', "a b a b c", "a b [a b c]"),
        ('"a a"', "a a a b a", "[a a a] b a"),
        ("zzz", "nothing", "nothing"),
    ],
)
def test_words_are_marked_as_the_search_finds_them(q: str, html: str, expected: str) -> None:
    found = marked(html, parse_query(q).wanted)
    assert found == expected.replace("[", "<mark>").replace("]", "</mark>")


@given(st.lists(st.sampled_from(PIECES)), st.sampled_from(QUERIES))
def test_marks_are_all_that_changes(pieces: list[str], q: str) -> None:
    html = "".join(pieces)
    found = marked(html, parse_query(q).wanted)
    assert re.sub("</?mark>", "", found) == html
    for text in re.findall("<mark>(.*?)</mark>", found):
        assert not re.search("[<>&]", text)


@given(st.text(max_size=60), st.text(max_size=12))
def test_any_text_keeps_its_words(text: str, q: str) -> None:
    html = latex.to_html(text)
    found = marked(html, parse_query(q).wanted)
    assert re.sub("</?mark>", "", found) == html
    without = re.sub("(?s)<math.*?</math>|<[^>]*>", "", found)
    assert without == re.sub("(?s)<math.*?</math>|<[^>]*>", "", html)

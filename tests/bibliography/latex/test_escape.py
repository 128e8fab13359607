"""Escaping plain text as LaTeX without changing how it reads."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography.latex import to_text
from app.bibliography.latex.escape import from_text
from app.bibliography.text.characters import clean

SIGNS = "\\{}$%&#_^~`'\"-<>;*[]()|@!? \n"
PIECES = [
    "&amp;",
    "&#x41;",
    "--",
    "``",
    "''",
    "https://a.org/~b_c",
    "5%",
    "AT&T",
    " ",
    *(r"\emph{a}", "$x$", r"\(y\)", r"\begin{a}"),
]
texts = st.one_of(
    st.text(),
    st.text(alphabet=SIGNS + "aé1hx"),
    st.lists(st.sampled_from(PIECES)).map("".join),
)


def on_one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", clean(text)).split())


@given(texts)
def test_escaped_text_survives_a_round_trip(text: str) -> None:
    assert to_text(from_text(text)) == on_one_line(text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Plain words, (even) 3–4 of them: naïve?", "Plain words, (even) 3–4 of them: naïve?"),
        ("AT&T's 50% #1_a", r"AT\&T's 50\% \#1\_a"),
        ("costs $5 to $6", r"costs \$5 to \$6"),
        ("{a}\\b", r"\{a\}\textbackslash{}b"),
        ("~x^2", r"\~{}x\^{}2"),
        ("a--b ''c''", "a-{}-b '{}'c'{}'"),
        ("literally &amp;", r"literally \&{}amp;"),
        ("one\n\ntwo", "one\n\ntwo"),
    ],
)
def test_only_special_characters_are_escaped(text: str, source: str) -> None:
    assert from_text(text) == source

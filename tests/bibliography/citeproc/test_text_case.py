"""Titles in the text cases of CSL, as citeproc-js 2.4.63 writes them."""

import pytest

from app.bibliography.citeproc.output import joined, to_html
from app.bibliography.citeproc.rich_text import rich_text
from app.bibliography.citeproc.text_case import with_case


def cased(text: str, case: str = "title", language: str = "en") -> str:
    return to_html(joined(with_case(rich_text(text), case, language)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("life among fluid-structure tides", "Life among Fluid-Structure Tides"),
        ("the foo: a bar. the end; the rest", "The Foo: A Bar. the End; the Rest"),
        ("salt? as a tide", "Salt? As a Tide"),
        ("what is salt made of", "What Is Salt Made Of"),
        ("follow-up of well-to-do tides", "Follow-up of Well-to-Do Tides"),
        ("self-driving in-vehicle salt", "Self-Driving in-Vehicle Salt"),
        ("mRNA and iPhone, DNA and pH", "mRNA and iPhone, DNA and pH"),
        ("the p-value of x", "The P-Value of x"),
        ("salt (of the sea)", "Salt (of the Sea)"),
        ("the sea’s l’étude and don’t", "The Sea’s l’étude and Don’t"),
        ("<i>homo</i> <i>in</i> tides", "<i>Homo</i> <i>in</i> Tides"),
        ('<span class="nocase">log n</span> of n', "log n of n"),
        ("“the tide” of salt", "“The Tide” of Salt"),
        ("\uf8f0tide", "Tide"),
    ],
)
def test_title_case(text: str, expected: str) -> None:
    assert cased(text) == expected


def test_only_english_titles_have_title_case() -> None:
    assert cased("la mer et le sel", language="fr") == "la mer et le sel"
    assert cased("salt of tides", language="en-GB") == "Salt of Tides"


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("capitalize-first", "Salt and DNA"),
        ("capitalize-all", "Salt And DNA"),
        ("uppercase", "SALT AND DNA"),
        ("lowercase", "salt and dna"),
        ("sentence", "Salt and DNA"),
    ],
)
def test_other_cases(case: str, expected: str) -> None:
    assert cased("salt and DNA", case) == expected

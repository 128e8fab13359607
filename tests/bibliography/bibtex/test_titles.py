"""Braces in titles: which are kept, removed and added."""

import pytest

from app.bibliography.bibtex import titles


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("{On Tides}", "On Tides"),
        ("{BERT} on {PoisonBench}: {CPU-bound}", "BERT on PoisonBench: CPU-bound"),
        (
            "{{NASA}} and {B}ayesian {Tides} of {High Water}",
            "{NASA} and {B}ayesian {Tides} of {High Water}",
        ),
        (
            r"\emph{BERT} and \textsc{Big BERT} in $x^{AB}$ or x_{AB}",
            r"\emph{BERT} and \textsc{Big BERT} in $x^{AB}$ or x_{AB}",
        ),
        ("{On} and {Off}", "{On} and {Off}"),
        ("{BERT}s and co{BERT}", "{BERT}s and co{BERT}"),
        ("On\n   tides", "On tides"),
        ("{{BERT}}", "BERT"),
    ],
)
def test_braces_that_only_protect_capitals_are_removed(value: str, title: str) -> None:
    assert titles.read_title(value) == title


@pytest.mark.parametrize(
    ("title", "value"),
    [
        ("On tides", "On tides"),
        ("A BERT for COVID-19: eLife", "A {BERT} for {COVID-19}: {eLife}"),
        ("Well-Known Tides", "Well-Known Tides"),
        ("{B}ayesian {NASA}", "{B}ayesian {{NASA}}"),
        (r"\LaTeX BERT, \emph{BERT} $BERT$ \& BERT", r"\LaTeX BERT, \emph{BERT} $BERT$ \& {BERT}"),
        ("{On Tides}", "{{On Tides}}"),
        ("BERT", "{BERT}"),
    ],
)
def test_words_with_inner_capitals_are_protected_by_braces(title: str, value: str) -> None:
    assert titles.write_title(title) == value
    assert titles.read_title(value) == title


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    assert titles.read_text(" One\n\tline.\nTwo.\n \n  Three. ") == "One line.\nTwo.\n\nThree."

"""Formulas and groups that are not closed are reported where they begin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography.latex.unclosed import unclosed_sign


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("Of $x^2 and tides", "The $ in “$x^2 and tides” is not closed."),
        ("Of $$x^2 and tides", "The $ in “$$x^2 and tides” is not closed."),
        (r"Of \(x^2 and tides", r"The \( in “\(x^2 and tides” is not closed."),
        ("It costs $10^n of all", "The $ in “$10^n of all” is not closed."),
        (
            r"\textbf{Tides} of the \emph{Cape and the bays of the north",
            "The { in “{Cape and the bays of the nort…” is not closed.",
        ),
        ("Of {the $x", "The { in “{the $x” is not closed."),
        ("Of $x^{2$ and", "The { in “{2$ and” is not closed."),
        ("Of $x^2}$ and", "The } in “Of $x^2}” closes nothing."),
        (
            "Of all tides of the northern Cape} and bays",
            "The } in “…all tides of the northern Cape}” closes nothing.",
        ),
    ],
)
def test_the_first_unclosed_sign_is_reported(source: str, message: str) -> None:
    assert unclosed_sign(source) == message


@pytest.mark.parametrize(
    "source",
    [
        "",
        "On {T}ides of $x_{n}$ and \\(y\\), \\[z\\], $$w$$",
        "From $5 to $7.50, or US$ 3 million",
        r"Escaped \$ and \{ and \verb|{$|",
        r"\url{https://cape.example/a$b} and \begin{equation} x_{n} \end{equation}",
    ],
)
def test_closed_formulas_prices_and_escaped_signs_are_not_reported(source: str) -> None:
    assert unclosed_sign(source) == ""


@given(st.text(alphabet=r"${}\()[]a^_ 5\n"))
def test_any_text_gets_at_most_one_message(source: str) -> None:
    assert unclosed_sign(source).count("“") <= 1

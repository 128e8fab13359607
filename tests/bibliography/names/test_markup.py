"""Styles, marks of footnotes and "et al." in lists of names."""

import time

import pytest

from app.bibliography.names import markup


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (r"\textbf{Roe, Ada} and Li, Bo", "Roe, Ada and Li, Bo"),
        (r"{\bf Roe, Ada} and Li, Bo", "Roe, Ada and Li, Bo"),
        (r"\textbf{Ada Roe} and Bo Li", "Ada Roe and Bo Li"),
        (r"Li, Bo and \underline{A. Roe}", "Li, Bo and A. Roe"),
        (r"\myname{Roe, Ada} and Li, Bo", "Roe, Ada and Li, Bo"),
        (r"\textbf{\underline{Roe, Ada}} and Li", "Roe, Ada and Li"),
        (r"{\textbf{Roe, Ada}} and Li", "Roe, Ada and Li"),
        (r"\textcolor{red}{Roe, Ada} and Li", "Roe, Ada and Li"),
        (r"{\color{blue} Ada Roe} and Li", "Ada Roe and Li"),
        (r"\href{https://a.org}{Ada Roe} and Li", "Ada Roe and Li"),
        (r"\textbf{Ada Roe and Bo Li} and Kim", "Ada Roe and Bo Li and Kim"),
        (r"\textbf{A. Roe}, Bo Li, Kim Paz", "A. Roe, Bo Li, Kim Paz"),
        (r"\bf Roe, Ada and \rm Li, Bo", "Roe, Ada and Li, Bo"),
        (r"{\sc Roe}, \textit{Ada}", "Roe, Ada"),
        ("<b>Roe, Ada</b> and **Li, Bo**", "Roe, Ada and Li, Bo"),
    ],
)
def test_a_style_is_not_part_of_a_name(source: str, names: str) -> None:
    assert markup.undressed(source) == names


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (r"Ada Roe\textsuperscript{1,2} and Bo Li", "Ada Roe and Bo Li"),
        (r"Roe, Ada$^\dagger$", "Roe, Ada"),
        (r"Roe$^*$, Ada and Li$^{1}$,$^{2}$", "Roe, Ada and Li"),
        (r"Ada {Roe}$^{1}$", "Ada {Roe}"),
        (r"Roe{$^{\ast}$}, Ada\dag", "Roe, Ada"),
        (r"\textbf{Roe, Ada}$^{1,*}$", "Roe, Ada"),
        (r"Ada Roe\thanks{Now at {Tide} Lab}\footnotemark[1]", "Ada Roe"),
        (r"Ada Roe\inst{1}\orcidlink{0000-0002-1825-0097}", "Ada Roe"),
        ("Roe*, Ada and Bo Li†‡", "Roe, Ada and Bo Li"),
    ],
)
def test_marks_of_footnotes_are_not_part_of_a_name(source: str, names: str) -> None:
    assert markup.undressed(source) == names


@pytest.mark.parametrize(
    "source",
    [
        r"Per \textbf{Brinch Hansen}",
        r"\textbf{The Tide Team} and {NASA}",
        r"{\relax Ch}. Roe",
        r"M\textsuperscript{c}Donald, Ada",
        r"M.\textsuperscript{a} Roe",
        r"{\O}stergaard, {\AA}se and Dvo\v{r}\'{a}k, A.",
        r"\uppercase{Roe}, Ada",
        "{Tide Lab}",
    ],
)
def test_other_macros_and_braces_stay(source: str) -> None:
    assert markup.undressed(source) == source


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Roe, A. et al", "Roe, A."),
        ("A. Roe et al.", "A. Roe"),
        ("{Smith, J., et al.}", "Smith, J."),
        ("Roe, A., Li, B., et al.", "Roe, A., Li, B."),
        ("Roe A, et. al.", "Roe A"),
        ("Roe, A. & others", "Roe, A."),
        ("Roe, A. and 12 others", "Roe, A."),
        ("39 more", ""),
        ("et al.", ""),
        ("others", ""),
        ("...", ""),
        (r"\ldots", ""),
        ("Etal, A.", "Etal, A."),
        ("Roe, Brothers", "Roe, Brothers"),
        ("Carothers", "Carothers"),
        ("Vital", "Vital"),
    ],
)
def test_the_rest_of_a_list_is_nobody(name: str, kept: str) -> None:
    assert markup.without_others(name) == kept


@pytest.mark.parametrize(
    "piece",
    [r"\textbf{", "{", "$^", r"\thanks{{", "*,", r"{\bf ", "et al ", r"\x{}{", "{$^1$"],
)
def test_long_lists_take_linear_time(piece: str) -> None:
    start = time.process_time()
    markup.undressed(piece * (60_000 // len(piece)))
    markup.without_others(piece * (60_000 // len(piece)))
    assert time.process_time() - start < 2

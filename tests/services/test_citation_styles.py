"""References in four styles, whatever the title holds."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography.record import Link, PublicationType, Record
from app.services.citation_styles import references

ARTICLE = Record(
    title="On \\emph{tides} in the {Indian Ocean}",
    type=PublicationType.ARTICLE_JOURNAL,
    authors=("Ada Roe", "Kim B. van der Li", "{The Tide Team}"),
    year=2024, month=3, day=5,
    venue="Journal of Tides", volume="4", issue="2", pages="1--9", doi="10.1000/t",
)  # fmt: skip
PREPRINT = Record(title="Salt", authors=("Ada Roe",), year=2023, arxiv_id="2301.00001")


def cited(record: Record) -> dict[str, str]:
    return {reference.style: reference.html for reference in references(record)}


def test_a_journal_article() -> None:
    assert cited(ARTICLE) == {
        "APA": "Roe, A., van der Li, K. B., &amp; The Tide Team. (2024). On <i>tides</i> in the "
        "Indian Ocean. <i>Journal of Tides</i>, <i>4</i>(2), 1–9. https://doi.org/10.1000/t",
        "IEEE": "A. Roe, K. B. van der Li, and The Tide Team, “On <i>tides</i> in the Indian "
        "Ocean,” <i>Journal of Tides</i>, vol. 4, no. 2, pp. 1–9, Mar. 2024, doi: 10.1000/t.",
        "Chicago": "Roe, Ada, Kim B. van der Li, and The Tide Team. 2024. “On <i>tides</i> in the "
        "Indian Ocean.” <i>Journal of Tides</i> 4 (2): 1–9. https://doi.org/10.1000/t.",
        "Vancouver": "Roe A, van der Li KB, The Tide Team. On <i>tides</i> in the Indian Ocean. "
        "Journal of Tides. 2024;4(2):1–9. doi:10.1000/t",
    }


def test_a_preprint_names_its_repository_and_number() -> None:
    found = cited(PREPRINT)
    assert found["APA"] == (
        "Roe, A. (2023). <i>Salt</i> (arXiv:2301.00001). arXiv. https://arxiv.org/abs/2301.00001"
    )
    assert "Preprint, arXiv" in found["Chicago"]


@pytest.mark.parametrize("type_", PublicationType)
def test_every_type_is_cited_with_title_and_year(type_: PublicationType) -> None:
    record = Record(title="Salt", type=type_, authors=("Ada Roe",), year=2023, venue="The Cape",
                    links=(Link("https://a.example/?a=1&b=2"),))  # fmt: skip
    for html in cited(record).values():
        assert "Salt" in html
        assert "2023" in html
        assert "The Cape" in html
        assert "Publication)" not in html


@pytest.mark.parametrize("type_", [PublicationType.BOOK, PublicationType.ARTICLE_JOURNAL])
def test_without_authors_the_title_comes_once(type_: PublicationType) -> None:
    for html in cited(Record(title="Salt", type=type_, year=2023)).values():
        assert html.count("Salt") == 1


def test_a_question_ends_the_title() -> None:
    found = cited(Record(title="Why tides?", type=PublicationType.PAPER_CONFERENCE, venue="X",
                         authors=("Ada Roe",), year=2020))  # fmt: skip
    assert not [html for html in found.values() if "?." in html or "?”," in html or "?,”" in html]


def test_the_given_names_of_a_braced_family_name() -> None:
    found = cited(Record(title="Salt", authors=("Gabriel {García Márquez}",), year=1990))
    assert found["APA"].startswith("García Márquez, G. (1990)")


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "a & b < c > d",
    "&lt;script&gt;",
    "\ue011\ue021\ue001b\ue002",
    '<span class="nocase"><b onclick=1>',
    "</span></div>",
    "\\textbf{\\href{javascript:alert(1)}{x}}",
    "$<$ \\textless script\\textgreater",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_is_typed_becomes_markup(text: str) -> None:
    record = Record(title=text, authors=(text, "Ada Roe"), venue=text, volume=text, pages=text,
                    publisher=text, doi=f"10.1000/{text}", year=2020,
                    type=PublicationType.ARTICLE_JOURNAL)  # fmt: skip
    for html in cited(record).values():
        plain = re.sub("</?(i|b|sup|sub)>", "", html)
        assert "<" not in plain
        assert ">" not in plain


def test_raw_latex_is_never_shown() -> None:
    title = r"\textsc{Bert} costs 5\% of $x_1^2$ and \textbf{more}, G{\"o}del says"
    for html in cited(Record(title=title, authors=(r"Jos{\'e} Li",), year=2020)).values():
        assert not [sign for sign in ("\\", "{", "}", "$") if sign in html]
        assert "x₁²" in html
        assert "José" in html or "Li J" in html or "J. Li" in html or "Li, J" in html


@given(st.text(min_size=1, max_size=60))
def test_any_title_is_cited(title: str) -> None:
    assert len(references(Record(title=title, authors=(title,)))) == 4

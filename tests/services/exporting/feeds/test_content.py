"""What feeds say of a work: HTML that every reader shows."""

import pytest
from justhtml import JustHTML

from app.bibliography.record import Link, LinkKind, PublicationType, Record, Status
from app.services.exporting.feeds import content

WORK = Record(
    title="On tides",
    type=PublicationType.ARTICLE_JOURNAL,
    authors=("Ada Roe", r"Jos{\'e} <Li>"),
    venue="Journal of Tides & Salt",
    year=2024,
    month=3,
    doi="10.1000/t",
    arxiv_id="2301.00001",
    links=(Link("https://a.example/?b=1&c=2", LinkKind.PDF), Link("https://b.example/", label="B")),
)


def test_an_entry_has_authors_venue_abstract_and_links() -> None:
    links = content.work_links(WORK)
    html = content.entry_html(WORK, "We weigh $x_1^2$ of H\\textsubscript{2}O.", links)
    assert html == (
        "<p>Ada Roe, José &lt;Li&gt;</p>"
        "<p>Journal of Tides &amp; Salt · 2024-03 · Journal article</p>"
        "<p>We weigh x₁² of H<sub>2</sub>O.</p>"
        '<p><a href="https://doi.org/10.1000/t">DOI</a> · '
        '<a href="https://arxiv.org/abs/2301.00001">arXiv</a> · '
        '<a href="https://a.example/?b=1&amp;c=2">PDF</a> · <a href="https://b.example/">B</a></p>'
    )


def test_an_entry_without_anything_is_short() -> None:
    record = Record(title="T", type=PublicationType.BOOK, status=Status.IN_PRESS)
    assert content.entry_html(record, None, []) == "<p>Book · in press</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"\emph{a \textbf{b}} c", "<em>a <b>b</b></em> c"),
        (r"a \[ x < y \] b", "a  x &lt; y  b"),
        ("a\n\nb", "a<br><br>b"),
        (r"\url{https://a.example/?b&c}", "https://a.example/?b&amp;c"),
        (r"\textsc{Salt} <script>alert(1)</script>", "Salt &lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a\x00\x0b b", "a b"),
    ],
)
def test_text_is_plain_html_without_mathml_classes_and_scripts(source: str, html: str) -> None:
    assert content.to_html(source) == html
    JustHTML(f"<p>{content.to_html(source)}</p>", strict=True, fragment=True)

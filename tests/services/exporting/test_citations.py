"""References in four citation styles, for any title."""

import re
from html import unescape
from pathlib import Path
from time import process_time

import msgspec
import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.bibliography import csl, formats
from app.bibliography.entry import Format
from app.bibliography.record import (
    Author,
    ContributorRole,
    Link,
    LinkKind,
    PublicationType,
    Record,
    Status,
)
from app.services.exporting.citation_items import citation_item
from app.services.exporting.citations import STYLES, reference_html, references
from app.translations.current import in_language
from tests.support.samples import SAMPLE_BIB, SAMPLES

# 120 works and what citeproc-js makes of them; see tests/samples/README.md.
WORKS = msgspec.json.decode((SAMPLES / "citations" / "works.json").read_bytes())
# The works whose references differ, by style.
KNOWN_DIFFERENCES: dict[str, set[str]] = {style: set() for style in STYLES}


@pytest.mark.slow
@pytest.mark.parametrize("style", STYLES)
def test_references_equal_those_of_citeproc_js(style: str) -> None:
    found = {work["key"]: reference_html(work["item"], STYLES[style]) for work in WORKS}
    different = {w["key"] for w in WORKS if unescape(found[w["key"]]) != w[style]}
    assert different == KNOWN_DIFFERENCES[style]
    assert len(different) <= 0.05 * len(WORKS)


def test_the_works_have_every_type() -> None:
    assert {work["item"]["type"] for work in WORKS} == set(PublicationType)
    assert len(WORKS) == 120


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted(SAMPLE_BIB.glob("*.bib")), ids=lambda file: file.stem)
def test_exported_csl_items_have_the_references_shown(file: Path) -> None:
    entries = formats.read_entries(Format.BIBTEX, file.read_text("utf-8"))
    for record in filter(None, (entry.record for entry in entries)):
        exported, cited = csl.item(record, "key"), citation_item(record)
        if record.type is PublicationType.ARTICLE:
            # The export omits a preprint's number, since programs read it as pages.
            cited.pop("number", None)
        for style in STYLES.values():
            assert reference_html(exported, style) == reference_html(cited, style)


ARTICLE = Record(
    title="On \\emph{tides} in the {Indian Ocean}",
    type=PublicationType.ARTICLE_JOURNAL,
    authors=("Ada Roe", "Kim B. van der Li", "{The Tide Team}"),
    year=2024,
    month=3,
    day=5,
    venue="Journal of Tides",
    volume="4",
    issue="2",
    pages="1--9",
    doi="10.1000/t",
)
PREPRINT = Record(title="Salt", authors=("Ada Roe",), year=2023, arxiv_id="2301.00001")


def cited(record: Record) -> dict[str, str]:
    return {reference.style: reference.html for reference in references(record)}


def test_a_journal_article_is_cited_in_four_styles() -> None:
    assert cited(ARTICLE) == {
        "APA": "Roe, A., van der Li, K. B., &amp; The Tide Team. (2024). On <i>tides</i> in the "
        "Indian Ocean. <i>Journal of Tides</i>, <i>4</i>(2), 1–9. https://doi.org/10.1000/t",
        "IEEE": "A. Roe, K. B. van der Li, and The Tide Team, “On <i>tides</i> in the Indian "
        "Ocean,” <i>Journal of Tides</i>, vol. 4, no. 2, pp. 1–9, Mar. 2024, doi: 10.1000/t.",
        "Chicago": "Roe, Ada, Kim B. van der Li, and The Tide Team. 2024. “On <i>Tides</i> in the "
        "Indian Ocean.” <i>Journal of Tides</i> 4 (2): 1–9. https://doi.org/10.1000/t.",
        "Vancouver": "Roe A, van der Li KB, The Tide Team. On <i>tides</i> in the Indian Ocean. "
        "Journal of Tides. 2024 Mar 5;4(2):1–9. doi:10.1000/t",
    }


def test_a_preprint_names_its_repository_and_number() -> None:
    found = cited(PREPRINT)
    assert found["APA"] == (
        "Roe, A. (2023). <i>Salt</i> (arXiv:2301.00001). arXiv. https://arxiv.org/abs/2301.00001"
    )
    assert "Preprint, arXiv" in found["Chicago"]


@pytest.mark.parametrize("type_", list(PublicationType)[:9])
def test_every_type_is_cited_with_title_and_year(type_: PublicationType) -> None:
    record = Record(
        title="Salt",
        type=type_,
        authors=("Ada Roe",),
        year=2023,
        venue="The Cape",
        links=(Link("https://a.example/?a=1&b=2"),),
    )
    for html in cited(record).values():
        assert "Salt" in html
        assert "2023" in html
        assert "The Cape" in html
        assert "Publication)" not in html


@pytest.mark.slow
@pytest.mark.parametrize("type_", list(PublicationType)[:9])
@pytest.mark.parametrize("title", ["Salt", "On “wet” Salt", r"\emph{Old} Salt"])
def test_a_citation_without_authors_has_the_title_once(type_: PublicationType, title: str) -> None:
    for venue in (None, "The Cape"):
        for html in cited(Record(title=title, type=type_, year=2023, venue=venue)).values():
            assert html.count("Salt") == 1
            assert "2023" in html


def test_a_question_mark_takes_the_place_of_a_full_stop() -> None:
    kind = PublicationType.PAPER_CONFERENCE
    found = cited(Record(title="Why tides?", type=kind, venue="X", authors=("Ada Roe",), year=2020))
    assert found["APA"] == "Roe, A. (2020). Why tides? <i>X</i>."
    assert found["Chicago"] == "Roe, Ada. 2020. “Why Tides?” <i>X</i>."
    assert "“Why tides?,” in" in found["IEEE"]


def test_a_braced_family_name_is_kept_whole() -> None:
    found = cited(Record(title="Salt", authors=("Gabriel {García Márquez}",), year=1990))
    assert found["APA"].startswith("García Márquez, G. (1990)")


@pytest.mark.parametrize(
    ("pages", "cited_pages"),
    [("1--12", "1–12"), ("98--103", "98–103"), ("436--444", "436–44"), ("e7", "e7")],
)
def test_a_last_page_with_more_digits_is_not_shortened(pages: str, cited_pages: str) -> None:
    record = msgspec.structs.replace(ARTICLE, pages=pages)
    assert f"4(2):{cited_pages}." in cited(record)["Vancouver"]
    assert f"4 (2): {cited_pages}." in cited(record)["Chicago"]


def test_pages_without_a_number_are_not_cited() -> None:
    record = msgspec.structs.replace(ARTICLE, pages="--", doi=None)
    assert cited(record)["IEEE"].endswith("vol. 4, no. 2, Mar. 2024.")


def test_formulas_keep_their_position_and_case() -> None:
    record = Record(title=r"$\alpha$-tides of H$_2$O in $O(n \log n)$, and more", year=2020)
    assert cited(record)["Chicago"].startswith("“α-Tides of H₂O in O(n log n), and More.”")


def test_titles_in_other_languages_are_not_capitalised_as_english() -> None:
    french = Record(title="L'étude de la mer", authors=("Ada Roe",), language="fr")
    assert "L’étude de la mer" in cited(french)["Chicago"]
    assert "Война и мир" in cited(Record(title="Война и мир"))["Chicago"]


@pytest.mark.parametrize(
    ("name", "cited_name"),
    [("小明 王", "王小明"), ("משה כהן", "משה כהן"), ("Лев Толстой", "Толстой")],
)
def test_names_without_capitals_have_no_initials(name: str, cited_name: str) -> None:
    record = msgspec.structs.replace(ARTICLE, authors=(name,))
    assert cited(record)["APA"].startswith((f"{cited_name}. (2024)", f"{cited_name}, Л. (2024)"))


def test_editors_and_translators_are_named_with_their_roles() -> None:
    editors = tuple(Author(name, role=ContributorRole.EDITOR) for name in ("Ada Roe", "Kim Li"))
    book = Record(title="The salt handbook", authors=editors, year=2024, publisher="Tide Press")
    book = msgspec.structs.replace(book, type=PublicationType.BOOK)
    assert (
        cited(book)["APA"]
        == "Roe, A., &amp; Li, K. (Eds.). (2024). <i>The salt handbook</i>. Tide Press."
    )
    translated = (Author("Ada Roe"), Author("Kim Li", role=ContributorRole.TRANSLATOR))
    book = msgspec.structs.replace(book, authors=translated)
    assert cited(book)["APA"].startswith(
        "Roe, A. (2024). <i>The salt handbook</i> (K. Li, Trans.)."
    )


@pytest.mark.parametrize(
    ("genre", "kind"),
    [("Master's thesis", "Master’s thesis"), ("Doctoral dissertation",) * 2, (None, "Thesis")],
)
def test_the_kind_of_a_thesis_is_cited(genre: str | None, kind: str) -> None:
    thesis = Record(title="Salt", authors=("Ada Roe",), year=2024, venue="Uni", genre=genre)
    found = cited(msgspec.structs.replace(thesis, type=PublicationType.THESIS))
    assert found["APA"] == f"Roe, A. (2024). <i>Salt</i> [{kind}, Uni]."
    assert found["IEEE"] == f"A. Roe, “Salt,” {kind}, Uni, 2024."
    assert found["Chicago"] == f"Roe, Ada. 2024. “Salt.” {kind}, Uni."
    assert found["Vancouver"] == f"Roe A. Salt [{kind}]. Uni; 2024."


def test_the_number_of_a_thesis_or_report_is_not_cited_as_an_issue() -> None:
    for type_ in (PublicationType.THESIS, PublicationType.REPORT):
        record = Record(title="Salt", type=type_, authors=("Ada Roe",), issue="TR-5", venue="X")
        assert not [html for html in cited(record).values() if "ssue" in html or "no. TR" in html]
        assert "TR-5" in cited(record)["APA"]


def test_a_submitted_article_is_not_cited_as_one_of_the_journal() -> None:
    for status in (Status.UNDER_REVIEW, Status.IN_PREPARATION):
        record = msgspec.structs.replace(ARTICLE, status=status, doi=None)
        assert not [html for html in cited(record).values() if "Journal of Tides" in html]
        assert "[Manuscript " in cited(record)["APA"]
    in_press = msgspec.structs.replace(ARTICLE, status=Status.IN_PRESS, year=None, doi=None)
    assert cited(in_press)["APA"].startswith(
        "Roe, A., van der Li, K. B., &amp; The Tide Team. (in press)"
    )


def test_software_is_cited_with_the_address_of_its_code() -> None:
    link = Link("https://code.example/salt?a=1&b=2", LinkKind.CODE)
    software = Record(title="Salt", year=2020, venue="Zenodo", links=(link,))
    software = msgspec.structs.replace(software, type=PublicationType.SOFTWARE)
    assert cited(software)["APA"] == (
        "Zenodo. (2020). <i>Salt</i> [Computer software]. https://code.example/salt?a=1&amp;b=2"
    )


@pytest.mark.slow
@pytest.mark.parametrize("sign", ["word ", "$x$ ", "(“a” ", "'"])
def test_the_longest_title_is_cited_quickly(sign: str) -> None:
    record = Record(title=(sign * 200_000)[:199_000], authors=("Ada Roe",))
    references(ARTICLE)
    start = process_time()
    assert all(len(html) < 12_000 for html in cited(record).values())
    assert process_time() - start < 10


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


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_input_never_becomes_markup(text: str) -> None:
    record = Record(
        title=text,
        authors=(text, "Ada Roe"),
        venue=text,
        volume=text,
        pages=text,
        publisher=text,
        doi=f"10.1000/{text}",
        year=2020,
        type=PublicationType.ARTICLE_JOURNAL,
    )
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


@pytest.mark.slow
@given(st.text(min_size=1, max_size=60))
def test_any_title_is_cited(title: str) -> None:
    assert len(references(Record(title=title, authors=(title,)))) == 4


def test_references_are_in_the_language_of_the_page(app: Flask) -> None:
    authors = (Author(name="Ada Roe"), Author(name="Kim Li"))
    one = Record(title="On tides", authors=authors, venue="ICLR", year=2024)
    with app.app_context(), in_language("fr"):
        french = dict(references(one))
    assert "A. Roe et K. Li" in french["IEEE"]
    assert "A. Roe and K. Li" in dict(references(one))["IEEE"]

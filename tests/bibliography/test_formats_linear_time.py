"""Long runs of one character take linear time: no pattern starts again at each of them."""

import json
from collections.abc import Callable
from time import process_time

import pytest

from app.bibliography import formats, identifiers, statuses
from app.bibliography.bibtex import titles, writer
from app.bibliography.entry import Format
from app.bibliography.latex import html_tags
from app.bibliography.record import Link, Record

SECONDS = 5


@pytest.mark.parametrize("gap", [" ", "\n", " \n", "\n  \n\n", "\t\u00a0"])
def test_long_whitespace_is_processed_in_linear_time(gap: str) -> None:
    text = f"x{gap * (150_000 // len(gap))}\nx"
    start = process_time()
    html_tags.from_html(text)
    titles.read_text(text)
    writer.write_bibtex([Record(title="Tides", note=text)], lossless=True)
    assert process_time() - start < SECONDS


def test_paragraphs_are_recognised_despite_extra_whitespace() -> None:
    assert html_tags.from_html("a \n b  c\n \n\n d\n\n") == "a \n b  c\n\nd"
    assert titles.read_text("a \n\t b\n  \n\n  c\n d\ne") == "a b\n\nc d\ne"
    written = writer.write_bibtex([Record(title="T", note="a\n \n@b\nyear = 2\nc")])
    assert "note = {a   @b year = 2\nc}" in written


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (identifiers.doi, "10.1000/" + "]" * 200_000),
        (identifiers.doi, "10.1000/" + ").," * 70_000),
        (identifiers.doi, "https://doi.org/" + "10.1000" * 30_000),
        (identifiers.doi, "https://doi.org/10.1000/" + "[" * 200_000),
        (identifiers.arxiv_id, "2401.01234" + "]" * 200_000),
        (identifiers.arxiv_id, "2401.01234" + " " * 100_000 + "x"),
        (identifiers.bare_arxiv_id, "/" + "\u00a0" * 100_000 + "x"),
        (identifiers.mentioned_arxiv_id, "arXiv:2401.0" + "." * 200_000),
        (identifiers.short_doi_url, "10/" + ")" * 200_000),
        (identifiers.whole_doi, "doi" + " " * 200_000),
        (identifiers.whole_doi, "10.1000" + ".1000" * 40_000),
        (statuses.status_of_year, "," * 50_000),
        (statuses.status_of_year, " (" * 50_000),
    ],
)
def test_a_long_text_is_no_identifier_or_status(
    function: Callable[[str], object], text: str
) -> None:
    start = process_time()
    assert function(text) is None
    assert process_time() - start < SECONDS


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/a(b)c", "10.1000/a(b)c"),
        ("10.1000/a(b))).", "10.1000/a(b)"),
        ("(10.1000/a[1]>)", "10.1000/a[1]"),
        ("https://doi.org/10.1000/a?b=10.1000/c#d", "10.1000/a"),
        ("10.1000/" + "a" * 1_992, "10.1000/" + "a" * 1_992),
        ("10.1000/" + "a" * 1_993, None),
    ],
)
def test_final_brackets_and_queries_are_no_part_of_a_doi(text: str, doi: str | None) -> None:
    assert identifiers.doi(text) == doi


FIELDS = {
    Format.BIBTEX: "author editor journal booktitle year date month pages volume number doi eprint"
    " url note howpublished abstract keywords isbn publisher series address type school eid file"
    " language annote addendum pubstate edition",
    Format.RIS: "AU JO T2 PY DA SP EP VL IS DO UR N1 AB KW SN PB M1 M3 A2 CY LA C1 AN L1 ED ET",
    Format.CSL: "author container-title DOI URL page volume issue note abstract keyword ISBN"
    " publisher event-title genre status number language edition archive_location issued",
}


def entry(form: Format, value: str) -> str:
    """Return an entry with this value in each field but the title."""
    names = FIELDS[form].split()
    if form is Format.CSL:
        return json.dumps([{"title": "Tides", **dict.fromkeys(names, value)}])
    if form is Format.RIS:
        return "\n".join(
            ["TY  - JOUR", "TI  - Tides", *(f"{n}  - {value}" for n in names), "ER  -"]
        )
    return "@misc{k, title = {Tides},\n" + "".join(f"{n} = {{{value}}},\n" for n in names) + "}"


@pytest.mark.slow
@pytest.mark.parametrize("form", FIELDS)
@pytest.mark.parametrize(
    "unit", [*"!\"#$%&'()*+,-./:;<=>?@[]^_`|~ a1\u2014", "&a;", "10.1/", "1-", "a,"]
)
def test_hostile_values_are_read_in_linear_time(form: Format, unit: str) -> None:
    start = process_time()
    entries = list(formats.read_entries(form, entry(form, unit * 8_000)))
    assert len(entries) == 1
    assert process_time() - start < SECONDS


def test_thousands_of_links_are_written_in_linear_time() -> None:
    links = tuple(Link(f"http://a.example/{number}") for number in range(8_000))
    start = process_time()
    written = writer.write_bibtex([Record(title="Tides", links=links)])
    assert written.count("http://a.example/") == 8_000
    assert "url8000 = {http://a.example/7999}" in written
    assert process_time() - start < SECONDS

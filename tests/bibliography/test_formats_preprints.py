"""Preprints as Zotero, Mendeley, ADS and journals name them, in each format."""

import json

import pytest

from app.bibliography import formats
from app.bibliography.entry import Format
from app.bibliography.record import PublicationType, Record

ARTICLE, BIO = PublicationType.ARTICLE, "10.1101/2020.01.01.123456"
AT_SQUARE = "10.21203/rs.3.rs-12345/v1"


def record_of(format_: Format, text: str) -> Record:
    (entry,) = formats.read_entries(format_, text)
    assert entry.record
    return entry.record


def in_journal(venue: str, pages: str = "") -> list[Record]:
    """Return the article of this journal in BibTeX, RIS and CSL."""
    item = {"type": "article-journal", "title": "T", "container-title": venue, "page": pages}
    tags = [("TY", "JOUR"), ("TI", "T"), ("T2", venue), ("SP", pages), ("ER", "")]
    ris = "".join(f"{tag}  - {value}\n" for tag, value in tags if value or tag == "ER")
    bib = f"@article{{k, title = {{T}}, journal = {{{venue}}}, pages = {{{pages}}}}}"
    return [
        record_of(Format.BIBTEX, bib),
        record_of(Format.RIS, ris),
        record_of(Format.CSL, json.dumps([item])),
    ]


@pytest.mark.parametrize(
    ("venue", "server", "arxiv_id"),
    [
        ("arXiv:1312.6114 [cs, stat]", "arXiv", "1312.6114"),
        ("arXiv:1312.6114 [astro-ph, physics:hep-ph]", "arXiv", "1312.6114"),
        ("arXiv:1312.6114 [physics, physics:quant-ph]", "arXiv", "1312.6114"),
        ("arXiv Astrophysics e-prints", "arXiv", None),
        ("ArXiv High Energy Physics - Theory e-prints", "arXiv", None),
        ("arXiv General Relativity and Quantum Cosmology e-prints", "arXiv", None),
        ("arXiv Condensed Matter e-prints", "arXiv", None),
        ("arXiv.org e-Print archive", "arXiv", None),
        ("arXiv Prepr. arXiv:2001.01234", "arXiv", "2001.01234"),
        ("arXiv e-prints, p. arXiv:2001.01234", "arXiv", "2001.01234"),
        ("Preprint (arXiv:2001.01234)", "arXiv", "2001.01234"),
        ("Preprint at https://arxiv.org/abs/2001.01234", "arXiv", "2001.01234"),
        ("Mathematics ArXiv", "arXiv", None),
        (f"Preprint at https://doi.org/{BIO}", "bioRxiv", None),
        (f"bioRxiv preprint doi: https://doi.org/{BIO}", "bioRxiv", None),
        ("Preprint posted on bioRxiv", "bioRxiv", None),
        ("BioRxiv Prepr. Serv. Biol.", "bioRxiv", None),
        ("PsyArXiv Prepr.", "PsyArXiv", None),
        ("Preprint at https://www.researchsquare.com/article/rs-1", "Research Square", None),
        ("SSRN Research Paper", "SSRN", None),
        ("SSRN eLibrary", "SSRN", None),
        ("IACR Cryptol. ePrint Arch., 2020:123", "Cryptology ePrint Archive", None),
        ("ePrint 2020/123", "Cryptology ePrint Archive", None),
        ("AgriRxiv", "agriRxiv", None),
        ("Earth and Space Science Open Archive ESSOAr", "ESS Open Archive", None),
        ("Preprints.org 2020, 2020010001", "Preprints.org", None),
        ("Qeios", "Qeios", None),
        ("Cogprints", "CogPrints", None),
    ],
)
def test_a_server_in_place_of_a_journal(venue: str, server: str, arxiv_id: str | None) -> None:
    for record in in_journal(venue):
        assert (record.type, record.venue, record.arxiv_id) == (ARTICLE, server, arxiv_id)
        for format_ in (Format.BIBTEX, Format.RIS, Format.CSL):
            again = record_of(format_, formats.write_records(format_, [record]))
            assert (again.type, again.venue) == (ARTICLE, server)


@pytest.mark.parametrize(
    "venue", ["Preprint Journal", "Online Journal of Tides", "Published", "Preprints", "arXiv Days"]
)
def test_journals_with_similar_names_stay_journals(venue: str) -> None:
    for record in in_journal(venue):
        assert (record.type, record.venue) == (PublicationType.ARTICLE_JOURNAL, venue)


def filed_as_report(institution: str, doi: str, form: str) -> list[Record]:
    """Return the report of an institution in BibTeX, RIS and CSL."""
    item = {"type": "report", "title": "T", "publisher": institution, "DOI": doi, "genre": form}
    ris = f"TY  - RPRT\nTI  - T\nPB  - {institution}\nDO  - {doi}\nM3  - {form}\nER  - \n"
    bib = f"title = {{T}}, institution = {{{institution}}}, doi = {{{doi}}}, type = {{{form}}}"
    return [
        record_of(Format.BIBTEX, f"@techreport{{k, {bib}}}"),
        record_of(Format.RIS, ris),
        record_of(Format.CSL, json.dumps([item])),
    ]


@pytest.mark.parametrize(
    ("institution", "doi", "form", "expected"),
    [
        ("Neuroscience", BIO, "preprint", (ARTICLE, "bioRxiv")),
        ("Neuroscience", BIO, "", (ARTICLE, "bioRxiv")),
        ("In Review", AT_SQUARE, "preprint", (ARTICLE, "Research Square")),
        ("Cape University", "", "Preprint", (ARTICLE, "Cape University")),
        ("NBER", "10.2139/ssrn.12", "", (PublicationType.REPORT, "NBER")),
        ("Cape University", "10.1000/12", "", (PublicationType.REPORT, "Cape University")),
    ],
)
def test_older_programs_file_preprints_as_reports(
    institution: str, doi: str, form: str, expected: tuple[PublicationType, str]
) -> None:
    for record in filed_as_report(institution, doi, form):
        assert (record.type, record.venue) == expected
        assert (record.publisher, record.genre, record.status) == (None, None, "published")


@pytest.mark.parametrize("server", ["bioRxiv", "medRxiv"])
@pytest.mark.parametrize(
    "pages", ["2020.01.01.123456", "2020.01.01.123456v2", "2020--01", "123456"]
)
def test_the_number_of_a_preprint_is_no_page(server: str, pages: str) -> None:
    assert [record.pages for record in in_journal(server, pages)] == [None] * 3
    assert [record.pages for record in in_journal("Tides", "12--19")] == ["12--19"] * 3


def test_other_fields_of_a_preprint() -> None:
    own = "journal = {bioRxiv}, publisher = {bioRxiv}, elocation-id = {2020.01.01.123456}"
    record = record_of(Format.BIBTEX, f"@article{{k, title = {{T}}, {own}}}")
    assert (record.venue, record.publisher, record.pages) == ("bioRxiv", None, None)
    osf = "publisher = {OSF}, type = {preprint}, doi = {10.31234/osf.io/abcde}"
    record = record_of(Format.BIBTEX, f"@misc{{k, title = {{T}}, {osf}}}")
    assert (record.type, record.venue) == (ARTICLE, "PsyArXiv")
    record = in_journal("IACR Cryptol. ePrint Arch., 2020:123")[0]
    assert record.issue == "2020/123"

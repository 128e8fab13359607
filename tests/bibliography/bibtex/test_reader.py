"""Reading BibTeX and BibLaTeX entries into records."""

import pytest

from app.bibliography.bibtex import reader
from app.bibliography.record import PublicationType, Record, VenueKind
from tests.support.arxiv_numbers import ARXIV_NUMBERS
from tests.support.bibtex_entries import bibtex_record, only_entry


def test_an_entry_becomes_a_record() -> None:
    text = """@Article{roe2024tides,
  Title = {On the {T}ides},
  AUTHOR = "Roe, Ada and Kim Li",
  journal = {Journal of Waves}, volume = 4, number = {2},
  pages = {1--10}, year = 2024, month = mar, publisher = {Tide \\& Co},
  doi = {https://doi.org/10.1000/Tides}, abstract = {About
    tides.},
}"""
    entry = only_entry(text)
    assert entry.record == Record(
        title="On the {T}ides",
        type=PublicationType.ARTICLE_JOURNAL,
        authors=("Ada Roe", "Kim Li"),
        venue="Journal of Waves",
        volume="4",
        issue="2",
        pages="1--10",
        year=2024,
        month=3,
        publisher="Tide & Co",
        doi="10.1000/tides",
        abstract="About tides.",
        citation_key="roe2024tides",
        source=text,
    )
    assert (entry.line, entry.key, entry.source) == (1, "roe2024tides", text)
    assert (entry.warnings, dict(entry.extras)) == ((), {})


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("article", "", PublicationType.ARTICLE_JOURNAL),
        ("InProceedings", "", PublicationType.PAPER_CONFERENCE),
        ("conference", "", PublicationType.PAPER_CONFERENCE),
        ("inbook", "", PublicationType.CHAPTER),
        ("proceedings", "", PublicationType.BOOK),
        ("mastersthesis", "", PublicationType.THESIS),
        ("manual", "", PublicationType.REPORT),
        ("soft", "", PublicationType.SOFTWARE),
        ("dataset", "", PublicationType.DATASET),
        ("seminaire", "", PublicationType.SPEECH),
        ("newfangled", "", PublicationType.DOCUMENT),
        ("preprint", "journal = {bioRxiv preprint}", PublicationType.ARTICLE),
        ("misc", "journal = {Waves}", PublicationType.ARTICLE_JOURNAL),
        ("misc", "booktitle = {Tides 2024}", PublicationType.PAPER_CONFERENCE),
        ("article", "journal = {CoRR}", PublicationType.ARTICLE),
    ],
)
def test_types_are_mapped(kind: str, fields: str, expected: PublicationType) -> None:
    assert bibtex_record(fields, kind).type is expected


@pytest.mark.parametrize(
    ("kind", "fields", "venue", "venue_kind"),
    [
        ("article", "journaltitle = {Waves}", "Waves", None),
        ("phdthesis", "school = {University of Tides}", "University of Tides", None),
        ("thesis", "institution = {Tide Lab}", "Tide Lab", None),
        ("techreport", "institution = {{Tide Lab}}", "Tide Lab", None),
        ("inproceedings", "booktitle = {Tides}, journal = {Waves}", "Tides", None),
        (
            "inproceedings",
            "booktitle = {2nd Workshop on Tides}",
            "2nd Workshop on Tides",
            VenueKind.WORKSHOP,
        ),
        ("misc", "eprint = {2410.08811}, archivePrefix = {arXiv}", "arXiv", None),
        ("article", "journal = {arXiv preprint arXiv:2410.08811}", "arXiv", None),
        ("unpublished", "", None, None),
    ],
)
def test_the_venue_is_read_from_the_field_for_the_type(
    kind: str, fields: str, venue: str | None, venue_kind: VenueKind | None
) -> None:
    found = bibtex_record(fields, kind)
    assert (found.venue, found.venue_kind) == (venue, venue_kind)


@pytest.mark.parametrize(
    "fields",
    [
        "eprint = {2410.08811v2}, eprinttype = {arXiv}",
        "arxiv = {https://arxiv.org/abs/2410.08811}",
        "url = {http://arxiv.org/pdf/2410.08811.pdf}",
        "url_paper = {https://arxiv.org/abs/2410.08811}",
        "journal = {arXiv preprint arXiv:2410.08811 [cs.LG]}",
        "journal = {CoRR, abs/2410.08811}",
        "journal = {CoRR}, volume = {abs/2410.08811}",
        "howpublished = {arXiv:2410.08811}",
        "doi = {10.48550/arXiv.2410.08811}",
    ],
)
def test_arxiv_ids_are_found_in_any_field(fields: str) -> None:
    found = bibtex_record(fields, "misc")
    assert found.arxiv_id == "2410.08811"
    assert (found.type, found.volume) == (PublicationType.ARTICLE, None)


def test_unknown_fields_keep_their_order_and_keywords_are_separate() -> None:
    entry = only_entry(
        "@article{k, zeta = {a}, title = {T}, keywords = {tides; waves, high}, award = {Best}}"
    )
    assert dict(entry.extras) == {"zeta": "a", "keywords": "tides; waves, high", "award": "Best"}
    assert entry.keywords == ("tides", "waves, high")
    assert only_entry("@misc{k, title = {T}, keyword = {Caf&eacute;, b}}").keywords == ("Café", "b")


@pytest.mark.parametrize(
    ("fields", "pages", "kept"),
    [
        ("pages = {1-10}", "1--10", []),
        ("pages = {1 -- 10}", "1--10", []),
        ("pages = {e12}", "e12", []),
        ("pages = {e12--e12}", "e12", []),
        ("pages = {12--15, 17-19}", "12--15, 17--19", []),
        ("eid = {104}", "104", []),
        ("Article-Number = {{e105}}", "e105", []),
        ("art_number = {106}", "106", []),
        ("articleno = {107}, numpages = {12}", "107", ["numpages"]),
        ("pages = {014001}, eid = {014001}", "014001", []),
        ("articleno = {107}, pages = {1--12}", "1--12", ["articleno"]),
        ("pages = {arXiv:2401.01234}, eid = {arXiv:2401.01234}", None, []),
        ("eid = {2401.01234}, eprint = {2401.01234}", None, []),
        ("pages = {arXiv--2401}", None, ["pages"]),
        ("pages = {-}, art_number = {105}", "105", []),
        ("pages = {n/a}, art_number = {105}", "105", []),
        ("pages = {Paper No. 105, 12 pp.}", "105", []),
        ("pages = {12 pp.}, eid = {105}", "105", ["pages"]),
        ("pages = {S1-S5}", "S1--S5", []),
    ],
)
def test_pages_or_an_article_number_are_read(
    fields: str, pages: str | None, kept: list[str]
) -> None:
    entry = only_entry(f"@article{{k, title = {{T}}, journal = {{Waves}}, {fields}}}")
    assert entry.record
    assert (entry.record.pages, list(entry.extras)) == (pages, kept)


@pytest.mark.parametrize("field", ["pages", "eid", "article-number", "volume", "number"])
@pytest.mark.parametrize(("text", "number"), ARXIV_NUMBERS)
def test_an_arxiv_number_is_no_place(field: str, text: str, number: str) -> None:
    record = bibtex_record(f"journal = {{ArXiv}}, {field} = {{{text}}}")
    assert (record.venue, record.arxiv_id) == ("arXiv", number)
    assert (record.pages, record.volume, record.issue) == (None, None, None)


def test_an_arxiv_number_is_no_issue() -> None:
    assert bibtex_record("number = {TR/9901001}", "techreport").issue == "TR/9901001"
    found = bibtex_record("number = {arXiv:2401.01234}", "misc")
    assert (found.arxiv_id, found.issue) == ("2401.01234", None)
    assert bibtex_record("publisher = {arXiv}", "misc").venue == "arXiv"


@pytest.mark.parametrize(
    ("raw", "tag"),
    [("ngerman", "de"), ("French", "fr"), ("pt-BR", "pt-BR"), ("en_US", "en-US"), ("eng", "en")],
)
def test_languages_become_tags(raw: str, tag: str) -> None:
    assert bibtex_record(f"langid = {{{raw}}}").language == tag


def test_a_subtitle_is_appended_to_the_title() -> None:
    entry = only_entry("@book{k, title = {On Tides}, subtitle = {A History}}")
    assert entry.record
    assert entry.record.title == "On Tides: A History"


@pytest.mark.parametrize("journal", ["arXiv:1510.08829", "arXiv 1510.08829v2", "CoRR abs/1"])
def test_an_entry_with_an_arxiv_id_as_journal_is_a_preprint(journal: str) -> None:
    (entry,) = reader.read_bibtex(
        f"@article{{k, title={{T}}, journal={{{journal}}}, year={{2015}}}}"
    )
    assert entry.record
    assert (entry.record.type, entry.record.venue) == ("article", "arXiv")


@pytest.mark.parametrize(
    ("fields", "language", "extras"),
    [
        ("langid = {english}, language = {french}", "fr", {"langid": "english"}),
        ("langid = {british}, language = {english}", "en-GB", {}),
        ("langid = {ngerman}", "de", {}),
        ("language = {Tidal}, langid = {french}", "fr", {"language": "Tidal"}),
    ],
)
def test_the_language_of_the_work_outweighs_that_of_its_hyphenation(
    fields: str, language: str, extras: dict[str, str]
) -> None:
    entry = only_entry(f"@article{{k, title = {{T}}, {fields}}}")
    assert entry.record
    assert (entry.record.language, dict(entry.extras)) == (language, extras)


@pytest.mark.parametrize(
    ("title", "addition", "whole"),
    [
        ("Tides", "2nd ed.", "Tides. 2nd ed."),
        ("Tides?", "Reply to Li", "Tides? Reply to Li"),
        ("Tides", "(Extended abstract)", "Tides (Extended abstract)"),
    ],
)
def test_an_addition_to_the_title_follows_it(title: str, addition: str, whole: str) -> None:
    entry = only_entry(f"@article{{k, title = {{{title}}}, titleaddon = {{{addition}}}}}")
    assert entry.record
    assert (entry.record.title, dict(entry.extras)) == (whole, {})


@pytest.mark.parametrize(
    ("isbn", "found"),
    [
        ("9783161484100 (pbk)", "9783161484100"),
        ("978-3-16-148410-0 : EUR 12.00", "978-3-16-148410-0"),
        ("ISBN 3-16-148410-X", "3-16-148410-X"),
        ("0306406152, 9780306406157", "0306406152"),
        ("978–3–16–148410–0", "978-3-16-148410-0"),
    ],
)
def test_the_first_isbn_is_stored_without_words(isbn: str, found: str) -> None:
    entry = only_entry(f"@book{{k, title = {{T}}, isbn = {{{isbn}}}}}")
    assert entry.record
    assert (entry.record.isbn, dict(entry.extras)) == (found, {"isbn": isbn})


def test_other_texts_in_place_of_an_isbn_stay() -> None:
    entry = only_entry("@book{k, title = {T}, isbn = {to be assigned}}")
    assert entry.record
    assert (entry.record.isbn, dict(entry.extras)) == ("to be assigned", {})

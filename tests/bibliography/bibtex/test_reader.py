"""Reading BibTeX and BibLaTeX entries into records."""

import pytest

from app.bibliography.bibtex import reader
from app.bibliography.entry import ParsedEntry
from app.bibliography.record import LinkKind, PublicationType, Record, VenueKind


def only(text: str) -> ParsedEntry:
    (entry,) = reader.read_bibtex(text)
    return entry


def record(fields: str, kind: str = "article") -> Record:
    entry = only(f"@{kind}{{roe2024, title = {{On tides}}, {fields}}}")
    assert entry.record, entry.error
    return entry.record


def test_an_entry_becomes_a_record() -> None:
    text = """@Article{roe2024tides,
  Title = {On the {T}ides},
  AUTHOR = "Roe, Ada and Kim Li",
  journal = {Journal of Waves}, volume = 4, number = {2},
  pages = {1--10}, year = 2024, month = mar, publisher = {Tide \\& Co},
  doi = {https://doi.org/10.1000/Tides}, abstract = {About
    tides.},
}"""
    entry = only(text)
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
        ("seminaire", "", PublicationType.ARTICLE),
        ("preprint", "journal = {bioRxiv preprint}", PublicationType.ARTICLE),
        ("misc", "journal = {Waves}", PublicationType.ARTICLE_JOURNAL),
        ("misc", "booktitle = {Tides 2024}", PublicationType.PAPER_CONFERENCE),
        ("article", "journal = {CoRR}", PublicationType.ARTICLE),
    ],
)
def test_types_are_mapped(kind: str, fields: str, expected: PublicationType) -> None:
    assert record(fields, kind).type is expected


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
    found = record(fields, kind)
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
    found = record(fields, "misc")
    assert found.arxiv_id == "2410.08811"
    assert (found.type, found.volume) == (PublicationType.ARTICLE, None)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("pdf", LinkKind.PDF),
        ("code", LinkKind.CODE),
        ("video", LinkKind.VIDEO),
        ("url_slides", LinkKind.SLIDES),
        ("poster", LinkKind.POSTER),
        ("url", LinkKind.WEB),
        ("website", LinkKind.WEB),
        ("hal", LinkKind.WEB),
        ("url_paper", LinkKind.PDF),
    ],
)
def test_urls_become_links_of_the_kind_of_their_field(name: str, kind: LinkKind) -> None:
    (link,) = record(rf"{name} = {{\url{{https://example.org/a\_b\%20c.pdf}}}}").links
    assert (link.url, link.kind) == ("https://example.org/a_b%20c.pdf", kind)


def test_values_that_are_no_url_or_repeat_the_doi_stay_extras() -> None:
    text = (
        "@article{k, title = {T}, hal = {hal-01}, pdf = {/a.pdf}, url = {https://doi.org/10.1/x}}"
    )
    entry = only(text.replace("10.1/", "10.1000/"))
    assert entry.record
    assert (entry.record.links, entry.record.doi) == ((), "10.1000/x")
    assert list(entry.extras) == ["hal", "pdf", "url"]


def test_unknown_fields_keep_their_order_and_keywords_are_separate() -> None:
    entry = only(
        "@article{k, zeta = {a}, title = {T}, keywords = {tides; waves, high}, award = {Best}}"
    )
    assert dict(entry.extras) == {"zeta": "a", "keywords": "tides; waves, high", "award": "Best"}
    assert entry.keywords == ("tides", "waves, high")
    assert only("@misc{k, title = {T}, keyword = {Caf&eacute;, b}}").keywords == ("Café", "b")


@pytest.mark.parametrize(
    ("fields", "date", "kept"),
    [
        ("year = 2019", (2019, None, None), []),
        ("year = {2019}, month = {May}", (2019, 5, None), []),
        ("year = {2019}, month = 10 # {~} # oct", (2019, 10, None), ["month"]),
        ("year = {2019}, month = {05}, day = {3}", (2019, 5, 3), []),
        ("year = {2019}, month = {08/2019}", (2019, 8, None), ["month"]),
        ("date = {2019-05-03}", (2019, 5, 3), []),
        ("date = {2019-05}, year = {2019}", (2019, 5, None), []),
        ("date = {2019-05-03/2019-06-01}", (2019, 5, 3), ["date"]),
        ("date = {2019-05-03/2019-06-01}, month = may, day = 3", (2019, 5, 3), ["date"]),
        ("date = {2019-05-03/2019-06-01}, month = jun", (2019, 5, 3), ["date", "month"]),
        ("date = {2019-02-31}", (2019, 2, None), ["date"]),
        ("year = {2019a}", (2019, None, None), ["year"]),
        ("year = {in press}", (None, None, None), ["year"]),
        ("year = {forthcoming}, month = may", (None, None, None), ["year", "month"]),
        ("month = may", (None, None, None), ["month"]),
    ],
)
def test_dates_are_read_and_fields_with_more_detail_stay_extras(
    fields: str, date: tuple[int | None, int | None, int | None], kept: list[str]
) -> None:
    entry = only(f"@misc{{k, title = {{T}}, {fields}}}")
    assert entry.record
    assert (entry.record.year, entry.record.month, entry.record.day) == date
    assert list(entry.extras) == kept


def test_page_ranges_are_normalised() -> None:
    assert record("pages = {1-10}").pages == record("pages = {1 -- 10}").pages == "1--10"
    assert record("pages = {e12}").pages == "e12"
    assert record("pages = {12--15, 17-19}").pages == "12--15, 17--19"


@pytest.mark.parametrize(("raw", "tag"), [("ngerman", "de"), ("French", "fr"), ("pt-BR", "pt-BR")])
def test_languages_become_tags(raw: str, tag: str) -> None:
    assert record(f"langid = {{{raw}}}").language == tag


def test_a_subtitle_is_appended_to_the_title() -> None:
    entry = only("@book{k, title = {On Tides}, subtitle = {A History}}")
    assert entry.record
    assert entry.record.title == "On Tides: A History"


@pytest.mark.parametrize("journal", ["arXiv:1510.08829", "arXiv 1510.08829v2", "CoRR abs/1"])
def test_an_entry_with_an_arxiv_id_as_journal_is_a_preprint(journal: str) -> None:
    (entry,) = reader.read_bibtex(
        f"@article{{k, title={{T}}, journal={{{journal}}}, year={{2015}}}}"
    )
    assert entry.record
    assert (entry.record.type, entry.record.venue) == ("article", "arXiv")

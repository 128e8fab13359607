"""Records written as BibTeX."""

from collections.abc import Mapping

import msgspec
import pytest

from app.bibliography import formats
from app.bibliography.bibtex import extension, reader, record, writer
from app.bibliography.entry import Format
from app.bibliography.record import Author, Link, LinkKind, PublicationType, Record, VenueKind


def write(**fields: object) -> str:
    record = Record(**{"title": "On tides", "citation_key": "k"} | fields)  # type: ignore[arg-type]
    return writer.write_bibtex([record], lossless=True)


def test_a_record_is_written_with_one_field_per_line() -> None:
    record = Record(
        title="On BERT",
        type=PublicationType.ARTICLE_JOURNAL,
        authors=("Ada Roe", "{The Tide Team}"),
        venue="Waves & Tides",
        year=2024,
        month=5,
        pages="1--10",
        doi="10.1000/a_b",
        arxiv_id="2410.08811",
        topics=("Tides", "Waves"),
        links=(Link("https://example.org/a_b.pdf", LinkKind.PDF),),
        abstract="About 5\\% of tides.",
    )
    assert writer.write_bibtex([record]) == (
        "@article{roe2024bert,\n"
        "  title = {On {BERT}},\n"
        "  author = {Roe, Ada and {The Tide Team}},\n"
        "  journal = {Waves \\& Tides},\n"
        "  year = {2024},\n"
        "  month = may,\n"
        "  pages = {1--10},\n"
        "  doi = {10.1000/a_b},\n"
        "  eprint = {2410.08811},\n"
        "  archiveprefix = {arXiv},\n"
        "  pdf = {https://example.org/a_b.pdf},\n"
        "  abstract = {About 5\\% of tides.},\n"
        "  keywords = {Tides, Waves},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("kind", "beginning", "venue"),
    [
        (PublicationType.ARTICLE, "@misc{", "howpublished"),
        (PublicationType.PAPER_CONFERENCE, "@inproceedings{", "booktitle"),
        (PublicationType.CHAPTER, "@incollection{", "booktitle"),
        (PublicationType.THESIS, "@phdthesis{", "school"),
        (PublicationType.REPORT, "@techreport{", "institution"),
        (PublicationType.SOFTWARE, "@software{", "journal"),
    ],
)
def test_publication_types_determine_the_entry_type(
    kind: PublicationType, beginning: str, venue: str
) -> None:
    text = write(type=kind, venue="Tides")
    assert text.startswith(beginning)
    assert f"  {venue} = {{Tides}},\n" in text


def test_the_entry_type_and_extras_of_the_source_are_written_again() -> None:
    source = "@mastersthesis{k, title = {On tides}, school = {Lab}, url_paper = {https://a.org/x},"
    (entry,) = reader.read_bibtex(f"{source} award = {{Best}}, year = {{2019a}}}}")
    assert entry.record
    text = writer.write_bibtex([entry.record])
    assert text.startswith("@mastersthesis{k,")
    assert "  url_paper = {https://a.org/x},\n" in text
    assert "  award = {Best},\n" in text
    assert "  year = {2019a},\n" in text


def test_edited_fields_override_the_source() -> None:
    (entry,) = reader.read_bibtex("@mastersthesis{k, title = {T}, year = {2019a}, award = {Best}}")
    assert entry.record
    edited = msgspec.structs.replace(entry.record, year=2020, type=PublicationType.BOOK)
    (back,) = reader.read_bibtex(writer.write_bibtex([edited]))
    assert back.record
    assert (back.record.year, back.record.type) == (2020, PublicationType.BOOK)
    assert dict(back.extras) == {"award": "Best"}


def test_extras_come_from_the_first_of_joined_sources() -> None:
    text = write(source="@misc{k, title = {T}, award = {A}}\x1e@misc{k, title = {T}, award = {B}}")
    assert "award = {A}" in text


@pytest.mark.parametrize("source", ['{"title": "T"}', "TY  - JOUR", "@misc{broken", "@", ""])
def test_unusable_sources_add_nothing(source: str) -> None:
    assert (
        write(source=source, type=PublicationType.DOCUMENT)
        == "@misc{k,\n  title = {On tides},\n}\n"
    )


def test_keys_are_kept_or_generated_and_unique() -> None:
    given = [None, "a b", "x", "x", None]
    records = [Record(title="On tides", year=2024, citation_key=key) for key in given]
    keys = [entry.key for entry in reader.read_bibtex(writer.write_bibtex(records))]
    assert keys == ["2024tides", "2024tidesb", "x", "x-2", "2024tidesc"]


def test_unbalanced_braces_are_escaped_or_removed() -> None:
    text = write(title="a } b { c", note=r"set \{ of", publisher="} Co")
    assert "  note = {set \\textbraceleft{} of},\n" in text
    assert "  publisher = {\\textbraceright{} Co},\n" in text
    assert "  title = {a b c},\n" in text


def test_special_characters_are_escaped_in_plain_text() -> None:
    text = write(publisher="50% & #1 $x_y", venue="~^\\")
    assert r"publisher = {50\% \& \#1 \$x\_y}" in text
    assert r"howpublished = {\~{}\^{}\textbackslash{}}" in text


def test_data_that_bibtex_cannot_express_is_kept_until_its_field_is_edited() -> None:
    record = Record(
        title="T",
        authors=(Author("Ada Roe", corresponding=True), "Kim Li"),
        venue="Tides",
        venue_kind=VenueKind.CONFERENCE,
        citation_key="k",
        links=(Link("https://example.org", label="Home {page}"),),
    )
    assert "vitae" not in writer.write_bibtex([record])
    text = writer.write_bibtex([record], lossless=True)
    (back,) = reader.read_bibtex(text)
    assert back.record
    assert msgspec.structs.replace(back.record, source=None) == record
    (edited,) = reader.read_bibtex(text.replace("author = {Roe, Ada", "author = {Roe, Adam"))
    assert edited.record
    assert edited.record.authors == ("Adam Roe", "Kim Li")
    assert edited.record.links == record.links


def test_only_versions_of_the_same_work_are_marked_with_it() -> None:
    versions = [Record(title="On tides", work="on-tides", year=year) for year in (2023, 2024)]
    alone = Record(title="On salt", work="on-salt")
    text = writer.write_bibtex([*versions, alone], lossless=True)
    assert [e.record.work for e in reader.read_bibtex(text) if e.record] == [
        "on-tides",
        "on-tides",
        None,
    ]
    assert "vitae" not in writer.write_bibtex([alone], lossless=True)


@pytest.mark.parametrize(
    "source",
    [
        '@misc{k, title = {On tides},\n  vitae = {{"work":{"is":"t","was":null}}},\n year = 2024}',
        "@misc{k, title = {On tides}, vitae={unreadable {}},\n year = 2024}",
        "@misc{k, title = {On tides}, year = 2024, VITAE = {{}}}",
    ],
)
def test_visitors_get_no_field_of_ours(source: str) -> None:
    (entry,) = reader.read_bibtex(source)
    assert entry.record
    assert "vitae" not in writer.write_bibtex([entry.record]).lower()
    bare = extension.without_extension(source)
    assert "vitae" not in bare.lower()
    (again,) = reader.read_bibtex(bare)
    assert again.record
    assert (again.record.title, again.record.year) == ("On tides", 2024)


@pytest.mark.parametrize(
    "name",
    [
        "{Vázques de Parga}, Luis",
        "{Moitinho de Almeida}, J.",
        "García Márquez, Gabriel",
        "de la Cruz, Maria",
        "van der Roe, Jr., Tom",
        "{Roe y Li}, Ana",
        "d'Alembert, Jean",
        "{Roe van der Li}, A.",
    ],
)
def test_family_names_have_the_braces_that_bibtex_needs(name: str) -> None:
    (entry,) = reader.read_bibtex(f"@misc{{k, title = {{T}}, author = {{{name}}}}}")
    assert entry.record
    written = writer.write_bibtex([entry.record])
    assert f"author = {{{name}}}," in written
    (again,) = reader.read_bibtex(written)
    assert again.record
    assert again.record.authors == entry.record.authors


@pytest.mark.parametrize(
    ("fields", "readings"),
    [
        ({"year": 2024}, 1),
        ({"topics": ("Tides, salt",), "venue_kind": "journal"}, 1),
        ({"source": "@misc{k, title = {On tides}, award = {A}}"}, 2),
        ({"source": "@misc{k, title = {On tides}, award = {A}}", "topics": ("Tides, salt",)}, 3),
    ],
)
def test_an_entry_is_parsed_again_only_as_often_as_needed(
    monkeypatch: pytest.MonkeyPatch, fields: dict[str, object], readings: int
) -> None:
    seen: list[str] = []
    read = record.read_record

    def counted(kind: str, key: str, values: Mapping[str, str]) -> record.ReadResult:
        seen.append(key)
        return read(kind, key, values)

    monkeypatch.setattr(record, "read_record", counted)
    write(**fields)
    assert len(seen) == readings


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("TY  - JOUR\nTI  - T\nKW  - salt & sea; waves\nER  - ", r"salt \& sea, waves"),
        ('{"id": "k", "title": "T", "subject": ["waves, high", "salt"]}', "waves, high; salt"),
    ],
)
def test_keywords_of_sources_in_other_formats_are_written(source: str, value: str) -> None:
    record = Record(title="On tides", source=source, topics=("Tides",))
    text = formats.write_records(Format.BIBTEX, [record], lossless=True)
    assert f"  keywords = {{{value}}},\n" in text
    (entry,) = reader.read_bibtex(text)
    assert entry.record
    assert entry.record.topics == ("Tides",)
    assert len(entry.keywords) == 2

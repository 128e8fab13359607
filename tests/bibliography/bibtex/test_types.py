"""The types of entries, by their kinds and by what their fields call them."""

import pytest

from app.bibliography import kinds
from app.bibliography.bibtex import reader, writer
from app.bibliography.kinds import Kind
from app.bibliography.record import PublicationType, Record


def read(text: str) -> Record:
    (entry,) = reader.read_bibtex(text)
    assert entry.record
    return entry.record


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("@patent{k, title = {A}}", ("patent", None, None)),
        ("@online{k, title = {A}}", ("webpage", None, None)),
        (
            "@online{k, title = {A}, eprint = {2001.01234}, eprinttype = {arXiv}}",
            ("article", None, "arXiv"),
        ),
        ("@unpublished{k, title = {A}, note = {Lecture notes}}", ("manuscript", None, None)),
        (
            "@unpublished{k, title = {A}, eventtitle = {Tides}, type = {Keynote}}",
            ("speech", "Keynote", "Tides"),
        ),
        ("@inreference{k, title = {A}, booktitle = {B}}", ("entry-encyclopedia", None, "B")),
        ("@bookinbook{k, title = {A}, booktitle = {B}}", ("chapter", None, "B")),
        ("@legal{k, title = {A}}", ("document", None, None)),
        (
            "@misc{k, title = {A}, publisher = {Google Patents}, note = {US Patent 9,123,456}}",
            ("patent", None, None),
        ),
        (r"@misc{k, title = {A}, howpublished = {\url{https://a.org}}}", ("webpage", None, None)),
        (
            "@misc{k, title = {A}, howpublished = {Invited talk at Tides 2024}}",
            ("speech", None, "Tides 2024"),
        ),
        (
            "@misc{k, title = {A}, note = {Poster presented at Tides}}",
            ("speech", "Poster", "Tides"),
        ),
        (
            "@misc{k, title = {A}, howpublished = {Cryptology {ePrint} Archive, Paper 2024/077}}",
            ("article", None, "Cryptology ePrint Archive"),
        ),
        (
            "@article{k, title = {A}, eprint = {2001.01234}, archiveprefix = {arXiv}}",
            ("article", None, "arXiv"),
        ),
        (
            "@article{k, title = {A}, journal = {NBER Working Paper Series}}",
            ("report", None, "NBER Working Paper Series"),
        ),
        ("@article{k, title = {A}, journal = {Zenodo}}", ("document", None, "Zenodo")),
        (
            "@article{k, title = {A}, journal = {J}, type = {Editorial Material}}",
            ("article-journal", "Editorial", "J"),
        ),
        ("@misc{k, title = {A}, note = {HAL preprint hal-01234567}}", ("article", None, "HAL")),
        (
            "@article{k, title = {A}, eprinttype = {hal}, eprint = {hal-01234567v2}}",
            ("article", None, "HAL"),
        ),
        (
            "@article{k, title = {A}, journal = {Tides}, url = {https://hal.science/hal-01234567}}",
            ("article-journal", None, "Tides"),
        ),
        (
            "@article{k, title = {A}, publisher = {Cold Spring Harbor Laboratory},"
            " doi = {10.1101/2020.01.01.123456}}",
            ("article", None, "bioRxiv"),
        ),
        (
            "@article{k, title = {A}, doi = {10.1000/x}, eprint = {2001.01234}}",
            ("article-journal", None, None),
        ),
        ("@mastersthesis{k, title = {A}, school = {U}}", ("thesis", "Master's thesis", "U")),
        ("@phdthesis{k, title = {A}, school = {U}}", ("thesis", "Doctoral dissertation", "U")),
        ("@thesis{k, title = {A}, type = {mathesis}}", ("thesis", "Master's thesis", None)),
        ("@phdthesis{k, title = {A}, type = {Habilitation}}", ("thesis", "Habilitation", None)),
        ("@thesis{k, title = {A}}", ("thesis", None, None)),
        (
            "@misc{k, title = {A}, howpublished = {{PhD} thesis, University X}}",
            ("thesis", "Doctoral dissertation", "University X"),
        ),
        (
            "@unpublished{k, title = {A}, note = {Master's thesis, University X}}",
            ("thesis", "Master's thesis", "University X"),
        ),
        (
            "@book{k, title = {A}, type = {PhD thesis}, publisher = {U}}",
            ("thesis", "Doctoral dissertation", "U"),
        ),
        (
            "@book{k, title = {A}, note = {PhD thesis, University X}, publisher = {P}}",
            ("book", None, None),
        ),
        ("@thesis{k, title = {A}, type = {resreport}}", ("thesis", "Research report", None)),
        ("@report{k, title = {A}, type = {mathesis}}", ("report", "Master's thesis", None)),
        ("@patent{k, title = {A}, type = {patenteu}}", ("patent", "European patent", None)),
        (
            "@article{k, title = {A}, journal = {J}, type = {{Book Review}}}",
            ("review", None, "J"),
        ),
        (
            "@article{k, title = {A}, journal = {J}, document_type = {Book review}}",
            ("review", None, "J"),
        ),
        (
            "@article{k, title = {A}, journal = {J}, type = {{Review}}}",
            ("article-journal", None, "J"),
        ),
        (
            "@article{k, title = {A}, journal = {J}, type = {{Article; Proceedings Paper}}}",
            ("article-journal", None, "J"),
        ),
        (
            "@article{k, title = {A}, journal = {J}, document_type = {Conference paper}}",
            ("paper-conference", None, "J"),
        ),
        (
            "@book{k, title = {A}, journal = {B}, document_type = {Book chapter}}",
            ("chapter", None, "B"),
        ),
        (
            "@article{k, title = {A}, journal = {J}, document_type = {Letter}}",
            ("article-journal", "Letter", "J"),
        ),
        (
            "@article{k, title = {A}, journal = {J}, entrysubtype = {newspaper}}",
            ("article-journal", "Newspaper article", "J"),
        ),
        ("@movie{k, title = {A}}", ("document", "Film", None)),
        ("@jurisdiction{k, title = {A}}", ("document", "Legal case", None)),
        ("@blog{k, title = {A}}", ("webpage", "Blog post", None)),
        ("@techreport{k, title = {A}, organization = {O}}", ("report", None, "O")),
        ("@manual{k, title = {A}, organization = {O}}", ("report", None, "O")),
        (
            "@phdthesis{k, title = {A}, publisher = {U}}",
            ("thesis", "Doctoral dissertation", "U"),
        ),
    ],
)
def test_types_genres_and_venues(entry: str, found: tuple[str, str | None, str | None]) -> None:
    record = read(entry)
    assert (record.type, record.genre, record.venue) == found
    again = read(writer.write_bibtex([record]))
    assert (again.type, again.genre, again.venue) == found


@pytest.mark.parametrize("kind", ["proceedings", "inproceedings", "book"])
def test_an_organization_is_the_publisher_where_none_is_named(kind: str) -> None:
    assert read(f"@{kind}{{k, title = {{A}}, organization = {{O}}}}").publisher == "O"
    both = read(f"@{kind}{{k, title = {{A}}, organization = {{O}}, publisher = {{P}}}}")
    assert both.publisher == "P"


def test_a_note_about_a_thesis_stays_if_it_has_another_year() -> None:
    entry = "@misc{k, title = {A}, year = 2021, note = {PhD thesis, University X, 2020}}"
    assert read(entry).note == "PhD thesis, University X, 2020"
    assert read(entry.replace("2021", "2020")).note is None


@pytest.mark.parametrize("kind", kinds.SPECIAL.values())
def test_genres_with_a_type_in_csl_come_back(kind: Kind) -> None:
    record = read(writer.write_bibtex([Record(title="A", type=kind.type, genre=kind.genre)]))
    assert (record.type, record.genre) == kind


@pytest.mark.parametrize("kind", PublicationType)
@pytest.mark.parametrize("venue", [None, "Tides"])
def test_every_type_comes_back_without_a_field_of_ours(
    kind: PublicationType, venue: str | None
) -> None:
    record = read(writer.write_bibtex([Record(title="A", type=kind, venue=venue)]))
    assert (record.type, record.genre, record.venue) == (kind, None, venue)

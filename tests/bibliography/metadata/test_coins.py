"""COinS: what a reference manager reads from them equals the record."""

from pathlib import Path

import pytest
from msgspec import structs

from app.bibliography import fit
from app.bibliography.bibtex import reader
from app.bibliography.latex import to_text
from app.bibliography.metadata.coins import MOST_NAMES, coins
from app.bibliography.names.parts import name_parts
from app.bibliography.record import Author, ContributorRole, PublicationType, Record
from tests.support import samples
from tests.support.coins import Item, read

DOI = "10.1000/a;b&c=d+e%f#g"
TYPES = {
    PublicationType.ARTICLE_JOURNAL: "journalArticle",
    PublicationType.REVIEW: "journalArticle",
    PublicationType.PAPER_CONFERENCE: "conferencePaper",
    PublicationType.CHAPTER: "bookSection",
    PublicationType.ENTRY_ENCYCLOPEDIA: "bookSection",
    PublicationType.BOOK: "book",
    PublicationType.REPORT: "report",
    PublicationType.THESIS: "thesis",
    PublicationType.PATENT: "patent",
    PublicationType.ARTICLE: "preprint",
    PublicationType.SOFTWARE: "computerProgram",
    PublicationType.DATASET: "dataset",
    PublicationType.SPEECH: "presentation",
    PublicationType.MANUSCRIPT: "manuscript",
    PublicationType.WEBPAGE: "webpage",
    PublicationType.STANDARD: "standard",
    PublicationType.DOCUMENT: "document",
}
CONTAINED = {"journalArticle", "conferencePaper", "bookSection"}


def name(source: str) -> tuple[str, str | None]:
    """Return a name as (family, given)."""
    parts = name_parts(source)
    if parts.is_team:
        return parts.family, None
    return f"{parts.whole_family} {parts.suffix}".strip(), parts.given


def expected(record: Record) -> Item:
    """Return what a record says, in the words of a reference manager."""
    kind = TYPES[record.type]
    venue, publisher = record.venue or "", record.publisher or ""
    in_dublin_core = kind not in {*CONTAINED, "book", "report", "thesis", "patent"}
    fields = {
        "date": "-".join(f"{part:02}" for part in record.date_parts),
        "volume": record.volume,
        "number": record.issue,
        "pages": fit.with_hyphen(record.pages or ""),
        "isbn": record.isbn,
        "publisher": publisher if kind in CONTAINED or in_dublin_core else venue or publisher,
        "source": venue if in_dublin_core else "",
        "degree": record.genre if kind == "thesis" else "",
    }
    if kind == "book" and venue and publisher:
        fields |= {"publisher": publisher, "series": venue}
    return Item(
        type=kind,
        title=to_text(record.title),
        container=venue if kind in CONTAINED else "",
        names=[name(maker.name) for maker in record.makers],
        doi="",
        url=f"https://arxiv.org/abs/{record.arxiv_id}" if record.arxiv_id else "",
        fields={key: value for key, value in fields.items() if value},
    )


@pytest.mark.parametrize("file", samples.bibliographies())
def test_what_is_read_equals_each_entry_of_the_bibliographies(file: Path) -> None:
    found = [entry.record for entry in reader.read_bibtex(samples.text(file)) if entry.record]
    assert found
    for record in found:
        # Once as it is, and once as it would be without an identifier that says all.
        described = read(coins(structs.replace(record, doi=None, arxiv_id=None)))
        assert described == expected(structs.replace(record, arxiv_id=None))
        item = read(coins(record))
        assert item.doi == (record.doi or item.doi)
        if not item.doi:
            assert item == expected(record)


@pytest.mark.parametrize("kind", PublicationType)
def test_every_type_has_a_place_for_its_title_names_and_date(kind: PublicationType) -> None:
    record = Record(
        title="On {T}ides & <Salt>: 100\\% $x^2$",
        type=kind,
        authors=("Ada van Roe", "{The Tide & Salt Team}", "Kim Li"),
        venue="A + B = C; D",
        publisher="Press #1",
        year=2024,
        month=3,
        day=5,
        volume="7",
        issue="2",
        pages="1--9",
        isbn="978-3-16-148410-0",
        genre="PhD thesis",
    )
    assert read(coins(record)) == expected(record)


def test_a_doi_says_all() -> None:
    record = Record(title="On tides", type=PublicationType.BOOK, authors=("Ada Roe",), doi=DOI)
    item = read(coins(record))
    assert item == Item("journalArticle", "", "", [], DOI, "", {})
    assert len(coins(structs.replace(record, doi="10.1000/t"))) < 100


@pytest.mark.parametrize(
    ("fields", "doi"),
    [
        ({}, "10.48550/arxiv.2301.00001"),
        ({"venue": "arXiv"}, "10.48550/arxiv.2301.00001"),
        ({"doi": "10.1000/t"}, "10.1000/t"),
        # arXiv's DOI would lead to the preprint of what appeared elsewhere.
        ({"venue": "Zenodo"}, ""),
        ({"type": PublicationType.PAPER_CONFERENCE}, ""),
    ],
)
def test_a_preprint_has_the_doi_that_arxiv_registers(fields: dict[str, str], doi: str) -> None:
    record = Record(title="On tides", authors=("Ada Roe",), arxiv_id="2301.00001v2")
    item = read(coins(structs.replace(record, **fields)))
    assert item.doi == doi
    assert bool(item.title) is not bool(doi)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Ada Roe", ("Roe", "Ada")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig")),
        ("Sammy Davis Jr.", ("Davis Jr.", "Sammy")),
        ("Gabriel {García Márquez}", ("García Márquez", "Gabriel")),
        ("{The Tide Team}", ("The Tide Team", None)),
        ("Plato", ("Plato", "")),
        (r"Jos{\'e} O'Neill", ("O'Neill", "José")),
        ("李 明", ("明", "李")),
    ],
)
def test_names_are_parted_as_in_the_record(source: str, found: tuple[str, str | None]) -> None:
    assert read(coins(Record(title="On tides", authors=(source,)))).names == [found]


def test_an_edited_book_has_its_editors() -> None:
    editors = (Author("Ada Roe", role=ContributorRole.EDITOR),)
    record = Record(title="Tides", type=PublicationType.BOOK, authors=editors)
    assert read(coins(record)).names == [("Roe", "Ada")]


def test_thousands_of_authors_are_cut_short() -> None:
    record = Record(title="On tides", authors=tuple(f"Ada Roe{n}" for n in range(5_000)))
    assert len(read(coins(record)).names) == MOST_NAMES


def test_hostile_text_stays_within_its_value() -> None:
    title = "a&rft.au=Eve%26\x00\x0b\ud800\u202e\n+\"'<>"
    item = read(coins(Record(title="{" + title + "}", authors=("Ada Roe",))))
    assert item.names == [("Roe", "Ada")]
    assert "rft.au=Eve" in item.title
    assert "\x00" not in item.title

"""CSL-JSON round trips, field by field."""

import json

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bibliography import csl, formats
from app.bibliography.csl.variables import TYPES, is_valid
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.record import Link, PublicationType, Record
from tests.support.records import records, said

WHOLE = {"id", "type", "custom"}


def again(record: Record) -> ParsedEntry:
    (entry,) = csl.read(formats.write_records(Format.CSL, [record]))
    return entry


@settings(deadline=None)
@given(records)
def test_a_record_survives_a_round_trip(record: Record) -> None:
    entry = again(record)
    assert said(entry.record) == said(record)
    assert entry.extras == {}
    assert said(again(entry.record or record).record) == said(record)


@pytest.mark.parametrize("kind", PublicationType)
@pytest.mark.parametrize("genre", ["Master's thesis", "Book chapter", "Blog post", "Preprint"])
def test_a_genre_that_names_another_type_survives(kind: PublicationType, genre: str) -> None:
    record = Record(title="Tides", type=kind, genre=genre, venue="Waves")
    assert said(again(record).record) == said(record)


@settings(deadline=None)
@given(st.lists(records, max_size=3))
def test_written_items_are_valid_csl(several: list[Record]) -> None:
    for item in json.loads(csl.write(several)):
        assert item["type"] in TYPES
        people = {name: item.pop(name) for name in ("author",) if name in item}
        assert all(is_valid("editor", names) for names in people.values())
        assert {k for k, v in item.items() if not is_valid(k, v)} <= WHOLE


SAMPLE = {
    "id": "http://zotero.org/users/1/items/ABC",
    "type": "article-magazine",
    "title": "On <i>tides</i>",
    "author": [{"family": "Roe", "given": "Ada", "ORCID": "https://orcid.org/0000-0002-1825-0097"}],
    "editor": [{"family": "Li", "given": "Kim"}],
    "container-title": ["Tide Letters"],
    "ISSN": ["1234-5678", "8765-4321"],
    "issued": {"literal": "n.d."},
    "keyword": "tides, salt",
    "number": 5,
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2410.08811"}]},
    "URL": "https://doi.org/10.1000/ABC",
    "DOI": "10.1000/ABC",
    "custom": {"other": {"kept": [1]}},
}


def test_fields_without_a_place_in_the_record_are_written_again() -> None:
    (first,) = csl.read(json.dumps(SAMPLE))
    assert first.record is not None
    second = again(first.record)
    assert second.extras == first.extras
    assert second.keywords == first.keywords == ("tides", "salt")
    item = csl.item(first.record, "roe")
    assert item["type"] == "article-magazine"
    assert item["editor"] == SAMPLE["editor"]
    assert item["number"] == 5
    assert item["issued"] == {"literal": "n.d."}
    assert item["custom"]["other"] == {"kept": [1]}


def test_a_changed_type_replaces_the_type_of_the_source() -> None:
    (first,) = csl.read(json.dumps(SAMPLE))
    assert first.record is not None
    changed = msgspec.structs.replace(first.record, type="book", year=2024)
    second = again(changed)
    assert said(second.record) == said(changed)
    assert csl.item(changed, "roe")["type"] == "book"


def test_an_edited_plain_field_overrides_the_custom_field() -> None:
    record = Record(
        title=r"On {TideNet} and $x^2$",
        abstract=r"All \textbf{of} it",
        links=(Link("https://a.org"),),
    )
    item = csl.item(record, "tides")
    assert item["custom"]["vitae"]["title"] == record.title
    (entry,) = csl.read(json.dumps(item | {"title": "On salt", "URL": "https://b.org"}))
    assert entry.record is not None
    assert entry.record.title == "On salt"
    assert entry.record.links == (Link("https://b.org"),)
    assert entry.record.abstract == record.abstract


def test_records_from_profile_documents_have_no_extras() -> None:
    record = Record(title="Tides", source='{"title":"Tides","arxiv_id":"2410.08811","odd":1}')
    assert again(record).extras == {}


def test_extras_of_a_ris_source_are_written_too() -> None:
    record = Record(
        title="Tides", source="TY  - JOUR\nTI  - Tides\nSP  - 1\nRP  - In file\nKW  - salt\nER  - "
    )
    entry = again(record)
    assert entry.extras == {"RP": "In file"}
    assert entry.keywords == ("salt",)
    assert entry.record is not None
    assert again(entry.record).extras == entry.extras


def test_a_note_with_the_arxiv_id_is_not_repeated() -> None:
    record = Record(title="Tides", arxiv_id="math/0309136", note="arXiv:math.GT/0309136")
    first = again(record)
    assert first.record is not None
    second = again(first.record)
    assert said(second.record) == said(record)
    assert second.extras == first.extras == {}


def test_a_particle_with_an_apostrophe_is_joined_to_the_name() -> None:
    people = [{"family": "Alembert", "given": "Jean", "dropping-particle": "d'"}]
    (entry,) = csl.read(json.dumps({"id": "k", "title": "Tides", "author": people}))
    assert entry.record is not None
    assert entry.record.authors == ("Jean d'Alembert",)


def test_a_preprint_names_its_server_as_publisher_and_survives() -> None:
    record = Record(title="Tides", type=PublicationType.ARTICLE, arxiv_id="2410.08811")
    item = csl.item(record, "roe")
    assert item["publisher"] == "arXiv"
    assert not item.keys() & {"container-title", "archive", "archive_location"}
    assert said(again(record).record) == said(record)


def test_the_arxiv_number_of_a_paper_is_no_archive() -> None:
    kind = PublicationType.ARTICLE_JOURNAL
    record = Record(title="Tides", type=kind, arxiv_id="2410.08811", doi="10.1000/tides")
    assert not csl.item(record, "roe").keys() & {"number", "archive", "archive_location"}
    assert said(again(record).record) == said(record)


def test_a_report_has_a_number_of_its_own() -> None:
    record = Record(title="Tides", type=PublicationType.REPORT, venue="Salt Lab", issue="TR-7")
    item = csl.item(record, "roe")
    assert (item["number"], item.get("issue"), item["publisher"]) == ("TR-7", None, "Salt Lab")
    assert said(again(record).record) == said(record)


def test_the_archive_of_data_is_its_publisher() -> None:
    record = Record(title="Tides", type=PublicationType.DATASET, venue="Zenodo")
    item = csl.item(record, "roe")
    assert (item["publisher"], item.get("container-title")) == ("Zenodo", None)
    assert said(again(record).record) == said(record)

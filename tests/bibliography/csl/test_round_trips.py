"""What goes out as CSL-JSON comes in again, field for field."""

import json

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bibliography import csl, formats
from app.bibliography.csl.variables import TYPES, is_valid
from app.bibliography.entry import Format, ParsedEntry
from app.bibliography.record import Link, Record
from tests.support.records import records, said

WHOLE = {"id", "type", "custom"}


def again(record: Record) -> ParsedEntry:
    (entry,) = csl.read(formats.write_records(Format.CSL, [record]))
    return entry


@settings(deadline=None)
@given(records)
def test_a_record_comes_in_as_it_went_out(record: Record) -> None:
    entry = again(record)
    assert said(entry.record) == said(record)
    assert entry.extras == {}
    assert said(again(entry.record or record).record) == said(record)


@settings(deadline=None)
@given(st.lists(records, max_size=3))
def test_what_goes_out_is_valid(several: list[Record]) -> None:
    for item in json.loads(csl.write(several)):
        assert item["type"] in TYPES
        people = {"author": item.pop("author")} if "author" in item else {}
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
    "issued": {"literal": "in press"},
    "keyword": "tides, salt",
    "number": 5,
    "relation": {"has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2410.08811"}]},
    "URL": "https://doi.org/10.1000/ABC",
    "DOI": "10.1000/ABC",
    "custom": {"other": {"kept": [1]}},
}


def test_what_a_record_cannot_say_comes_out_again() -> None:
    (first,) = csl.read(json.dumps(SAMPLE))
    assert first.record is not None
    second = again(first.record)
    assert second.extras == first.extras
    assert second.keywords == first.keywords == ("tides", "salt")
    item = csl.item(first.record, "roe")
    assert item["type"] == "article-magazine"
    assert item["editor"] == SAMPLE["editor"]
    assert item["number"] == 5
    assert item["issued"] == {"literal": "in press"}
    assert item["custom"]["other"] == {"kept": [1]}


def test_the_type_of_the_source_goes_when_the_record_has_another() -> None:
    (first,) = csl.read(json.dumps(SAMPLE))
    assert first.record is not None
    changed = msgspec.structs.replace(first.record, type="book", year=2024)
    second = again(changed)
    assert said(second.record) == said(changed)
    assert csl.item(changed, "roe")["type"] == "book"


def test_a_plain_field_that_somebody_edited_wins() -> None:
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


def test_records_made_of_profile_documents_have_no_extras() -> None:
    record = Record(title="Tides", source='{"title":"Tides","arxiv_id":"2410.08811","odd":1}')
    assert again(record).extras == {}


def test_ris_extras_go_along() -> None:
    record = Record(
        title="Tides", source="TY  - JOUR\nTI  - Tides\nED  - Li, Kim\nKW  - salt\nER  - "
    )
    entry = again(record)
    assert entry.extras == {"ED": "Li, Kim"}
    assert entry.keywords == ("salt",)
    assert entry.record is not None
    assert again(entry.record).extras == entry.extras


def test_a_note_that_came_back_with_its_number_is_said_once() -> None:
    record = Record(title="Tides", arxiv_id="math/0309136", note="arXiv:math.GT/0309136")
    first = again(record)
    assert first.record is not None
    second = again(first.record)
    assert said(second.record) == said(record)
    assert second.extras == first.extras == {}


def test_a_particle_with_an_apostrophe_is_part_of_its_word() -> None:
    people = [{"family": "Alembert", "given": "Jean", "dropping-particle": "d'"}]
    (entry,) = csl.read(json.dumps({"id": "k", "title": "Tides", "author": people}))
    assert entry.record is not None
    assert entry.record.authors == ("Jean d'Alembert",)

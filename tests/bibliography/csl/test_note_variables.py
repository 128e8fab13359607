"""Variables in lines of an item's note, as Zotero's Extra has them."""

import pytest

from app.bibliography.csl.note_variables import with_variables_of_note
from app.bibliography.record import PublicationType
from tests.support import formats


def test_lines_of_a_note_are_read_as_variables() -> None:
    note = "type: software\nDOI: 10.1000/182\nPMID: 123\npublisher: Tide Press\nWith a map"
    record = formats.record_in(formats.csl_entry(type="document", note=note))
    assert (record.type, record.doi, record.publisher, record.note) == (
        PublicationType.SOFTWARE,
        "10.1000/182",
        "Tide Press",
        "With a map",
    )


@pytest.mark.parametrize(
    ("note", "variables"),
    [
        ("{:DOI: 10.1000/182}", {"DOI": "10.1000/182", "note": ""}),
        ("status: in press", {"status": "in press", "note": ""}),
        ("issued: 2020-05-04", {"issued": "2020-05-04", "note": ""}),
        ("volume: 3", {"note": "volume: 3", "volume": "7"}),
        ("references: many", {"note": "references: many"}),
        ("A type: software", {"note": "A type: software"}),
        ("issue:", {"note": "issue:"}),
    ],
)
def test_an_item_lacks_what_its_note_tells(note: str, variables: dict[str, str]) -> None:
    given = {"title": "T"} | ({"volume": "7"} if note == "volume: 3" else {})
    assert with_variables_of_note(given | {"note": note}) == given | variables

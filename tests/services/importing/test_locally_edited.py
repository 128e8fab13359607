"""Importing an updated entry whose work was edited on the site: local edits are kept."""

import pytest
from flask import Flask

from app.database import db
from app.models import Action, ItemState, Noun, Publication
from app.services.actor import TERMINAL
from app.services.catalog import stored_html
from app.services.history import recording
from tests.support.database import versions
from tests.support.imports import applied, entries, stage_text

BIB = "@article{roe, title={On tides}, author={Ada Roe}, year={2024}, journal={Seas}}\n"
RIS = "TY  - JOUR\nTI  - On tides\nAU  - Roe, Ada\nPY  - 2024\nJO  - Seas\nER  - \n"
FORMS = [
    ("mine.bib", BIB, BIB.replace("}}", "}, volume={3}}")),
    ("mine.ris", RIS, RIS.replace("ER", "VL  - 3\nER")),
]


@pytest.mark.parametrize(("name", "first", "later"), FORMS)
@pytest.mark.parametrize("hers", [("title", "On tides of the sea"), ("year", 2023)])
def test_an_updated_entry_finds_its_version_and_keeps_local_edits(
    app: Flask, name: str, first: str, later: str, hers: tuple[str, object]
) -> None:
    applied(app, stage_text(app, first, name))
    with app.app_context(), recording.recording(TERMINAL, Action.SAVE, "Mended") as record:
        record.watch(Noun.WORK, 1)
        publication = db.session.get_one(Publication, 1)
        setattr(publication, *hers)
        stored_html.render(publication, None)
    batch_id = stage_text(app, later, name)
    (entry,) = entries(app, batch_id)
    assert (entry.state, entry.publication_id, entry.fields) == (ItemState.CHANGED, 1, ["volume"])
    assert [one.field for one in entry.differences if one.edited_locally] == [hers[0]]
    assert applied(app, batch_id).done == f"Imported 1 change from {name}"
    assert [len(work) for work in versions(app)] == [1]


def test_a_value_from_another_entry_of_the_file_is_not_a_local_edit(app: Flask) -> None:
    one = BIB.replace("}}", "}, doi={10.1000/tides}}")
    other = one.replace("roe,", "tides,").replace("{Seas}", "{Seas and Shores}, volume={3}")
    applied(app, stage_text(app, one + other, "mine.bib"))
    again = entries(app, stage_text(app, one + other, "mine.bib"))
    assert [(e.state, e.fields) for e in again] == [(ItemState.SAME, [])] * 2
    later = entries(app, stage_text(app, one + other.replace("{3}", "{4}"), "mine.bib"))[1]
    assert (later.state, later.fields) == (ItemState.CHANGED, ["volume"])
    found = [one.field for e in (*again, later) for one in e.differences]
    assert found == ["venue", "citation_key", "venue", "volume", "citation_key"]
    assert not any(one.edited_locally for e in (*again, later) for one in e.differences)

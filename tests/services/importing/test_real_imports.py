"""Real bibliographies: every entry read, nothing twice, the same again, and out as they came in."""

from pathlib import Path

import pytest
from flask import Flask
from msgspec import structs

from app.bibliography import bibtex, csl, document, ris
from app.models import ItemState
from app.services import exports, loading
from app.services.selection import Selection
from tests.contents import versions
from tests.factories import fill
from tests.imports import applied, counts, entries, given_text, seen

DATA = Path(__file__).parents[4] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not DATA.exists(), reason="the real bibliographies are not beside this checkout"
)
FILES = sorted((DATA / "bib").glob("*.bib"))
IN_FULL = {
    "ICLR": "The Thirteenth International Conference on Learning Representations",
    "ICML": "Proceedings of the 42nd International Conference on Machine Learning",
    "NAACL": "Proceedings of the North American Chapter of the Association for Computational "
    "Linguistics",
}


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_comes_in_whole_and_the_same_again_changes_nothing(app: Flask, file: Path) -> None:
    fill(app)
    text = file.read_text(encoding="utf-8")
    batch_id = given_text(app, text, file.name)
    preview = seen(app, batch_id)
    assert preview.problems == []
    assert preview.entries == len(list(bibtex.read(text)))
    applied(app, batch_id)
    again = seen(app, given_text(app, text, file.name))
    assert counts(again) == {"same": preview.entries}


@pytest.mark.slow
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_what_goes_out_comes_in_as_the_same(app: Flask, file: Path) -> None:
    fill(app)
    applied(app, given_text(app, file.read_text(encoding="utf-8"), file.name))
    with app.app_context():
        records = exports.listed(Selection(), all_versions=True)
    for module, name in ((bibtex, "out.bib"), (csl, "out.json"), (ris, "out.ris")):
        again = seen(app, given_text(app, module.write(records), name))
        assert set(counts(again)) == {"same"}, name


def test_a_bib_of_the_papers_of_a_profile_brings_no_second_copy(app: Flask) -> None:
    profile = document.read((DATA / "profile.json").read_bytes())
    with app.app_context():
        loading.load(profile)
    before = versions(app)
    written = bibtex.write(
        structs.replace(
            r, source=None, work=None, topics=(), venue=IN_FULL.get(r.venue or "", r.venue)
        )
        for r in profile.publications
    )
    batch_id = given_text(app, written, "papers.bib")
    assert {e.state for e in entries(app, batch_id)} <= {ItemState.SAME, ItemState.CHANGED}
    applied(app, batch_id)
    assert versions(app) == before

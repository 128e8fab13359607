"""The preview: how each entry relates to the site, without writing to the site."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.bibliography.messages import message
from app.database import db
from app.models import Decision, ImportBatch, ItemState, Publication
from app.services import cache
from app.services.actor import TERMINAL
from app.services.importing import batches
from app.services.importing.batches import NotAnImportError
from app.translations.current import in_language
from app.translations.text import translated
from tests.support.database import rows
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record
from tests.support.imports import counts, entries, imported, seen, stage

OTHER = record(title="On dunes", doi="10.1000/dunes")


def test_unknown_entries_are_new_and_the_preview_writes_nothing(app: Flask) -> None:
    fill(app, record())
    with app.app_context():
        before = cache.change_count(), rows(Publication)
    batch_id = stage(app, OTHER, record(title="On kelp", year=2001))
    assert counts(seen(app, batch_id)) == {"new": 2}
    assert {e.decision for e in entries(app, batch_id)} == {Decision.ADD}
    with app.app_context():
        assert (cache.change_count(), rows(Publication)) == before


def test_entries_that_the_site_has_are_the_same_and_skipped(app: Flask) -> None:
    fill(app, record(), OTHER)
    (first, second) = entries(app, stage(app, OTHER, record()))
    assert (first.state, second.state) == (ItemState.SAME, ItemState.SAME)
    assert first.decision is Decision.SKIP
    assert (first.work_id, second.work_id) == (2, 1)


def test_values_for_empty_fields_are_selected(app: Flask) -> None:
    fill(app, record())
    (entry,) = entries(app, stage(app, record(abstract=LONG_ABSTRACT, volume="3")))
    assert (entry.state, entry.decision) == (ItemState.CHANGED, Decision.JOIN)
    assert entry.fields == ["volume", "abstract"]


def test_differing_values_from_another_source_are_shown_but_not_selected(app: Flask) -> None:
    fill(app, record(pages="1–9"))
    (entry,) = entries(app, stage(app, record(pages="2–10", volume="3")))
    assert [d.field for d in entry.differences] == ["volume", "pages"]
    assert entry.fields == ["volume"]


def test_values_of_an_updated_entry_are_selected(app: Flask) -> None:
    fill(app, record(pages="1–9", citation_key="roe"))
    (entry,) = entries(app, stage(app, record(pages="2–10", citation_key="roe")))
    assert entry.fields == ["pages"]


def test_local_edits_are_marked_and_kept(app: Flask) -> None:
    fill(app, record(pages="1–9", citation_key="roe"))
    _edit(app, pages="1–11")
    (entry,) = entries(app, stage(app, record(pages="2–10", volume="3", citation_key="roe")))
    pages = next(d for d in entry.differences if d.field == "pages")
    assert (pages.edited_locally, pages.current, pages.incoming) == (True, "1–11", "2–10")
    assert entry.fields == ["volume"]


def test_an_unchanged_entry_stays_the_same_after_local_edits(app: Flask) -> None:
    imported(app, record(pages="1–9"))
    _edit(app, pages="1–11")
    (entry,) = entries(app, stage(app, record(pages="1–9")))
    assert entry.state is ItemState.SAME
    assert [(d.field, d.edited_locally) for d in entry.differences] == [("pages", True)]


@pytest.mark.parametrize(
    ("there", "comes"),
    [
        (record(doi="10.1000/t"), record(title="Else", doi="10.1000/t", type="chapter")),
        (PREPRINT, record(title="Else", arxiv_id="2301.00001v3")),
        (record(), record(title="On {Tides}!", type="paper-conference", venue="ICT", year=2022)),
    ],
)
def test_a_certain_match_belongs_to_the_existing_work(
    app: Flask, there: dict[str, object], comes: dict[str, object]
) -> None:
    fill(app, there)
    (entry,) = entries(app, stage(app, comes))
    assert entry.state in {ItemState.VERSION, ItemState.CHANGED}
    assert entry.work_id == 1


def test_the_same_title_by_others_or_years_apart_is_not_a_certain_match(app: Flask) -> None:
    fill(app, record())
    batch_id = stage(app, record(year=2027), record(authors=["Someone Else"], year=2021))
    assert {e.state for e in entries(app, batch_id)} <= {ItemState.NEW, ItemState.SIMILAR}


def test_possible_duplicates_are_never_joined_automatically(app: Flask) -> None:
    fill(app, record(title="Weighing the tides of a whole summer by hand"))
    comes = record(title="Weighing tides of the whole summer by hands", doi="10.1000/x")
    (entry,) = entries(app, stage(app, comes))
    assert (entry.state, entry.decision, entry.work_id) == (ItemState.SIMILAR, Decision.ADD, 1)
    assert 0 < (entry.score or 0) <= 100


def test_entries_of_one_file_are_matched_with_each_other(app: Flask) -> None:
    fill(app)
    preprint, journal, again = entries(app, stage(app, PREPRINT, record(), record(volume="3")))
    assert preprint.state is ItemState.NEW
    assert (journal.state, journal.duplicate_of) == (ItemState.VERSION, 0)
    assert (again.state, again.duplicate_of, again.fields) == (ItemState.CHANGED, 1, ["volume"])


def test_topics_are_suggested_where_their_words_occur(app: Flask) -> None:
    fill(app, record(), topics=["Tides", "Sea ice", "Deep learning"])
    comes = record(title="A tide under sea-ice", abstract="Learning deeply.", year=2001)
    (entry,) = entries(app, stage(app, comes))
    assert (entry.suggested, entry.topics) == (["Tides", "Sea ice"], [])


@pytest.mark.parametrize("content", [b"", b" \n", b"Nothing that anybody could read as a list."])
def test_a_file_that_is_not_a_bibliography_is_refused(app: Flask, content: bytes) -> None:
    with app.app_context():
        with pytest.raises(NotAnImportError):
            batches.create_batch("notes.txt", content, TERMINAL)
        assert rows(ImportBatch) == 0


def _edit(app: Flask, **fields: object) -> None:
    with app.app_context():
        publication = db.session.scalars(select(Publication)).one()
        for name, value in fields.items():
            setattr(publication, name, value)
        cache.commit()


def test_different_dois_make_two_versions(app: Flask) -> None:
    fill(app)
    one = record(title="Editorial", doi="10.1000/a", volume="1", pages="1")
    two = record(title="Editorial", doi="10.1000/b", volume="2", pages="9")
    first, second = entries(app, stage(app, one, two))
    assert (first.state, second.state) == (ItemState.NEW, ItemState.VERSION)


def test_papers_sharing_the_doi_of_their_proceedings_stay_separate(app: Flask) -> None:
    fill(app)
    one = record(title="On salt", doi="10.1000/p", authors=["Bo Ek"])
    two = record(title="Kelp in spring", doi="10.1000/p", authors=["Kim Li"])
    assert {e.state for e in entries(app, stage(app, one, two))} == {ItemState.NEW}


@pytest.mark.parametrize(("one", "two"), [("C++", "C#"), ("$x+y$", "$x-y$"), ("???", "...!")])
def test_titles_differing_only_in_symbols_are_not_a_certain_match(
    app: Flask, one: str, two: str
) -> None:
    fill(app, record(title=one))
    (entry,) = entries(app, stage(app, record(title=two)))
    assert entry.state in {ItemState.NEW, ItemState.SIMILAR}


def test_the_name_of_pasted_text_is_kept_in_every_language(app: Flask) -> None:
    with app.app_context():
        pasted = b"@misc{tides, title={On tides}}"
        batch_id = batches.create_batch(message("pasted text"), pasted, TERMINAL)
        db.session.commit()
        name = db.session.get_one(ImportBatch, batch_id).name
        with in_language("fr"):
            assert (name, translated(name)) == ("pasted text", "texte collé")

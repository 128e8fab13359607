"""Snapshots include every column that a person can change; labels name the records."""

from flask import Flask

from app.database import Base
from app.models import Noun
from app.services.history import names, snapshots
from tests.support.database import statements
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.sections import SECTIONS

DERIVED = {
    "biography_html",
    "title_html",
    "title_text",
    "authors_html",
    "authors_short_html",
    "authors_hidden",
    "abstract_html",
    "preview_html",
    "coins",
    "listed_on",
    "facet_group_id",
    "title_key",
    "type_rank",
    "note_html",
    "visible_since",
}
COUNTED = {"id", "version", "updated_at", "work_id", "position"}
TABLES = {Noun.WORK: ("work", "publication"), Noun.ENTRY: ("section_entry",)}


def test_snapshots_include_every_editable_column(app: Flask) -> None:
    fill(app, record(topics=["Tides"]), people=[{"name": "Kim Li"}], sections=SECTIONS)
    with app.app_context():
        for noun in Noun:
            state = snapshots.take_snapshots(noun, [1])[1]
            kept = {name.rpartition(".")[2] for name in state} | {"position"}
            for table in TABLES.get(noun, (noun.value,)):
                columns = set(Base.metadata.tables[table].columns.keys())
                assert columns - DERIVED - COUNTED - kept == set(), table


def test_a_work_includes_its_versions_topics_and_slugs(app: Flask) -> None:
    author = {"name": "Ada Roe", "corresponding": True, "equal": True}
    link = {"url": "https://a.example/x", "label": "Paper", "kind": "pdf"}
    fill(app, record(authors=[author, "Kim Li"], links=[link], topics=["Tides"]), PREPRINT)
    with app.app_context():
        state = snapshots.take_snapshots(Noun.WORK, [1])[1]
        assert (state["slug"], state["state"], state["topics"]) == ("on-tides", "published", [1])
        assert state["publications"] == [1, 2]
        assert state["1.authors"] == [
            ["Ada Roe", 1, True, True, "author"],
            ["Kim Li", None, False, False, "author"],
        ]
        assert state["1.links"] == [["pdf", "Paper", "https://a.example/x"]]
        assert (state["1.year"], state["2.year"]) == (2024, 2023)
        partly = snapshots.take_snapshots(Noun.WORK, [1], whole=False)[1]
        assert partly.items() < state.items()
        assert "publications" not in partly


def test_a_missing_record_has_no_snapshot(app: Flask) -> None:
    with app.app_context():
        for noun in Noun:
            assert snapshots.take_snapshots(noun, [1, 99]) == {}
            assert snapshots.take_snapshots(noun, []) == {}
            assert snapshots.every_id(noun) == []
        assert snapshots.current_states([(Noun.TOPIC, 7)]) == {(Noun.TOPIC, 7): {}}


def test_labels_are_plain_text(app: Flask) -> None:
    people = [{"level": "PhD"}, {"name": "Kim Li", "level": "MSc"}]
    fill(app, record(title="On \\emph{Tides}"), people=people)
    with app.app_context():
        keys = [
            (Noun.WORK, 1),
            (Noun.PROFILE, 1),
            (Noun.SUPERVISION, 1),
            (Noun.SUPERVISION, 2),
            (Noun.VENUE, 1),
        ]
        named = names.record_labels(snapshots.current_states(keys))
        assert list(named.values()) == [
            "On Tides",
            "Profile",
            "An unnamed person (PhD)",
            "Kim Li (MSc)",
            "Journal of Tides",
        ]
        partly = snapshots.take_snapshots(Noun.WORK, [1], whole=False)[1]
        assert names.record_labels({(Noun.WORK, 1): partly}) == {(Noun.WORK, 1): "On Tides"}


def test_snapshots_take_the_same_statements_for_any_number_of_works(app: Flask) -> None:
    fill(app, *many(60))
    counts = []
    with statements(app) as sent, app.app_context():
        snapshots.every_id(Noun.WORK)
        for ids in ([1], list(range(1, 61))):
            sent.clear()
            assert len(snapshots.take_snapshots(Noun.WORK, ids)) == len(ids)
            counts.append(len(sent))
    assert counts[0] == counts[1]

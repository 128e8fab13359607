"""The rows of the full-text index, as stored."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update

from app.database import db
from app.database.full_text import COLUMNS, TABLE
from app.models import Noun, Publication, PublicationTranslation, Revision, Work
from app.services.actor import TERMINAL
from app.services.catalog import search
from app.services.catalog.full_text import index
from app.services.catalog.listing import refresh
from app.services.consistency import check
from app.services.editing import topics, works
from app.services.erasing import erase
from app.services.history import undo
from tests.support.database import statements
from tests.support.factories import PREPRINT, fill, record

B = index.BREAK
RAW = "@article{k, title = {On tides}, keywords = {Sea level, {Moon}}}"


def texts(app: Flask) -> list[dict[str, str]]:
    with app.app_context():
        rows = db.session.execute(select(TABLE).order_by(TABLE.c.rowid)).mappings()
        return [{name: row[name] for name in COLUMNS} for row in rows]


def test_a_work_has_the_texts_of_all_its_versions_once(app: Flask) -> None:
    fill(app, record(topics=["Sea ice"], abstract="Salt \\& $x$.", source=RAW), PREPRINT)
    assert texts(app) == [
        {
            "title": "on tides",
            "authors": "ada roe kim li",
            "venue": f"journal of tides {B} arxiv",
            "topics": f"sea level {B} moon {B} sea ice",
            "numbers": f"2024 {B} 2023 {B} 2301 00001",
            "abstract": "salt x",
        }
    ]


def test_texts_in_other_languages_follow_those_of_the_work(app: Flask) -> None:
    title, topic = {"en": "On tides", "fr": "Les marées"}, {"en": "Sea", "fr": "La mer"}
    abstract = {"en": "Salt.", "fr": "Du \\emph{sel}."}
    fill(app, record(title=title, abstract=abstract, topics=[topic]))
    (found,) = texts(app)
    assert found["title"] == f"on tides {B} les marees"
    assert (found["topics"], found["abstract"]) == (f"sea {B} la mer", f"salt {B} du sel")
    with app.app_context():
        assert index.outdated([1]) == set()
        db.session.execute(update(PublicationTranslation).values(text="Autre"))
        assert index.outdated([1]) == {1}


def test_no_phrase_spans_two_versions(app: Flask) -> None:
    fill(app, record(), PREPRINT)
    with app.app_context():
        for q, found in (('"journal of tides"', [1]), ('"tides arxiv"', []), ("tides arxiv", [1])):
            matching = select(Work.id).where(search.search_condition(q))
            assert list(db.session.scalars(matching)) == found


def test_a_renamed_topic_is_found_by_its_new_name(app: Flask) -> None:
    fill(app, record(topics=["Sea ice"]))
    with app.app_context():
        topics.rename(1, "Glaciers", TERMINAL, None)
    assert texts(app)[0]["topics"] == "glaciers"
    with app.app_context():
        topics.delete(1, TERMINAL)
    assert texts(app)[0]["topics"] == ""


def test_a_topic_is_found_by_its_name_in_any_language(app: Flask) -> None:
    fill(app, record(topics=["Sea ice"]))
    with app.app_context():
        topics.rename(1, "Sea ice", TERMINAL, None, {"name.fr": "Banquise"})
    assert texts(app)[0]["topics"] == f"sea ice {B} banquise"
    with app.app_context():
        topics.rename(1, "Sea ice", TERMINAL, None, {"name.fr": ""})
    assert texts(app)[0]["topics"] == "sea ice"


def test_only_what_changed_is_written(app: Flask) -> None:
    fill(app, record(), record(title="Salt"))
    with app.app_context():
        db.session.execute(update(Publication).where(Publication.id == 2).values(year=1999))
        assert index.outdated([1, 2, 3]) == {2}
        with statements(app) as sent:
            index.refresh([1, 2, 3])
        assert [one.split()[0] for one in sent] == ["SELECT"] * 5 + ["DELETE", "INSERT"]
        assert index.outdated([1, 2, 3]) == set()


def test_check_finds_and_fixes_what_differs(app: Flask) -> None:
    fill(app, record(), record(title="Salt"))
    before = texts(app)
    with app.app_context():
        db.session.execute(delete(TABLE).where(TABLE.c.rowid == 1))
        db.session.commit()
        faults = check.check_site()
        assert [one.message for one in faults] == ["The list's filters are out of date for 1 work"]
        assert check.fix_faults(faults) == []
    assert texts(app) == before


def test_erased_words_are_not_left_in_the_file(app: Flask, database: Path) -> None:
    fill(app, record(), record(title="Zanzibarian tides"))
    with app.app_context():
        assert b"zanzibarian" in database.read_bytes()
        work = db.session.scalars(select(Work).where(Work.slug == "zanzibarian-tides")).one()
        ref = (Noun.WORK, work.id)
        works.delete(work.slug, TERMINAL, None)
        erase.erase([ref], TERMINAL, None)
        assert b"zanzibarian" not in database.read_bytes()


def test_works_of_before_the_index_are_added(app: Flask) -> None:
    fill(app, record(), record(title="Salt"))
    before = texts(app)
    with app.app_context():
        db.session.execute(delete(TABLE))
        refresh.refresh_missing()
        db.session.commit()
    assert texts(app) == before


def test_a_deleted_work_is_found_no_more_until_it_is_restored(app: Flask) -> None:
    fill(app, record(), record(title="Salt"))
    before = texts(app)
    with app.app_context():
        deletion = works.delete("salt", TERMINAL, None)
        assert [one["title"] for one in texts(app)] == ["on tides"]
        undo.undo(db.session.get_one(Revision, deletion), TERMINAL)
    assert texts(app) == before


@pytest.mark.parametrize("statement", ["DROP TABLE work_text", "ALTER TABLE work_text RENAME TO x"])
def test_check_misses_the_table(app: Flask, statement: str) -> None:
    with app.app_context():
        db.session.execute(text(statement))
        db.session.commit()
        messages = [one.message for one in check.check_site()]
    assert "The schema differs: add table work_text" in messages

"""Saving works from their form: untouched fields stay exactly as they were."""

from typing import Any

import pytest
from flask import Flask

from app.database import db
from app.models import Authorship, Person, Publication, Revision, Topic, WorkState
from app.services.actor import TERMINAL
from app.services.editing import works
from tests.support.database import content, rows
from tests.support.factories import PREPRINT, fill, record
from tests.support.undo import undo_last


@pytest.fixture
def site(app: Flask) -> Flask:
    authors = ["Kim Li", "Ada Roe", "Bo Ek"]
    paper = record(title="On \n tides ", abstract=" It is\r\n$x$ ", authors=authors, year=2200)
    fill(app, paper, {**PREPRINT, "year": 2199}, people=[{"name": "Kim Li"}])
    with app.app_context():
        kim = db.session.query(Person).where(Person.name == "Kim Li").one()
        of_kim = db.session.query(Authorship).where(Authorship.name_as_published == "Kim Li")
        of_kim.update({"person_id": kim.id})
        db.session.commit()
    return app


def save(slug: str = "on-tides", state: WorkState | None = None, **changes: Any) -> int | None:
    edited = works.edited_work(slug, None)
    return works.save(edited, edited.values() | changes, state, TERMINAL, None)


def test_untouched_texts_are_kept_exactly(site: Flask) -> None:
    with site.app_context():
        shown = works.edited_work("on-tides", None)
        assert (shown.values()["title"], shown.values()["abstract"]) == ("On tides", "It is\n$x$")
        before = content()["publication"][0]
        assert save(volume="3")
        coins = f"{before['coins']}&rft.volume=3"
        assert content()["publication"][0] == before | {"volume": "3", "coins": coins}
        revision = rows(Revision)
        assert save() is None
        assert rows(Revision) == revision


def test_authors_stay_linked_while_their_names_are_unchanged(site: Flask) -> None:
    with site.app_context():
        before = content()
        present = works.edited_work("on-tides", None).values()["authors"]
        known = {a["name_as_published"]: a["person_id"] for a in before["authorship"]}
        renamed = [{**present[2], "name": "Bo B. Ek"}, present[0], present[1]]
        save(authors=renamed)
        now = [a for a in content()["authorship"] if a["publication_id"] == 1]
        assert [a["name_as_published"] for a in now] == ["Bo B. Ek", "Kim Li", "Ada Roe"]
        assert [a["person_id"] for a in now] == [None, known["Kim Li"], known["Ada Roe"]]
        save(authors=[{**present[0], "owner": True}])
        (only,) = [a for a in content()["authorship"] if a["publication_id"] == 1]
        assert only["person_id"] == known["Ada Roe"]
    undo_last(site, 2)
    with site.app_context():
        assert content() == before


def test_a_save_may_change_which_version_is_shown(site: Flask) -> None:
    with site.app_context():
        before = content()
        save(type="article", venue="arXiv", year=None, month="", day=None)
        shown = works.edited_work("on-tides", None)
        assert shown.publication.arxiv_id == "2301.00001"
        assert shown.work.listed_on == 21990000
    undo_last(site)
    with site.app_context():
        assert content() == before


def test_new_topics_reuse_existing_ones(site: Flask) -> None:
    with site.app_context():
        save(new_topics="C, C++, tides")
        save(new_topics="TIDES,c++", topics=[])
        assert [topic["name"] for topic in content()["topic"]] == ["C", "C++", "tides"]
        assert works.edited_work("on-tides", None).values()["topics"] == ["C++", "tides"]
        assert rows(Topic) == 3


def test_a_failed_save_is_rolled_back(site: Flask) -> None:
    with site.app_context():
        before = content()
        with pytest.raises(ValueError, match="pony"):
            save(venue="New", new_topics="New", authors=[], type="pony")
        assert content() == before
        assert rows(Publication) == 2

"""Adding, renaming, moving, merging and deleting topics; every change can be undone."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from app.database import db
from app.models import ProfileTopic, Revision, Topic, Work, work_topic
from app.services.actor import TERMINAL
from app.services.catalog.translations import tables, texts
from app.services.editing import bulk, topics
from tests.support.accounts import sign_in
from tests.support.database import content, rows, statements
from tests.support.edits import undone
from tests.support.factories import fill, record
from tests.support.form_posts import send

Change = Callable[[], int | None]
CHANGES: dict[str, Change] = {
    "add": lambda: topics.add("Zebrafish", TERMINAL, None),
    "rename": lambda: topics.rename(topic_id("Tides"), "Ebb and flow", TERMINAL, None),
    "up": lambda: topics.move(topic_id("Waves"), "up", TERMINAL),
    "down": lambda: topics.move(topic_id("Tides"), "down", TERMINAL),
    "merge": lambda: merge("Tides", "Salt"),
    "merge into one that is not on the profile": lambda: merge("Tides", "Waves"),
    "merge one that is on nothing": lambda: merge("Fish", "Tides"),
    "delete": lambda: topics.delete(topic_id("Tides"), TERMINAL),
    "delete one that is on nothing": lambda: topics.delete(topic_id("Fish"), TERMINAL),
}


def topic_id(name: str) -> int:
    return db.session.scalars(select(Topic.id).where(Topic.name == name)).one()


def merge(name: str, into: str) -> int | None:
    return topics.merge(topic_id(name), topic_id(into), TERMINAL)


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(
        app,
        record(title="One", topics=["Tides"]),
        record(title="Two", topics=["Tides", "Salt"]),
        record(title="Three", topics=["Salt", "Waves"]),
        topics=["Salt", "Tides", "Waves", "Fish"],
        profile={"research_topics": ["Salt", "Tides"]},
    )
    with app.app_context():
        db.session.execute(update(Work).where(Work.id == 2).values(state="draft"))
        db.session.commit()
    return app


def order() -> list[tuple[str, int]]:
    return [(topic.name, topic.works) for topic in topics.all_topics()]


def topics_of_works() -> dict[str, list[str]]:
    works = db.session.scalars(select(Work).order_by(Work.id))
    return {w.publications[0].title: [topic.name for topic in w.topics] for w in works}


def topics_of_profile() -> list[str]:
    query = select(Topic.name).join(ProfileTopic).order_by(ProfileTopic.position)
    return list(db.session.scalars(query))


def test_a_topic_is_known_by_its_name_in_any_language(app: Flask) -> None:
    translated = [{"en": "Tides", "fr": "Marées"}, {"en": "Sea", "fr": "Salt"}]
    fill(app, record(topics=translated), record(title="Other"))
    with app.app_context():
        assert topics.spelt(["marées", "Tides", "Mer"]) == ["Tides", "Mer"]
        assert topics.spelt(["salt"]) == ["Sea"]
        # One topic's own name may be that of another in another language.
        topics.add("Salt", TERMINAL, None)
        assert topics.spelt(["salt"]) == ["Salt"]
        bulk.add_topic([2], "Marées", TERMINAL, "k")
        of_works = [tuple(row) for row in db.session.execute(select(work_topic))]
        assert (2, topic_id("Tides")) in of_works
    assert sorted(names(app)) == ["Salt", "Sea", "Tides"]


@pytest.mark.slow
@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_one_revision_and_can_be_undone(site: Flask, name: str) -> None:
    with site.app_context():
        before, revisions = content(), rows(Revision)
        revision_id = CHANGES[name]()
        assert rows(Revision) == revisions + 1
        assert content() != before
        assert revision_id
        undone(revision_id)
        assert content() == before


def test_topics_are_listed_in_order_with_their_work_counts(site: Flask) -> None:
    with site.app_context():
        assert order() == [("Salt", 2), ("Tides", 2), ("Waves", 1), ("Fish", 0)]
        ends = [(topic.is_first, topic.is_last) for topic in topics.all_topics()]
        assert ends == [(True, False), (False, False), (False, False), (False, True)]
        assert [t.counted for t in topics.all_topics()[1:]] == ["2 works", "1 work", "no works"]


def test_a_topic_keeps_its_address_when_it_is_renamed(site: Flask) -> None:
    with site.app_context():
        CHANGES["rename"]()
        topic = db.session.get_one(Topic, topic_id("Ebb and flow"))
        assert topic.slug == "tides"
        assert topics_of_works()["One"] == ["Ebb and flow"]
    assert "Ebb and flow" in site.test_client().get("/?topic=tides").text


def test_moved_topics_are_numbered_from_one(site: Flask) -> None:
    with site.app_context():
        db.session.execute(update(Topic).values(position=0))
        db.session.commit()
        CHANGES["down"]()
        names = [name for name, _ in order()]
        assert names == ["Fish", "Salt", "Waves", "Tides"]
        positions = select(Topic.position).order_by(Topic.position)
        assert db.session.scalars(positions).all() == [1, 2, 3, 4]


@pytest.mark.parametrize(("name", "way"), [("Salt", "up"), ("Fish", "down")])
def test_the_first_topic_cannot_move_up_nor_the_last_down(site: Flask, name: str, way: str) -> None:
    with site.app_context():
        revisions = rows(Revision)
        assert topics.move(topic_id(name), way, TERMINAL) is None
        assert rows(Revision) == revisions


def test_merging_moves_each_work_to_the_other_topic_once(site: Flask) -> None:
    with site.app_context():
        merge("Tides", "Salt")
        assert order() == [("Salt", 3), ("Waves", 1), ("Fish", 0)]
        assert topics_of_works() == {"One": ["Salt"], "Two": ["Salt"], "Three": ["Salt", "Waves"]}
        assert topics_of_profile() == ["Salt"]


def test_a_merged_topic_has_the_names_that_it_lacks(site: Flask) -> None:
    with site.app_context():
        tides, salt = topic_id("Tides"), topic_id("Salt")
        texts.write_texts(tables.TOPIC, tides, {"name.fr": "Marées", "name.ar": "مد"})
        texts.write_texts(tables.TOPIC, salt, {"name.fr": "Sel"})
        db.session.commit()
        before = content()
        revision_id = merge("Tides", "Salt")
        assert texts.stored_texts(tables.TOPIC, [salt])[salt] == {
            "name.fr": "Sel",
            "name.ar": "مد",
        }
        undone(revision_id or 0)
        assert content() == before


def test_a_merged_research_topic_keeps_its_position(site: Flask) -> None:
    with site.app_context():
        merge("Salt", "Waves")
        assert topics_of_profile() == ["Waves", "Tides"]


def test_deleting_a_topic_keeps_its_works(site: Flask) -> None:
    with site.app_context():
        CHANGES["delete"]()
        assert topics_of_works() == {"One": [], "Two": ["Salt"], "Three": ["Salt", "Waves"]}
        assert topics_of_profile() == ["Salt"]


@pytest.mark.parametrize(
    ("name", "own", "found"),
    [("tides", "", "Tides"), ("TIDES", "Salt", "Tides"), ("tides", "Tides", None), ("C", "", None)],
)
def test_topic_names_are_compared_ignoring_case(
    site: Flask, name: str, own: str, found: str | None
) -> None:
    with site.app_context():
        other = topics.topic_named(name, other_than=own)
        assert (other.name if other else None) == found


@pytest.mark.slow
@pytest.mark.parametrize("change", ["rename", "up", "merge", "delete"])
def test_a_change_takes_the_same_statements_for_any_number_of_works(
    app: Flask, change: str
) -> None:
    counts = []
    for works in (5, 400):
        studies = [record(title=f"Study number {n}", topics=["Tides"]) for n in range(works)]
        fill(app, *studies, topics=["Tides", "Salt", "Waves"])
        with app.app_context():
            with statements(app) as sent:
                assert CHANGES[change]()
            undone(rows(Revision))
        counts.append(len(sent))
    assert counts[0] == counts[1]


@pytest.fixture
def owner(app: Flask) -> FlaskClient:
    fill(app, record(topics=["Tides", "arXiv", "ARXIV"]))
    return sign_in(app)


def names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Topic.name).order_by(Topic.id)))


def test_topic_names_use_the_spelling_of_existing_topics(app: Flask, owner: FlaskClient) -> None:
    with app.app_context():
        assert topics.spelt(["tides", "TIDES", "Tides"]) == ["Tides"]
        assert topics.spelt(["ARXIV", "arXiv", "ArXiv"]) == ["ARXIV", "arXiv"]
        assert topics.spelt(["Salt", "salt", "Straße", "STRASSE"]) == ["Salt", "Straße"]


@pytest.mark.slow
def test_the_work_form_creates_each_new_topic_once(app: Flask, owner: FlaskClient) -> None:
    assert send(owner, "/edit/works/on-tides", new_topics="Salt, salt, tides").status_code == 303
    assert names(app) == ["Tides", "arXiv", "ARXIV", "Salt"]


def test_the_profile_form_creates_each_new_topic_once(app: Flask, owner: FlaskClient) -> None:
    sent = {"topics-0-name": "tides", "topics-1-name": "Salt", "topics-2-name": "SALT"}
    assert send(owner, "/edit/profile", **sent).status_code == 303
    assert names(app) == ["Tides", "arXiv", "ARXIV", "Salt"]

"""What is derived from works follows every way in which they change."""

from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app.database import db
from app.models import (
    Action,
    Coauthor,
    FacetGroup,
    Noun,
    Person,
    Profile,
    Revision,
    Work,
    work_coauthor,
)
from app.services.actor import TERMINAL
from app.services.catalog.listing import refresh
from app.services.editing import people, works
from app.services.editing.author_names import decisions
from app.services.erasing import erase
from app.services.history import trash
from app.services.history.recording import latest_revision, recording
from app.services.personal import erasure, subject
from tests.support import random_edits
from tests.support.database import statements
from tests.support.factories import PREPRINT, fill, many, record
from tests.support.listing import assert_derived_afresh, derived_stored

BOOK = record(
    title="Book of tides",
    type="book",
    authors=[{"name": "Bo Ek", "role": "editor"}, {"name": "Kim Li", "role": "translator"}],
    status="in-press",
    year=None,
    links=[{"url": "https://a.example/c", "kind": "code"}],
)
PDF, CODE = 1, 2


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(), PREPRINT, BOOK, record(title="Salt", authors=["Li, Kim", "K. Li"]))
    return app


def names() -> dict[str, str]:
    return {one.slug: one.name for one in db.session.scalars(select(Coauthor))}


def test_works_are_grouped_by_the_version_shown_and_the_links_of_all(site: Flask) -> None:
    with site.app_context():
        found = {id_: derived.group for id_, derived in derived_stored().items()}
    assert found == {
        1: (2024, "article-journal", "published", PDF),
        2: (0, "book", "in-press", CODE),
        3: (2024, "article-journal", "published", 0),
    }


def test_makers_without_the_owner_are_coauthors(site: Flask) -> None:
    with site.app_context():
        found = {id_: derived.coauthors for id_, derived in derived_stored().items()}
        assert names() == {"kim-li": "Kim Li", "k-li": "K. Li", "bo-ek": "Bo Ek"}
        assert_derived_afresh()
    nobody = dict.fromkeys
    assert found == {1: nobody(["kim-li"]), 2: nobody(["bo-ek"]), 3: nobody(["kim-li", "k-li"])}


def test_a_refresh_changes_no_version_of_a_work(site: Flask) -> None:
    with site.app_context():
        query = select(Work.version, Work.updated_at).order_by(Work.id)
        before = db.session.execute(query).all()
        refresh.refresh_all()
        db.session.commit()
        assert db.session.execute(query).all() == before


def test_a_person_of_the_site_is_a_coauthor_under_every_name(site: Flask) -> None:
    with site.app_context():
        added = people.new_values() | {"name": "Kim Lee", "supervisors": []}
        people.add(added, TERMINAL, None)
        person = db.session.scalars(select(Person).where(Person.slug == "kim-lee")).one()
        assert "kim-lee" not in names()
        people.save(1, added | {"name": "Kim Li"}, TERMINAL, None)
        assert derived_stored()[3].coauthors == {"kim-lee": person.id, "k-li": None}
        assert names()["kim-lee"] == "Kim Li"
        assert_derived_afresh()
        people.delete(1, TERMINAL)
        assert names() == {"kim-li": "Kim Li", "k-li": "K. Li", "bo-ek": "Bo Ek"}
        assert_derived_afresh()


def test_another_owner_is_no_coauthor(site: Flask) -> None:
    with site.app_context():
        people.add(people.new_values() | {"name": "Bo Ek"}, TERMINAL, None)
        person = db.session.scalars(select(Person).where(Person.slug == "bo-ek")).one()
        with recording(TERMINAL, Action.SAVE, "Another owner") as current:
            current.watch(Noun.PROFILE, 1)
            db.session.get_one(Profile, 1).person_id = person.id
        assert set(names()) == {"ada-roe", "bo-ek-2", "kim-li", "k-li"}
        assert_derived_afresh()


def test_someone_else_with_the_owners_name_has_another_slug(app: Flask) -> None:
    fill(app, record(authors=["Ada Roe", {"name": "Roe, Ada", "owner": False}, "Kim Li"]))
    with app.app_context():
        assert names() == {"ada-roe-2": "Ada Roe", "kim-li": "Kim Li"}
        assert_derived_afresh()


@pytest.mark.parametrize(
    ("spellings", "shown"),
    [
        (["KIM LI", "Kim Li"], "Kim Li"),
        (["Kim Li", "KIM LI"], "Kim Li"),
        (["Kim Li", "Kim Lí"], "Kim Lí"),
        (["Kim Lí", "Kim Li"], "Kim Li"),
    ],
)
def test_the_last_saved_spelling_is_shown_but_no_capitals(
    app: Flask, spellings: list[str], shown: str
) -> None:
    for number, name in enumerate(spellings):
        fill(app, record(title=f"Study {number}", authors=["Ada Roe", name]))
    with app.app_context():
        assert names() == {"kim-li": shown}


def test_a_deleted_work_leaves_no_coauthor(site: Flask) -> None:
    with site.app_context():
        works.delete("book-of-tides", TERMINAL, None)
        assert set(names()) == {"kim-li", "k-li"}
        deletion = db.session.get_one(Revision, latest_revision((Noun.WORK, 2)))
        trash.restore((Noun.WORK, 2), deletion, TERMINAL)
        assert set(names()) == {"bo-ek", "kim-li", "k-li"}
        assert_derived_afresh()


def test_an_erased_spelling_does_not_remain(app: Flask) -> None:
    fill(app, record(), record(title="Salt", authors=["Ada Roe", "Kim Lí"]))
    with app.app_context():
        work = db.session.scalars(select(Work).where(Work.slug == "salt")).one()
        ref = (Noun.WORK, work.id)
        works.delete("salt", TERMINAL, None)
        erase.erase([ref], TERMINAL, None)
        assert names() == {"kim-li": "Kim Li"}
        assert_derived_afresh()


def test_an_erased_person_is_a_printed_name_again(site: Flask) -> None:
    with site.app_context():
        people.add(people.new_values() | {"name": "Kim Li", "url": ""}, TERMINAL, None)
        decisions.merge("kim-li", "k-li", TERMINAL, None)
        assert_derived_afresh()
        erasure.erase_person(subject.find_subject("kim-li"), TERMINAL)
        assert set(derived_stored()[3].coauthors.values()) == {None}
        assert_derived_afresh()


def test_works_of_before_the_groups_are_refreshed(site: Flask) -> None:
    with site.app_context():
        db.session.execute(delete(work_coauthor))
        db.session.execute(update(Work).values(facet_group_id=None))
        db.session.execute(delete(FacetGroup))
        refresh.refresh_missing()
        db.session.commit()
        assert_derived_afresh()


def test_one_save_takes_few_statements(app: Flask) -> None:
    fill(app, *many(40))
    with app.app_context(), statements(app) as sent:
        refresh.refresh_works([7])
    reading = [one for one in sent if one.startswith("SELECT")]
    assert len(sent) - len(reading) <= 3
    assert len(reading) <= 19


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 5))
def test_random_edits_leave_nothing_outdated(app: Flask, tmp_path: Path, seed: int) -> None:
    fill(app, record(topics=["Tides"]), PREPRINT, BOOK, *many(4), people=[{"name": "Bo Ek"}])
    chance = Random(seed)  # noqa: S311 (no secret)
    with app.app_context():
        for _ in range(60):
            random_edits.edit(chance.choice(random_edits.MOSTLY), chance.getrandbits(32))
            assert_derived_afresh()
            assert refresh.outdated_works() == []

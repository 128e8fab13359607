"""Joining and splitting are exact inverses: each reverses the other, down to the last row."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.database import db
from app.models import Noun, Revision, Topic, Work, WorkSlug, WorkState
from app.services.actor import TERMINAL
from app.services.catalog import version_order
from app.services.editing import bulk, merging, splitting
from app.services.history import trash, undo
from tests.support.examples import at_most
from tests.support.factories import PREPRINT, fill, record
from tests.support.random_sites import fill_randomly, whole_site

EXAMPLES = settings(max_examples=at_most(30), suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 10**9)


@pytest.fixture
def site(app: Flask) -> Flask:
    fill(app, record(title="Seed", topics=["A", "B", "C"]), record(title="Other", venue="Salt"))
    return app


@contextmanager
def random_works(site: Flask, seed: int) -> Iterator[Random]:
    """Replace the content of the site with random works, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 (no secret)
    with site.app_context():
        fill_randomly(chance)
        yield chance


def join(slug: str, other: str, chance: Random) -> tuple[int, list[int]]:
    """Join, sometimes with a selected version; return the revision and the moved versions."""
    moved = [version.id for version in version_order.work_at(other).publications]
    own = [version.id for version in version_order.work_at(slug).publications]
    revision_id = merging.join(
        slug, other, TERMINAL, None, chance.choice([None, None, *own, *moved])
    )
    assert revision_id
    return revision_id, moved


def split_all(slug: str, moved: list[int], chance: Random) -> None:
    for version in chance.sample(moved, len(moved)):
        assert splitting.split(slug, version, TERMINAL, None)


@EXAMPLES
@given(seed=SEEDS)
def test_undoing_a_join_restores_the_site(site: Flask, seed: int) -> None:
    with random_works(site, seed) as chance:
        before = whole_site()
        revision_id, _ = join("work-0", "work-1", chance)
        undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)
        assert whole_site() == before


@pytest.mark.slow
@EXAMPLES
@given(seed=SEEDS)
def test_splitting_a_joined_work_restores_the_site(site: Flask, seed: int) -> None:
    with random_works(site, seed) as chance:
        before = whole_site()
        _, moved = join("work-0", "work-1", chance)
        split_all("work-0", moved, chance)
        assert whole_site() == before


@pytest.mark.slow
@EXAMPLES
@given(seed=SEEDS)
def test_two_joins_are_split_back_step_by_step(site: Flask, seed: int) -> None:
    with random_works(site, seed) as chance:
        states: list[Any] = [whole_site()]
        _, first = join("work-0", "work-1", chance)
        states.append(whole_site())
        third = next((s for s in db.session.scalars(select(Work.slug)) if s != "work-0"), None)
        if third:
            _, second = join(third, "work-0", chance)
            split_all(third, second, chance)
            assert whole_site() == states[1]
        split_all("work-0", first, chance)
        assert whole_site() == states[0]


@pytest.mark.slow
@EXAMPLES
@given(seed=SEEDS)
def test_every_split_can_be_undone_and_redone(site: Flask, seed: int) -> None:
    with random_works(site, seed) as chance:
        _, moved = join("work-0", "work-1", chance)
        for version in chance.sample(moved, len(moved)):
            before = whole_site()
            made = splitting.split("work-0", version, TERMINAL, None)
            after = whole_site()
            back = undo.undo(db.session.get_one(Revision, made), TERMINAL)
            assert whole_site() == before
            undo.undo(db.session.get_one(Revision, back), TERMINAL)
            assert whole_site() == after


@pytest.fixture
def joined(app: Flask) -> Flask:
    """A draft preprint, joined with its paper."""
    fill(app, record(topics=["Tides"]), {**PREPRINT, "title": "Tides", "topics": ["Salt"]})
    with app.app_context():
        db.session.get_one(Work, 2).state = WorkState.DRAFT
        db.session.commit()
        merging.join("on-tides", "tides", TERMINAL, None)
    return app


def test_a_split_keeps_changes_made_since_the_join(joined: Flask) -> None:
    with joined.app_context():
        work = version_order.work_at("on-tides")
        bulk.add_topic([work.id], "Waves", TERMINAL, None)
        bulk.hide([work.id], TERMINAL, None)
        splitting.split("on-tides", 2, TERMINAL, None)
        work, back = version_order.work_at("on-tides"), version_order.work_at("tides")
        assert back.id == 2
        assert {topic.name for topic in work.topics} == {"Tides", "Waves"}
        assert {topic.name for topic in back.topics} == {"Salt"}
        assert (work.state, back.state) == (WorkState.DRAFT, WorkState.DRAFT)


def test_a_split_does_not_restore_deleted_topics_or_taken_addresses(
    joined: Flask,
) -> None:
    with joined.app_context():
        salt = db.session.scalars(select(Topic).where(Topic.name == "Salt")).one()
        db.session.delete(salt)
        db.session.delete(db.session.get_one(WorkSlug, "tides"))
        db.session.flush()
        db.session.get_one(Work, 1).slug = "tides"
        db.session.commit()
        splitting.split("tides", 2, TERMINAL, None)
        back = db.session.get_one(Work, 2)
        assert (back.slug, back.topics) == ("tides-2", [])


def test_a_split_does_not_reuse_the_id_of_a_deleted_work(app: Flask) -> None:
    fill(app, record(), PREPRINT, record(title="Bystander"))
    with app.app_context():
        merging.join("bystander", "on-tides", TERMINAL, None)
        splitting.split("bystander", 1, TERMINAL, None)
        deleted = bulk.remove([1], TERMINAL, None)
        splitting.split("bystander", 2, TERMINAL, None)
        trash.restore((Noun.WORK, 1), db.session.get_one(Revision, deleted), TERMINAL)
        versions_of = {w.id: [p.id for p in w.publications] for w in db.session.query(Work)}
        assert versions_of == {1: [1], 2: [3], 3: [2]}

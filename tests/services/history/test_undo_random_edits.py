"""Undoing five hundred random edits one by one restores the site byte for byte."""

import shutil
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.database import db
from app.models import Revision, Work
from app.services.actor import TERMINAL
from app.services.history import snapshots, undo
from app.services.history.collisions import CannotRestoreError
from tests.support import random_edits
from tests.support.database import content
from tests.support.factories import LONG_ABSTRACT, PREPRINT, fill, record
from tests.support.languages import speak
from tests.support.sections import SECTIONS

# Short walks find most bugs quickly, a long one those that need much history.
WALKS = ((8, 50), (1, 500))
# No shrinking: it takes minutes and makes so many random edits no clearer.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
SEEDS = st.integers(0, 2**32)
ONE_APP = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture
def site(app: Flask, database: Path, tmp_path: Path) -> Flask:
    fill(
        app,
        record(topics=["Tides", "Salt"], abstract=LONG_ABSTRACT, month=5, doi="10.1000/t"),
        PREPRINT,
        *(record(title=f"Study {n}", year=2020 - n, topics=["Wind"][: n % 2]) for n in range(5)),
        people=[{"name": "Bo Ek", "level": "PhD", "role": "co"}, {"level": "MSc"}],
        sections=SECTIONS,
        profile={"research_topics": ["Salt", "Tides"], "biography": "I study *tides*."},
    )
    speak(app, "en", "fr", "ar")
    with app.app_context():
        db.engine.dispose()
    shutil.copy(tmp_path / "site.sqlite", tmp_path / "first.sqlite")
    return app


def reset_site(site: Flask, tmp_path: Path) -> None:
    with site.app_context():
        db.engine.dispose()
    shutil.copy(tmp_path / "first.sqlite", tmp_path / "site.sqlite")


def pages(site: Flask) -> dict[str, bytes]:
    with site.app_context():
        slugs = [f"/publications/{slug}" for slug in db.session.scalars(select(Work.slug))]
    client = site.test_client()
    addresses = (
        "/",
        "/fr/",
        "/?page=all",
        "/?topic=salt",
        "/?q=tides",
        "/fragments/publications",
        *slugs,
    )
    return {address: client.get(address).data for address in addresses}


def revisions() -> list[int]:
    return list(db.session.scalars(select(Revision.id).order_by(Revision.id.desc())))


@pytest.mark.slow
@pytest.mark.parametrize(("walks", "edits"), WALKS)
def test_undoing_all_edits_restores_the_first_state(
    site: Flask, tmp_path: Path, walks: int, edits: int
) -> None:
    @settings(max_examples=walks + 1, phases=PHASES, suppress_health_check=ONE_APP)
    @given(seed=SEEDS)
    def walk(seed: int) -> None:
        # Hypothesis always begins with 0, which would repeat the same walk.
        if seed:
            reset_site(site, tmp_path)
            edit_and_undo_all(site, Random(seed), edits)  # noqa: S311 (no secret)

    walk()


def edit_and_undo_all(site: Flask, chance: Random, edits: int) -> None:
    seen = pages(site)
    with site.app_context():
        first, known = content(), len(revisions())
        # About half of the attempts change nothing or are refused.
        while len(revisions()) < known + edits:
            random_edits.edit(chance.choice(random_edits.MOSTLY), chance.getrandbits(32))
        for revision_id in revisions()[:-known]:
            undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)
        assert content() == first
    assert pages(site) == seen


@pytest.mark.slow
@settings(max_examples=20, phases=PHASES, suppress_health_check=ONE_APP)
@given(
    edits=st.lists(st.tuples(st.sampled_from(random_edits.MOSTLY), SEEDS), min_size=4, max_size=8),
    chosen=st.integers(0, 7),
)
def test_undoing_an_older_edit_restores_its_fields_or_changes_nothing(
    site: Flask, tmp_path: Path, edits: list[tuple[str, int]], chosen: int
) -> None:
    reset_site(site, tmp_path)
    with site.app_context():
        known = len(revisions())
        for name, seed in edits:
            random_edits.edit(name, seed)
        made = revisions()[:-known]
        if not made:
            return
        revision = db.session.get_one(Revision, made[chosen % len(made)])
        before = content()
        was_undone = revision.id in undo.effective_undos([revision.id])
        try:
            done = undo.undo(revision, TERMINAL)
        except CannotRestoreError:
            assert content() == before
            return
        if done is None or was_undone:
            assert content() == before
        else:
            assert_restored(db.session.get_one(Revision, made[chosen % len(made)]))


def assert_restored(revision: Revision) -> None:
    present = snapshots.current_states((item.noun, item.record_id) for item in revision.items)
    for item in revision.items:
        state = present[item.noun, item.record_id]
        if item.is_made and state:
            # Other records use it by now.
            assert item.noun in {"topic", "venue", "person"}
            continue
        assert {name: state.get(name) for name in item.before} == item.before
        if item.before or state:
            assert not (item.after.keys() - item.before.keys()) & state.keys()

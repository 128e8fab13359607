"""Five hundred edits at random, taken back one by one: the site is what it was, byte for byte."""

import shutil
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from app.database import db
from app.models import Revision, Work
from app.services import snapshots, undoing
from app.services.claims import CannotRestoreError
from app.services.editors import TERMINAL
from tests import walking
from tests.dumps import content
from tests.factories import LONG_ABSTRACT, PREPRINT, fill, record

EXAMPLES, EDITS = 10, 50
# Fifty random edits are not made clearer by shrinking, which takes minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
SEEDS = st.integers(0, 2**32)
EDIT_LISTS = st.lists(
    st.tuples(st.sampled_from(walking.MOSTLY), SEEDS), min_size=EDITS, max_size=EDITS
)
ONE_APP = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@pytest.fixture
def site(app: Flask, tmp_path: Path) -> Flask:
    fill(
        app,
        record(topics=["Tides", "Salt"], abstract=LONG_ABSTRACT, month=5, doi="10.1000/t"),
        PREPRINT,
        *(record(title=f"Study {n}", year=2020 - n, topics=["Wind"][: n % 2]) for n in range(5)),
        people=[{"name": "Bo Ek", "level": "PhD", "role": "co"}, {"level": "MSc"}],
        profile={"research_topics": ["Salt", "Tides"], "biography": "I study *tides*."},
    )
    with app.app_context():
        # Nothing of it is to outlast a power cut, and each of its commits would wait for the disk.
        event.listen(db.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous = OFF"))
        db.engine.dispose()
    shutil.copy(tmp_path / "site.sqlite", tmp_path / "first.sqlite")
    return app


def begin_again(site: Flask, tmp_path: Path) -> None:
    with site.app_context():
        db.engine.dispose()
    shutil.copy(tmp_path / "first.sqlite", tmp_path / "site.sqlite")


def pages(site: Flask) -> dict[str, bytes]:
    with site.app_context():
        slugs = [f"/publications/{slug}" for slug in db.session.scalars(select(Work.slug))]
    client = site.test_client()
    addresses = ("/", "/?page=all", "/?topic=salt", "/?q=tides", "/fragments/publications", *slugs)
    return {address: client.get(address).data for address in addresses}


def revisions() -> list[int]:
    return list(db.session.scalars(select(Revision.id).order_by(Revision.id.desc())))


@settings(max_examples=EXAMPLES, phases=PHASES, suppress_health_check=ONE_APP)
@given(edits=EDIT_LISTS)
def test_walking_back_leads_to_the_first_state(
    site: Flask, tmp_path: Path, edits: list[tuple[str, int]]
) -> None:
    begin_again(site, tmp_path)
    seen = pages(site)
    with site.app_context():
        first, known = content(), len(revisions())
        for name, seed in edits:
            walking.edit(name, seed)
        made = revisions()[:-known]
        for revision_id in made:
            undoing.undo(db.session.get_one(Revision, revision_id), TERMINAL)
        assert content() == first
    assert pages(site) == seen


@settings(max_examples=20, phases=PHASES, suppress_health_check=ONE_APP)
@given(
    edits=st.lists(st.tuples(st.sampled_from(walking.MOSTLY), SEEDS), min_size=4, max_size=8),
    chosen=st.integers(0, 7),
)
def test_an_older_undo_gives_back_its_fields_or_changes_nothing(
    site: Flask, tmp_path: Path, edits: list[tuple[str, int]], chosen: int
) -> None:
    begin_again(site, tmp_path)
    with site.app_context():
        known = len(revisions())
        for name, seed in edits:
            walking.edit(name, seed)
        made = revisions()[:-known]
        if not made:
            return
        revision = db.session.get_one(Revision, made[chosen % len(made)])
        before = content()
        was_undone = revision.id in undoing.standing_undos([revision.id])
        try:
            done = undoing.undo(revision, TERMINAL)
        except CannotRestoreError:
            assert content() == before
            return
        if done is None or was_undone:
            assert content() == before
        else:
            gives_back(db.session.get_one(Revision, made[chosen % len(made)]))


def gives_back(revision: Revision) -> None:
    present = snapshots.at((item.noun, item.record_id) for item in revision.items)
    for item in revision.items:
        state = present[item.noun, item.record_id]
        if item.is_made and state:
            # Others have come to use it.
            assert item.noun in {"topic", "venue", "person"}
            continue
        assert {name: state.get(name) for name in item.before} == item.before
        if item.before or state:
            assert not (item.after.keys() - item.before.keys()) & state.keys()

"""Every action on versions can be undone exactly, down to each snapshot and row."""

from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.database import db
from app.models import (
    Revision,
    Work,
)
from app.services.actor import TERMINAL
from app.services.catalog import version_order
from app.services.editing import merging, splitting, versions
from app.services.history import undo
from tests.support.factories import fill, record
from tests.support.random_sites import fill_randomly, whole_site

ACTS = ["join", "split", "show", "add", "remove"]


@pytest.mark.slow
def test_actions_are_undone_one_by_one(app: Flask) -> None:
    fill(app, record(title="Seed", topics=["A", "B", "C"]), record(title="Other", venue="Salt"))

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 10**9), acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=4))
    def walk(seed: int, acts: list[str]) -> None:
        chance = Random(seed)  # noqa: S311 (the same works for the same seed)
        with app.app_context():
            fill_randomly(chance)
            before, made = [whole_site()], []
            for name in acts:
                made.append(act(name, chance))
                before.append(whole_site())
            for revision_id in reversed(made):
                before.pop()
                if revision_id is not None:
                    undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)
                assert whole_site() == before[-1]

    walk()


def act(name: str, chance: Random) -> int | None:
    """Do one action if possible; return its revision."""
    slugs = list(db.session.scalars(select(Work.slug).order_by(Work.id)))
    slug = chance.choice(slugs)
    others = [other for other in slugs if other != slug]
    ids = [publication.id for publication in version_order.work_at(slug).publications]
    if name == "join" and others:
        return merging.join(slug, chance.choice(others), TERMINAL, None)
    if name == "split" and ids[1:]:
        return splitting.split(slug, chance.choice(ids), TERMINAL, None)
    if name == "remove" and ids[1:]:
        return versions.remove(slug, chance.choice(ids), TERMINAL, None)
    if name == "show":
        return versions.show(slug, chance.choice(ids), TERMINAL, None)
    if name != "add":
        return None
    values = versions.addition(slug).values()
    more = {"type": "paper-conference", "venue": chance.choice(["", "Salt", "A new one"])}
    return versions.add(slug, values | more, TERMINAL, None)

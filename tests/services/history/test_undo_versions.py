"""Whatever is done with versions is undone exactly: every snapshot and every row as before."""

from random import Random
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.bibliography.record import LinkKind, PublicationType
from app.database import db
from app.models import (
    Authorship,
    Noun,
    Profile,
    Publication,
    PublicationLink,
    Revision,
    Topic,
    Venue,
    Work,
    WorkSlug,
    WorkState,
)
from app.services.actor import TERMINAL
from app.services.catalog import stored_html, version_order
from app.services.editing import merging, splitting, versions
from app.services.history import snapshots, undo
from tests.support.database import content
from tests.support.examples import at_most
from tests.support.factories import fill, record

ACTS = ["join", "split", "show", "add", "remove"]
TITLES = ["On tides", "Salt, $x^2$", "\\emph{Waves}", "Ωκεανός", "\U0001f30a"]


@pytest.mark.slow
def test_acts_are_taken_back_one_by_one(app: Flask) -> None:
    fill(app, record(title="Seed", topics=["A", "B", "C"]), record(title="Other", venue="Salt"))

    @settings(max_examples=at_most(60), suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 10**9), acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=4))
    def walk(seed: int, acts: list[str]) -> None:
        chance = Random(seed)  # noqa: S311 (the same works for the same seed)
        with app.app_context():
            scatter(chance)
            before, made = [everything()], []
            for name in acts:
                made.append(act(name, chance))
                before.append(everything())
            for revision_id in reversed(made):
                before.pop()
                if revision_id is not None:
                    undo.undo(db.session.get_one(Revision, revision_id), TERMINAL)
                assert everything() == before[-1]

    walk()


def everything() -> tuple[Any, Any]:
    """Return all snapshots, and all rows with what visitors read."""
    return [snapshots.take_snapshots(noun, snapshots.every_id(noun)) for noun in Noun], content()


def scatter(chance: Random) -> None:
    """Leave two to four works of one to four versions, with all that hangs on them."""
    db.session.execute(delete(Work))
    topics = list(db.session.scalars(select(Topic).order_by(Topic.id)))
    for number in range(chance.randint(2, 4)):
        work = Work(
            slug=f"work-{number}",
            state=chance.choice(list(WorkState)),
            featured_position=chance.choice([None, 0, 3]),
            is_arranged=chance.random() < 0.5,
            topics=chance.sample(topics, chance.randint(0, 3)),
        )
        db.session.add(work)
        work.publications = [version(chance, place) for place in range(chance.randint(1, 4))]
        db.session.flush()
        if chance.random() < 0.5:
            db.session.add(WorkSlug(slug=f"former-{number}", work_id=work.id))
        version_order.arrange_versions(work)
    db.session.commit()


def version(chance: Random, position: int) -> Publication:
    venues = [None, *db.session.scalars(select(Venue).order_by(Venue.id))]
    owner = db.session.scalar(select(Profile.person_id))
    authors = chance.sample(["Ada Roe", "Kim Li", "Zoë {\\'E}"], chance.randint(0, 3))
    made = Publication(
        position=position,
        title=chance.choice(TITLES),
        type=chance.choice(list(PublicationType)),
        year=chance.choice([None, 2020, 2024]),
        venue=chance.choice(venues),
        abstract=chance.choice([None, "Salt & $x$"]),
        doi=chance.choice([None, f"10.1000/{chance.random()}"]),
        authorships=[
            Authorship(
                position=n,
                name_as_published=name,
                person_id=chance.choice([None, owner]),
                equal_contribution=chance.random() < 0.5,
                is_corresponding=chance.random() < 0.5,
            )
            for n, name in enumerate(authors)
        ],
        links=[
            PublicationLink(position=0, kind=LinkKind.PDF, label="PDF", url="https://a.example")
        ],
    )
    stored_html.render(made, owner)
    return made


def act(name: str, chance: Random) -> int | None:
    """Do one thing where it can be done; return its revision."""
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

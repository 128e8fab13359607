"""Joining two works, splitting one, choosing the version that is shown, removing one."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.models import Revision, Work, WorkSlug, WorkState
from app.services.actor import TERMINAL
from app.services.catalog import version_order
from app.services.catalog.version_order import NoSuchRecordError, OnlyVersionError
from app.services.editing import merging, splitting, versions
from app.services.editing.merging import CannotJoinError
from tests.support.database import content, rows
from tests.support.factories import PREPRINT, fill, many, record


def find(slug: str) -> Work:
    return version_order.work_at(slug)


def former_slugs() -> dict[str, int]:
    return {row.slug: row.work_id for row in db.session.scalars(select(WorkSlug))}


@pytest.fixture
def site(app: Flask) -> Flask:
    """Three works: a preprint, its journal article under another title, and a bystander."""
    fill(
        app,
        {**PREPRINT, "title": "Salt in the sea", "topics": ["Salt"]},
        record(title="Why the sea is salt", topics=["Sea", "Salt"]),
        record(title="Bystander"),
    )
    return app


def test_a_join_combines_both_works_and_their_addresses(site: Flask) -> None:
    with site.app_context():
        kept, other = find("salt-in-the-sea"), find("why-the-sea-is-salt")
        db.session.add(WorkSlug(slug="sea-salt", work_id=other.id))
        kept.state, other.featured_position = WorkState.DRAFT, 2
        kept_id = kept.id
        db.session.commit()
        merging.join("salt-in-the-sea", "why-the-sea-is-salt", TERMINAL, None)
        work = find("salt-in-the-sea")
        assert work.id == kept_id
        assert [(p.title, p.position) for p in work.publications] == [
            ("Why the sea is salt", 0),
            ("Salt in the sea", 1),
        ]
        assert {topic.name for topic in work.topics} == {"Salt", "Sea"}
        assert (work.state, work.featured_position) == (WorkState.PUBLISHED, 2)
        assert work.listed_on == 20240000
        assert former_slugs() == {"why-the-sea-is-salt": kept_id, "sea-salt": kept_id}
        assert rows(Work) == 2
        (revision,) = db.session.scalars(select(Revision).where(Revision.action == "join"))
        assert revision.title == "Joined “Salt in the sea” with “Why the sea is salt”"
        assert [item.is_gone for item in revision.items] == [False, True]


def test_a_join_keeps_a_manual_version_order(site: Flask) -> None:
    with site.app_context():
        find("salt-in-the-sea").is_arranged = True
        db.session.commit()
        merging.join("salt-in-the-sea", "why-the-sea-is-salt", TERMINAL, None)
        work = find("salt-in-the-sea")
        assert [p.title for p in work.publications] == ["Salt in the sea", "Why the sea is salt"]
        assert work.listed_on == 20230000


@pytest.mark.parametrize("other", ["nowhere", "salt-in-the-sea"])
def test_joining_a_work_with_itself_or_a_missing_one_changes_nothing(
    site: Flask, other: str
) -> None:
    with site.app_context():
        before = content()
        with pytest.raises((NoSuchRecordError, CannotJoinError)):
            merging.join("salt-in-the-sea", other, TERMINAL, None)
        assert content() == before


def test_a_split_off_version_becomes_a_work_with_the_same_topics(app: Flask) -> None:
    fill(app, record(topics=["Tides"], year=2024), PREPRINT)
    with app.app_context():
        find("on-tides").state = WorkState.DRAFT
        db.session.commit()
        shown = find("on-tides").publications[0].id
        splitting.split("on-tides", shown, TERMINAL, None)
        left, own = find("on-tides"), find("on-tides-2")
        assert [(p.year, p.position) for p in left.publications] == [(2023, 0)]
        assert [(p.id, p.position) for p in own.publications] == [(shown, 0)]
        assert (left.listed_on, own.listed_on) == (20230000, 20240000)
        assert own.state is WorkState.DRAFT
        assert [topic.name for topic in own.topics] == ["Tides"]
        (revision,) = db.session.scalars(select(Revision).where(Revision.action == "split"))
        assert revision.title == "Split “Journal of Tides, 2024” off “On tides”"
        assert [item.is_made for item in revision.items] == [False, True]


@pytest.mark.parametrize("act", [splitting.split, versions.remove])
def test_the_only_version_cannot_be_split_off_or_removed(
    site: Flask, act: Callable[..., Any]
) -> None:
    with site.app_context():
        before, only = content(), find("bystander").publications[0].id
        with pytest.raises(OnlyVersionError, match="only version"):
            act("bystander", only, TERMINAL, None)
        with pytest.raises(NoSuchRecordError):
            act("salt-in-the-sea", only, TERMINAL, None)
        assert content() == before


def test_the_selected_version_is_shown_and_stays_shown(app: Flask) -> None:
    fill(app, record(), PREPRINT)
    with app.app_context():
        work = find("on-tides")
        preprint = work.publications[1].id
        versions.show("on-tides", preprint, TERMINAL, None)
        assert (work.is_arranged, work.listed_on) == (True, 20230000)
        assert work.publications[0].id == preprint
        count = rows(Revision)
        assert versions.show("on-tides", preprint, TERMINAL, None) is None
        assert rows(Revision) == count
        version_order.arrange_versions(work)
        assert work.publications[0].id == preprint


def test_removing_the_shown_version_shows_the_next(app: Flask) -> None:
    fill(app, record(), PREPRINT)
    with app.app_context():
        shown = find("on-tides").publications[0].id
        versions.remove("on-tides", shown, TERMINAL, None)
        assert [(p.year, p.position) for p in find("on-tides").publications] == [(2023, 0)]
        assert find("on-tides").listed_on == 20230000


def test_candidates_for_joining_are_found_by_title_and_author(app: Flask) -> None:
    fill(app, *many(40), record(title="Bystander", authors=["Zoë Quint"]))
    with app.app_context():
        work = find("bystander")
        found = merging.candidates(work, "study 1")
        assert 0 < len(found) <= merging.MOST_FOUND
        assert {p.title.split()[0] for w in found for p in w.publications} == {"Study"}
        assert merging.candidates(work, "quint") == []
        assert [w.slug for w in merging.candidates(find("study-number-3"), "zoe")] == ["bystander"]
        assert merging.candidates(work, " ") == []

"""Exporting the whole site and loading it into an empty one gives the same site."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import create_app
from app.bibliography.document import reader
from app.bibliography.document.reader import DescribedTopic
from app.database import db
from app.models import Authorship, Profile, Publication, Supervision, Work, WorkSlug, WorkState
from app.services import cache
from app.services.catalog import stored_html, version_order
from app.services.catalog.listing import refresh
from app.services.editing import people
from app.services.exporting import document as exporting_document
from app.services.loading import document as loading_document
from tests.services.catalog.test_records import WHOLE
from tests.support import samples
from tests.support.factories import PREPRINT, fill, record

PEOPLE: list[dict[str, Any]] = [
    {
        "name": "Bo Ek",
        "url": "https://bo.example/",
        "level": "PhD",
        "institution": "The Cape",
        "role": "principal",
        "started_on": "2020-09-01",
        "ended_on": "2024",
        "project": "Salt",
        "next_position": "At sea",
    },
    {"level": "MSc", "role": "co"},
    {"name": "No One"},
]
PROFILE: dict[str, Any] = {
    "other_names": ["A. Roe"],
    "memberships": ["The Cape", "The Sea"],
    "affiliation": "The Cape",
    "research_topics": ["Salt", "Tides"],
    "email": "ada@cape.example",
    "orcid": "0000-0002-1825-0097",
    "biography": "I study *tides*.",
    "links": [{"label": "Code", "url": "https://code.example/ada", "kind": "code"}],
}


@pytest.fixture
def site(app: Flask) -> Flask:
    """A site with every kind of manual edit."""
    fill(
        app,
        WHOLE,
        {**PREPRINT, "work": "on-tides"},
        record(venue="Annals", topics=["Wind"], work="on-tides"),
        record(title="Hidden", authors=["Ada Roe", "A. Roe", "Ada Roe"]),
        record(title="Not hers", authors=["Ada Roe"], source="@misc{a}\x1eTY  - JOUR"),
        record(title="First", year=2001),
        people=PEOPLE,
        profile=PROFILE,
        topics=["Tides", "Wind", "Unused", "Salt"],
    )
    with app.app_context():
        _edit_site()
        refresh.refresh_all()
        cache.commit()
    return app


def _edit_site() -> None:
    works = {work.slug: work for work in db.session.scalars(select(Work))}
    works["first"].featured_position = 1
    works["hidden"].state = WorkState.DRAFT
    db.session.add(WorkSlug(slug="once", work_id=works["first"].id))
    topic = works["tides"].topics[0]
    topic.name = "Tides and waves"
    _link_authors(works)
    tides = works["on-tides"]
    tides.is_arranged = True
    ordered = list(tides.publications)
    for publication in ordered:
        publication.position += 10
    db.session.flush()
    for position, publication in enumerate(reversed(ordered)):
        publication.position = position
    first = db.session.scalars(select(Supervision).order_by(Supervision.id)).first()
    assert first
    first.started_on = date(2020, 9, 3)
    rows = [("Una Vo", "principal"), ("Ada Roe", "co"), ("No One", "co")]
    people.write_supervisors(first, [{"name": name, "role": role} for name, role in rows])
    db.session.flush()
    db.session.expire_all()
    _update_derived_values()


def _update_derived_values() -> None:
    owner_id = db.session.scalars(select(Profile.person_id)).one()
    for work in db.session.scalars(select(Work)):
        version_order.set_list_date(work)
        for publication in work.publications:
            stored_html.render(publication, owner_id)


def _link_authors(works: dict[str, Work]) -> None:
    owner_id = db.session.scalars(select(Profile.person_id)).one()
    hidden = works["hidden"].publications[0].authorships
    hidden[0].person_id, hidden[1].person_id = None, owner_id
    hers = select(Publication.id).where(Publication.title == "Not hers")
    of_it = update(Authorship).where(Authorship.publication_id.in_(hers))
    db.session.execute(of_it.values(person_id=None))


def exported(app: Flask) -> bytes:
    with app.app_context():
        whole = exporting_document.document(drafts=True)
        assert whole
        return exporting_document.content(whole)


def empty_site(migrated: Path, folder: Path) -> Flask:
    file = folder / "fresh.sqlite"
    file.write_bytes(migrated.read_bytes())
    return create_app({"DATABASE_URL": f"sqlite:///{file}", "TESTING": True})


def without_version_ids(page: str) -> str:
    """Remove the version ids, which differ between sites."""
    return re.sub(r"(?<=[?]version=)[0-9]+", "", page)


def loaded(into: Flask, content: bytes) -> Flask:
    with into.app_context():
        loading_document.load_document(reader.read_document(content))
    return into


@pytest.mark.slow
def test_a_round_trip_preserves_the_site(site: Flask, migrated: Path, tmp_path: Path) -> None:
    content = exported(site)
    copy = loaded(empty_site(migrated, tmp_path), content)
    assert exported(copy) == content
    for address in ("/", "/publications/tides", "/publications/on-tides", "/publications/once"):
        here, there = (one.test_client().get(address) for one in (site, copy))
        assert here.status_code == there.status_code
        assert without_version_ids(here.text) == without_version_ids(there.text)
    assert copy.test_client().get("/publications/hidden").status_code == 404


def test_manual_choices_are_exported(site: Flask) -> None:
    whole = reader.read_document(exported(site))
    assert {(d.work, d.state, d.featured, d.arranged, d.former) for d in whole.works} == {
        ("first", "published", 1, False, ("once",)),
        ("hidden", "draft", None, False, ()),
        ("on-tides", "published", None, True, ()),
    }
    assert whole.topics[:2] == (DescribedTopic("Tides and waves", "tides"), "Wind")
    assert [s.name for s in whole.people[0].supervisors] == ["Una Vo", "Ada Roe", "No One"]
    assert (whole.people[1].role, whole.people[1].supervisors) == ("co", ())
    owners = {r.title: [a.owner for a in r.people] for r in whole.publications}
    assert owners["Hidden"] == [None, True, None]
    assert owners["Not hers"] == [False]
    assert owners["First"] == [None, None]
    sources = {r.title: r.source for r in whole.publications}
    assert sources["Not hers"] == "@misc{a}\x1eTY  - JOUR"


def test_loading_the_export_into_its_own_site_changes_nothing(site: Flask) -> None:
    with site.app_context():
        loading_again = loading_document.load_document(reader.read_document(exported(site)))
    assert not loading_again.wrote


def test_drafts_are_exported_only_on_request(site: Flask) -> None:
    with site.app_context():
        whole = exporting_document.document()
    assert whole
    assert "Hidden" not in [one.title for one in whole.publications]
    assert "hidden" not in [one.work for one in whole.works]


def test_a_site_without_a_profile_has_no_document(app: Flask) -> None:
    with app.app_context():
        assert exporting_document.document() is None
        assert exporting_document.picture() is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "file",
    [
        pytest.param(samples.EMBEDDED, id="embedded"),
        samples.case(samples.PROFILE),
        samples.case(samples.REAL_PROFILE),
    ],
)
def test_sample_profiles_survive_a_round_trip(
    app: Flask, migrated: Path, tmp_path: Path, file: Path
) -> None:
    content = exported(loaded(app, file.read_bytes()))
    copy = loaded(empty_site(migrated, tmp_path), content)
    assert exported(copy) == content
    assert copy.test_client().get("/?page=all").text == app.test_client().get("/?page=all").text

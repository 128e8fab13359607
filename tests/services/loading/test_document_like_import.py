"""A load and an import create the same works, versions and venues."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import BytecodeCache
from sqlalchemy import delete, event, select

from app.database import Base, db
from app.models import Publication, Venue, Work
from app.services.actor import TERMINAL
from app.services.importing import batches, worker
from app.services.loading import document
from app.services.loading.document import Loaded
from tests.support.examples import at_most
from tests.support.factories import document_bytes, fill, profile_document, record
from tests.support.shared_app import make_app

Fields = dict[str, Any]
# The owner stays the same for all examples.
KEPT_TABLES = {"person", "person_name", "profile", "site"}
ROW_KEYS = {"id", "work_id", "venue_id"}
COLUMNS = [column.key for column in Publication.__table__.columns if column.key not in ROW_KEYS]

TITLES = (
    *("Learning C++", "Learning C#", "learning c++", "Learning C", "On tides", r"ON \emph{Tides}!"),
    *("Café of tides", "CAFE OF TIDES", r"Caf\'e of {T}ides", "On $x^2$", "🌊", "?"),
)
AUTHORS = ("Ada Roe", "Roe, A.", "Kim Li", "K. Li", r"Bj{\"o}rn Ek", "Björn Ek")
ICML = "International Conference on Machine Learning"
POOLS: dict[str, tuple[Any, ...]] = {
    "type": ("article-journal", "paper-conference", "article", "chapter"),
    "venue": ("Nature", "NATURE", "nature", "ICML", ICML, f"Proceedings of the 42nd {ICML}"),
    "venue_short": ("ICML", "Nat."),
    "venue_kind": ("journal", "conference", "workshop"),
    "year": (2018, 2019, 2020, 2021, 2023),
    "doi": ("10.1000/a", "10.1000/A", "10.1000/b", "10.48550/arXiv.2301.00001"),
    "arxiv_id": ("2301.00001", "arXiv:2301.00001v2", "2302.00002"),
    "volume": ("3", "4"),
    "issue": ("1", "2"),
    "pages": ("1–9", "1--9", "11–19"),
    "abstract": ("Salt.", "Salt and $x$."),
    "language": ("en", "fr"),
    "links": ([{"url": "https://a.example/"}], [{"url": "https://b.example/", "kind": "pdf"}]),
    "work": ("tides", "waves"),
}
WHOLE = st.fixed_dictionaries(
    {
        "title": st.sampled_from(TITLES),
        "authors": st.lists(st.sampled_from(AUTHORS), min_size=1, max_size=2, unique=True),
    },
    optional={name: st.sampled_from(pool) for name, pool in POOLS.items()},
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Fields, Fields]:
    """Return two records, of which the second repeats some fields of the first."""
    first, second = draw(WHOLE), draw(WHOLE)
    repeated = draw(st.sets(st.sampled_from(["title", "authors", *POOLS])))
    kept = {name: value for name, value in second.items() if name not in repeated}
    again = kept | {name: value for name, value in first.items() if name in repeated}
    return _dated(draw, first), _dated(draw, again)


def _dated(draw: st.DrawFn, fields: Fields) -> Fields:
    month = draw(st.sampled_from((None, 2, 5))) if "year" in fields else None
    return fields | ({"month": month} if month else {})


@pytest.fixture(scope="module")
def sites(
    migrated: Path, compiled: BytecodeCache, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Flask]]:
    """Two sites with the same owner: one to load into, one to import into."""
    folder = tmp_path_factory.mktemp("alike")
    made = [
        _site(Path(shutil.copy(migrated, folder / f"{name}.sqlite")), compiled)
        for name in ("loaded", "imported")
    ]
    yield made
    for app in made:
        with app.app_context():
            db.engine.dispose()


def _site(file: Path, compiled: BytecodeCache) -> Flask:
    app = make_app(f"sqlite:///{file}", compiled)
    with app.app_context():
        event.listen(db.engine, "connect", _skip_disk_sync)
    fill(app)
    return app


def _skip_disk_sync(connection: sqlite3.Connection, _record: object) -> None:
    # There are thousands of commits, none of which has to survive a power failure.
    connection.execute("PRAGMA journal_mode = MEMORY").close()


CPP = record(title="Learning C++", venue="Nature"), record(title="Learning C#", venue="NATURE")


@example(pair=CPP, together=True)
@example(pair=CPP, together=False)
@given(pair=pairs(), together=st.booleans())
@settings(max_examples=at_most(200))
def test_loading_and_importing_two_records_give_the_same_result(
    sites: list[Flask], pair: tuple[Fields, Fields], together: bool
) -> None:
    files = [pair] if together else [(one,) for one in pair]
    loaded, imported = sites
    for app, add in ((loaded, _load), (imported, _import)):
        with app.app_context():
            _empty()
            for file in files:
                add(*file)
    assert _shown(loaded) == _shown(imported)


@given(first=WHOLE, pair=pairs())
@settings(max_examples=at_most(50))
def test_loading_and_importing_three_records_give_the_same_result(
    sites: list[Flask], first: Fields, pair: tuple[Fields, Fields]
) -> None:
    loaded, imported = sites
    for app, add in ((loaded, _load), (imported, _import)):
        with app.app_context():
            _empty()
            add(first, *pair)
    assert _shown(loaded) == _shown(imported)


@given(pair=pairs(), together=st.booleans())
@settings(max_examples=at_most(50))
def test_reloading_the_same_pair_changes_nothing(
    sites: list[Flask], pair: tuple[Fields, Fields], together: bool
) -> None:
    files = [pair] if together else [(one,) for one in pair]
    with sites[0].app_context():
        _empty()
        for file in files:
            _load(*file)
        assert not any(_load(*file).wrote for file in files)


def _load(*records: Fields) -> Loaded:
    return document.load_document(profile_document(*records))


def _import(*records: Fields) -> None:
    batch_id = batches.create_batch("mine.json", document_bytes(*records), TERMINAL)
    worker.run(batch_id)
    batches.request_apply(batch_id)
    worker.run(batch_id)


def _empty() -> None:
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in KEPT_TABLES:
            db.session.execute(delete(table))
    db.session.commit()


def _shown(app: Flask) -> tuple[list[Fields], list[Fields]]:
    """Return all works with their versions in order, and all venues."""
    with app.app_context():
        works = [
            {"slug": work.slug, "listed_on": work.listed_on, "versions": _versions(work)}
            for work in db.session.scalars(select(Work).order_by(Work.id))
        ]
        return works, [_venue(venue) for venue in db.session.scalars(select(Venue))]


def _versions(work: Work) -> list[Fields]:
    return [
        {name: getattr(one, name) for name in COLUMNS}
        | {
            "authors": [author.name_as_published for author in one.authorships],
            "links": [(link.kind, link.label, link.url) for link in one.links],
            "venue": _venue(one.venue) if one.venue else None,
        }
        for one in work.publications
    ]


def _venue(venue: Venue) -> Fields:
    return {"name": venue.name, "short_name": venue.short_name, "kind": venue.kind}

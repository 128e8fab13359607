"""From SQLite to PostgreSQL and back: nothing changes, and what PostgreSQL refuses is told."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import URL, make_url, text, update

from app import create_app
from app.database import db, migrating, postgresql
from app.models import Person, Publication, Topic, Venue, Work
from app.services.actor import TERMINAL
from app.services.consistency import check
from app.services.editing import topics
from app.services.moving import copy, target
from app.services.moving.errors import MoveError
from tests.support.crawler import crawl
from tests.support.factories import fill, record
from tests.support.full_site import all_rows, fill_every_table
from tests.support.imports import imported
from tests.support.postgresql import ADMIN, Cluster, execute
from tests.support.prepared_sites import prepared

TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
ANALYZED = "SELECT relname::text FROM pg_class WHERE relname = 'work' AND reltuples > 0"
OTHER_ENCODING = "CREATE DATABASE wrong TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C' ENCODING"


@pytest.fixture(scope="module")
def site(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site on SQLite with something in every table."""
    prepared.is_open = False
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path_factory.mktemp('site')}/site.sqlite"})
    with app.app_context():
        migrating.upgrade(db.engine)
    fill_every_table(app)
    yield app
    close(app)


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a site with one work."""
    prepared.is_open = False
    file = tmp_path_factory.mktemp("small") / "site.sqlite"
    app = create_app({"DATABASE_URL": f"sqlite:///{file}"})
    with app.app_context():
        migrating.upgrade(db.engine)
    fill(app, record())
    close(app)
    return file


@pytest.fixture
def small(small_file: Path, tmp_path: Path) -> Iterator[Flask]:
    """A site on SQLite with one work, for one test alone."""
    file = shutil.copy(small_file, tmp_path / "site.sqlite")
    app = create_app({"DATABASE_URL": f"sqlite:///{file}"})
    yield app
    close(app)


@pytest.fixture
def address(cluster: Cluster) -> Iterator[URL]:
    """An empty database on PostgreSQL."""
    yield make_url(cluster.create_database("copy"))
    cluster.drop_database("copy")


def copied(app: Flask, address: URL, report: Any = lambda *_: None) -> Flask:
    """Copy a site, and return an application on the copy."""
    with app.app_context():
        copy.copy_site(address, report)
    return create_app({"DATABASE_URL": address.render_as_string(hide_password=False)})


def refused(app: Flask, address: URL) -> str:
    with app.app_context(), pytest.raises(MoveError) as refused:
        target.check(address)
    return str(refused.value)


def close(*apps: Flask) -> None:
    for app in apps:
        with app.app_context():
            db.engine.dispose()


@pytest.mark.slow
def test_a_site_moves_to_postgresql_and_back(site: Flask, address: URL, tmp_path: Path) -> None:
    on_server = copied(site, address)
    back = copied(on_server, make_url(f"sqlite:///{tmp_path}/back.sqlite"))
    found = []
    for app in (site, on_server, back):
        with app.app_context():
            found.append((all_rows(db.engine), check.check_site()))
    assert found[0] == found[1] == found[2]
    assert [name for name, rows in found[0][0].items() if not rows] == []
    assert execute(str(address), ANALYZED) == [("work",)]
    paths = [*crawl(site.test_client()), "/?q=salt+-wind", "/publications.json", "/feed.json"]
    for path in paths:
        pages = {app.test_client().get(path).data for app in (site, on_server, back)}
        assert len(pages) == 1, path
    close(on_server, back)


@pytest.mark.slow
def test_what_is_added_after_a_move_gets_new_ids_and_is_found(
    site: Flask, address: URL, tmp_path: Path
) -> None:
    on_server = copied(site, address)
    back = copied(on_server, make_url(f"sqlite:///{tmp_path}/back.sqlite"))
    found = set()
    for app in (on_server, back):
        with app.app_context():
            topics.add("Fresh", TERMINAL, None)
            imported(app, record(title="A squall at last", doi="10.1000/squall"))
            topic = db.session.query(Topic.id).filter_by(name="Fresh").one()
            work = db.session.query(Work.id).filter_by(slug="a-squall-at-last").one()
            found.add((topic.id, work.id))
        assert "<mark>squall</mark> at last" in app.test_client().get("/?q=squall").text
    assert len(found) == 1
    close(on_server, back)


@pytest.mark.slow
def test_a_site_moves_between_databases_of_a_server(cluster: Cluster, small: Flask) -> None:
    one, other = (make_url(cluster.create_database(name)) for name in ("one", "other"))
    first = copied(small, one)
    assert refused(first, one.update_query_dict({"application_name": "x"})) == (
        "The target is the database that the site uses."
    )
    second = copied(first, other)
    with second.app_context():
        assert db.session.query(Work.slug).all() == [("on-tides",)]
    assert refused(small, other) == "The target has a site already. Name an empty database."
    close(first, second)


def test_nothing_is_left_of_a_copy_that_fails(small: Flask, address: URL) -> None:
    def fail(step: str, done: int, total: int) -> None:
        if step == "Comparing" and done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copied(small, address, fail)
    assert execute(str(address), TABLES) == [(0,)]


def _long_name() -> None:
    name = "".join(chr(0x4E00 + n * 7919 % 20_000) for n in range(1_200))
    db.session.execute(update(Venue).values(name=name))


def _address() -> None:
    db.session.execute(update(Person).values(url="HTTPS://roe.example"))


def _nul() -> None:
    db.session.execute(update(Publication).values(note="Ti\0des"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_long_name, r"does not take the record venue 1 \(“[^”]+”\) \(index row size "),
        (_address, r"the record person 1 \(“Ada Roe”\) \(new row .*ck_person_url_http"),
        (_nul, r"no text with the character 0, which these records have: publication 1 \(“On "),
    ],
)
def test_a_record_that_postgresql_refuses_is_named(
    small: Flask, address: URL, change: Callable[[], None], said: str
) -> None:
    with small.app_context():
        change()
        db.session.commit()
    with pytest.raises(MoveError, match=said) as refused:
        copied(small, address)
    assert "\n" not in str(refused.value)
    assert execute(str(address), TABLES) == [(0,)]


def test_another_writer_is_waited_for(
    small: Flask, address: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT", 50)
    other = create_app({"DATABASE_URL": str(address)})
    with other.app_context():
        db.session.execute(text("SELECT 1"))
        with pytest.raises(MoveError, match="Another program is writing to the target"):
            copied(small, address)
    close(other)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (f"{OTHER_ENCODING} LATIN1", "encoding is LATIN1"),
        (f"{OTHER_ENCODING} SQL_ASCII", "encoding is SQL_ASCII"),
        ("CREATE DATABASE wrong TEMPLATE template0", "The user vitae may not create tables"),
        ("SELECT 1", "can't be reached (connection failed"),
    ],
)
def test_databases_without_what_a_site_needs_are_refused(
    cluster: Cluster, small: Flask, statement: str, said: str
) -> None:
    cluster.execute(statement)
    assert said in refused(small, make_url(cluster.url("wrong")))
    cluster.drop_database("wrong")


def test_databases_of_others_are_refused(cluster: Cluster, small: Flask, address: URL) -> None:
    execute(cluster.url("copy", ADMIN), "CREATE TABLE diary (day date)")
    assert "has tables of another program (diary)" in refused(small, address)
    execute(
        cluster.url("copy", ADMIN),
        "DROP TABLE diary",
        "CREATE TABLE alembic_version (version_num VARCHAR(32))",
        "INSERT INTO alembic_version VALUES ('9999')",
        "GRANT SELECT ON alembic_version TO vitae",
    )
    assert "was made by a newer version of Vitae" in refused(small, address)


def test_a_server_that_is_not_there_is_named(small: Flask, cluster: Cluster) -> None:
    nowhere = make_url("postgresql+psycopg://vitae:geheim@/vitae?host=/nowhere")
    said = refused(small, nowhere)
    assert said.startswith("The target can't be reached (connection")
    assert "/nowhere" in said
    assert "geheim" not in said
    assert "\n" not in said

"""A copy has every row, is complete or not there, and is used like the site that it is of."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import URL, Connection, Table, create_engine, make_url, text

from app import create_app
from app.database import Base, configure_engine, db, schema
from app.models import Topic, Work
from app.services.actor import TERMINAL
from app.services.catalog.full_text import index
from app.services.consistency import check
from app.services.editing import topics
from app.services.moving import content, copy, source, tables
from app.services.moving.copy import Copied
from app.services.moving.errors import MoveError
from app.serving.data_version import DataVersion
from tests.support.crawler import crawl
from tests.support.database import rows
from tests.support.factories import fill, record
from tests.support.full_site import all_rows, fill_every_table
from tests.support.imports import imported


@pytest.fixture
def address(tmp_path: Path) -> URL:
    return make_url(f"sqlite:///{tmp_path}/copy.sqlite")


def copied(app: Flask, address: URL, report: Any = lambda *_: None) -> Copied:
    with app.app_context():
        return copy.copy_site(address, report)


def opened(address: URL) -> Flask:
    return create_app({"DATABASE_URL": address.render_as_string(hide_password=False)})


@pytest.mark.slow
def test_every_row_of_every_table_is_copied(app: Flask, address: URL) -> None:
    fill_every_table(app)
    done = copied(app, address)
    engine = create_engine(address)
    configure_engine(engine)
    with app.app_context():
        found, expected = all_rows(engine), all_rows(db.engine)
    engine.dispose()
    assert [name for name, some in expected.items() if not some] == []
    assert found == expected
    assert done.rows == {name: len(some) for name, some in expected.items()}
    assert done.total == sum(done.rows.values())


@pytest.mark.slow
def test_a_copy_is_a_site_with_the_same_pages(app: Flask, address: URL) -> None:
    fill_every_table(app)
    copied(app, address)
    other = opened(address)
    client, copy_client = app.test_client(), other.test_client()
    found = answers(client)
    assert len(found) > 80
    assert {path: copy_client.get(path).data for path in found} == found
    assert copy_client.get(SEARCH).data == client.get(SEARCH).data
    with other.app_context():
        assert check.check_site() == []
        assert schema.revision_of(db.session.connection()) == schema.VERSIONS[-1]


@pytest.mark.slow
def test_a_copy_gives_new_ids_and_finds_what_is_added(app: Flask, address: URL) -> None:
    fill_every_table(app)
    copied(app, address)
    new = {}
    for one in (app, opened(address)):
        with one.app_context():
            topics.add("Fresh", TERMINAL, None)
            imported(one, record(title="A squall at last", doi="10.1000/squall"))
            found = (
                db.session.query(Topic.id).filter_by(name="Fresh").one(),
                db.session.query(Work.id).filter_by(slug="a-squall-at-last").one(),
            )
            new[one] = [id_ for (id_,) in found]
        assert "<mark>squall</mark> at last" in one.test_client().get("/?q=squall").text
    assert len({tuple(ids) for ids in new.values()}) == 1


def test_no_answer_cached_for_the_site_is_valid_for_its_copy(app: Flask, address: URL) -> None:
    fill(app, record())
    copied(app, address)
    with app.app_context():
        site, counted = DataVersion(db.engine), db.session.execute(COUNTED).one()
    engine = create_engine(address)
    with engine.connect() as connection:
        assert connection.execute(COUNTED).one().changes > counted.changes
        assert connection.execute(COUNTED).one().lineage != counted.lineage
    other = DataVersion(engine)
    assert site.current() != other.current()
    site.close()
    other.close()
    engine.dispose()


COUNTED = text("SELECT changes, lineage FROM site")


def test_a_site_without_anything_is_copied(app: Flask, address: URL) -> None:
    assert copied(app, address).total == 0
    assert opened(address).test_client().get("/healthz").status_code == 200


def answers(client: FlaskClient) -> dict[str, bytes]:
    """Return what all addresses answer that the pages of a site link to: files and pictures too."""
    pages = {path: client.get(path).data for path in crawl(client)}
    linked = {unescape(one) for page in pages.values() for one in LINK.findall(page.decode())}
    found = {path: client.get(path) for path in sorted(linked - {*pages})}
    return pages | {path: one.data for path, one in found.items() if one.status_code == 200}


SEARCH = "/?q=salt+-wind"
LINK = re.compile(r'(?:href|src|hx-get)="(/[^"#]*)')
Change = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found[1:],
        lambda found: [*found, {"id": 99, "slug": "x", "name": "x", "position": 0}],
        lambda found: [{**one, "name": one["name"].upper()} for one in found],
        lambda found: [{**one, "position": one["position"] + 1} for one in found],
    ],
    ids=["lost", "added", "text", "number"],
)
def test_a_copy_with_other_rows_is_deleted(
    app: Flask, address: URL, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    fill(app, record(), topics=["Tides", "Salt"])
    insert = content._insert

    def change_topics(connection: Connection, table: Table, values: list[dict[str, Any]]) -> None:
        insert(connection, table, change(values) if table.name == "topic" else values)

    monkeypatch.setattr(content, "_insert", change_topics)
    with pytest.raises(MoveError, match="The table topic differs in the copy"):
        copied(app, address)
    assert_nothing_is_left(address)


def test_a_copy_that_fails_leaves_nothing(app: Flask, address: URL) -> None:
    fill(app, record())

    def fail(step: str, done: int, total: int) -> None:
        if step == "Comparing" and done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copied(app, address, fail)
    assert_nothing_is_left(address)
    assert copied(app, address).rows["work"] == 1


def assert_nothing_is_left(address: URL) -> None:
    folder = Path(str(address.database)).parent
    assert [name for name in os.listdir(folder) if name != "site.sqlite"] == []


def test_progress_is_told(app: Flask, address: URL) -> None:
    fill(app, record())
    told: list[tuple[str, int, int]] = []
    total = copied(app, address, lambda *one: told.append(one)).total
    assert told[-1] == ("Comparing", total, total)
    assert ("Copying", total, total) in told
    assert [done for step, done, _ in told if step == "Copying"] == sorted(
        done for step, done, _ in told if step == "Copying"
    )


def test_nobody_saves_while_the_site_is_copied_and_visitors_read(
    app: Flask, address: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app, record())
    before = index.insert_rows
    seen: list[int] = []

    def meanwhile(*arguments: Any) -> None:
        with suppress(MoveError):
            seen.append(app.test_client().get("/?q=tides").status_code)
        before(*arguments)

    monkeypatch.setattr(index, "insert_rows", meanwhile)
    with app.app_context(), source.unchanging():
        options = {"writing": True, "waits": False}
        with pytest.raises(Exception, match="lock"), db.engine.connect() as other:
            other.execution_options(**options).execute(text("DELETE FROM topic"))
    copied(app, address)
    assert seen == [200]
    with app.app_context():
        topics.add("Later", TERMINAL, None)
        assert rows(Topic) == 1


def test_no_table_refers_to_one_that_is_copied_later() -> None:
    order = [one.name for one in tables.all_tables()]
    for table in Base.metadata.sorted_tables:
        parents = {one.column.table.name for one in table.foreign_keys}
        # A row may refer to one of its own table only if that is written before it.
        assert table.name not in parents
        assert all(order.index(parent) < order.index(table.name) for parent in parents)


def test_a_record_is_named_by_its_key_and_its_text() -> None:
    named = {one.name: one for one in tables.all_tables()}
    row: dict[str, object] = {"person_id": 1, "name": "A\0da " + "x" * 80}
    described = tables.describe(named["person_name"], row)
    assert described == f"person name 1 (“A\ufffdda {'x' * 55}”)"
    assert tables.describe(named["site"], {"id": 1}) == "site 1"

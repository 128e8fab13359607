"""What was read for a public page is rendered while others may save."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask, before_render_template

from tests.support.factories import fill, many

COUNT_CHANGE = "UPDATE site SET changes = changes + 1"


@pytest.fixture
def other(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/fragments/publications",
        "/fragments/publications/more?page=2",
        "/fragments/publications/study-number-1/abstract",
        "/fragments/publications/study-number-1/authors",
    ],
)
def test_a_save_does_not_wait_for_a_page_to_be_rendered(
    own_app: Flask, other: sqlite3.Connection, address: str
) -> None:
    fill(own_app, *many(30))
    saved = []

    def save(*_: object, **__: object) -> None:
        saved.append(other.execute(COUNT_CHANGE).rowcount)

    with before_render_template.connected_to(save, own_app):
        assert own_app.test_client().get(address).status_code == 200
    assert saved == [1]

"""The process is healthy while it answers; the site is ready while it can serve and save."""

import os
import shutil
import sqlite3
from collections import namedtuple
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def file(app: Flask, database: Path) -> Path:
    return database


def ready(app: Flask) -> tuple[int, str]:
    answer = app.test_client().get("/readyz")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "text/plain; charset=utf-8"
    assert app.test_client().get("/healthz").status_code == 200
    return answer.status_code, answer.text


def test_a_site_that_can_serve_and_save_is_ready(app: Flask) -> None:
    assert ready(app) == (200, "ok\n")


def test_a_site_without_its_database_is_not_ready(app: Flask, file: Path) -> None:
    file.write_bytes(b"spoilt" * 700)
    assert ready(app) == (503, "The database is damaged. Restore a backup.\n")


def test_a_site_with_another_schema_is_not_ready(app: Flask, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    code, reason = ready(app)
    assert code == 503
    assert reason.startswith("A newer version of Vitae has changed the database.")


def test_a_site_on_a_full_disk_is_not_ready(
    app: Flask, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(2**30, 2**30, 2**20))
    assert ready(app) == (503, "The disk is full. Free some space, then try again.\n")


@pytest.mark.parametrize("is_of", ["file", "folder"])
def test_a_site_that_cannot_write_is_not_ready(
    app: Flask, file: Path, monkeypatch: pytest.MonkeyPatch, is_of: str
) -> None:
    blocked = file if is_of == "file" else file.parent
    monkeypatch.setattr(os, "access", lambda path, mode: path != blocked)
    code, reason = ready(app)
    assert code == 503
    assert reason.startswith("The database is read-only.")

"""Which databases a site can be copied to, and what is said of all others."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url

from app import create_app
from app.database import db, migrating
from app.models import SignInAttempt
from app.services import cache
from app.services.accounts import invitations
from app.services.moving import copy, target
from app.services.moving.errors import MoveError
from tests.support.factories import fill, record
from tests.support.full_site import all_rows
from tests.support.site_files import run


def copied(app: Flask, file: Path) -> None:
    with app.app_context():
        copy.copy_site(make_url(f"sqlite:///{file}"), lambda *_: None)


def refused(app: Flask, file: Path) -> str:
    """Return what is said of a target, by the check before the copy and by the copy itself."""
    with app.app_context():
        with pytest.raises(MoveError) as early:
            target.check(make_url(f"sqlite:///{file}"))
        with pytest.raises(MoveError) as late:
            copy.copy_site(make_url(f"sqlite:///{file}"), lambda *_: None)
    assert str(early.value) == str(late.value)
    return str(early.value)


@pytest.fixture
def occupied(app: Flask, tmp_path: Path) -> Path:
    """A copy of a site with one work."""
    fill(app, record())
    copied(app, tmp_path / "copy.sqlite")
    return tmp_path / "copy.sqlite"


@pytest.mark.slow
def test_a_site_is_not_overwritten(app: Flask, occupied: Path) -> None:
    before = occupied.read_bytes()
    assert refused(app, occupied) == "The target has a site already. Name an empty database."
    assert occupied.read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "made by a newer version of Vitae"),
        ("CREATE TABLE diary (day)", r"has tables of another program \(diary\)"),
    ],
)
def test_databases_of_others_are_left_alone(
    app: Flask, occupied: Path, statement: str, said: str
) -> None:
    run(occupied, statement)
    with app.app_context(), pytest.raises(MoveError, match=said):
        target.check(make_url(f"sqlite:///{occupied}"))


def test_the_site_itself_is_no_target(app: Flask, database: Path, tmp_path: Path) -> None:
    os.symlink(database, tmp_path / "link.sqlite")
    os.link(database, tmp_path / "same.sqlite")
    for file in (database, tmp_path / "link.sqlite", tmp_path / "same.sqlite"):
        assert refused(app, file) == "The target is the database that the site uses."


def test_what_is_no_database_is_left_alone(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("Dear diary, " * 1000)
    assert "can't be used (file is not a database)" in refused(app, tmp_path / "diary.txt")
    assert (tmp_path / "diary.txt").read_text().startswith("Dear diary")
    assert "exists and is no empty database" in refused(app, tmp_path)
    said = f"The folder {tmp_path / 'nowhere'} does not exist."
    assert refused(app, tmp_path / "nowhere" / "copy.sqlite") == said
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_may_not_be_written_is_named(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Root may write everywhere.
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (tmp_path, os.W_OK))
    said = f"This user may not write to the folder {tmp_path}."
    assert refused(app, tmp_path / "copy.sqlite") == said
    assert not (tmp_path / "copy.sqlite").exists()


@pytest.mark.parametrize("content", [b"", None])
def test_an_empty_file_is_filled(app: Flask, tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "copy.sqlite"
    if content is None:
        run(file, "PRAGMA user_version = 1")
    else:
        file.write_bytes(content)
    copied(app, file)
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM work").fetchone() == (0,)


@pytest.mark.slow
def test_a_database_on_which_a_server_was_only_started_is_filled(
    app: Flask, tmp_path: Path
) -> None:
    fill(app, record())
    begun = f"sqlite:///{tmp_path}/begun.sqlite"
    with create_app({"DATABASE_URL": begun}).app_context():
        migrating.upgrade(db.engine)
        invitations.first_account_token()
        db.session.add(SignInAttempt(email_hash="ab", address="203.0.113.7"))
        cache.commit()
        db.engine.dispose()
    copied(app, tmp_path / "begun.sqlite")
    engine = create_engine(begun)
    with app.app_context():
        assert all_rows(engine) == all_rows(db.engine)
    engine.dispose()

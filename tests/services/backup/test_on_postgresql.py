"""Backups on PostgreSQL: by its programs, read back, and restored whole or not at all."""

import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, select, update

from app.database import db, dumps, schema, staged_schema
from app.models import Topic
from app.services import cache
from app.services.backup import create, places, postgresql_restore, restore, staging
from app.services.backup.errors import BackupError
from tests.support.database import everything
from tests.support.factories import fill, record
from tests.support.postgresql import ADMIN, ROLE, Server, execute

LEFT = "SELECT count(*) FROM pg_namespace WHERE nspname = 'vitae_restore'"
Change = Callable[[bytes], bytes]


@pytest.fixture
def site(own_server: Server, app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    fill(app, record(topics=["Tides"]), record(title="Salt"))
    return app


@pytest.fixture
def made(site: Flask, tmp_path: Path) -> Path:
    """A backup of the site, which was changed since."""
    with site.app_context():
        file = create.make_backup(tmp_path / "mine.zip").file
        db.session.execute(update(Topic).values(name="Dunes"))
        cache.commit()
    return file


def url(app: Flask, role: str = ROLE) -> str:
    with app.app_context():
        return db.engine.url.set(username=role).render_as_string(hide_password=False)


def topics(app: Flask) -> list[str]:
    with app.app_context():
        found = list(db.session.scalars(select(Topic.name)))
        db.session.remove()
        return found


def restored(app: Flask, file: Path) -> None:
    with app.app_context(), staging.staged(file) as staged:
        restore.replace_site(staged)


def repacked(file: Path, target: Path, change: Change) -> Path:
    """Return a copy of a backup with another dump in it."""
    with zipfile.ZipFile(file) as packed, zipfile.ZipFile(target, "w") as new:
        new.comment = packed.comment
        new.writestr("site.dump", change(packed.read("site.dump")))
    return target


def test_the_file_has_a_dump_and_the_settings(site: Flask, tmp_path: Path) -> None:
    (tmp_path / "config.py").write_text("WORKS_PER_PAGE = 10\n")
    with site.app_context():
        made = create.make_backup()
        aside = create.keep_aside(create.BEFORE_FIX)
    for file in (made.file, aside):
        assert file.stat().st_mode & 0o777 == 0o600
        with zipfile.ZipFile(file) as packed:
            assert packed.namelist() == ["config.py", "site.dump"]
            assert packed.read("site.dump").startswith(b"PGDMP")
    assert sorted(os.listdir(tmp_path / "backups")) == sorted(
        [made.file.name, aside.name, "newest"]
    )


def test_pg_restore_restores_the_dump_without_vitae(
    site: Flask, made: Path, own_server: Server, tmp_path: Path
) -> None:
    with zipfile.ZipFile(made) as packed:
        packed.extract("site.dump", tmp_path)
    name = "by_hand"
    own_server.create_database(name)
    address = own_server.url(name, ADMIN).replace("+psycopg", "")
    program = dumps.find_program("pg_restore").path
    run = subprocess.run(  # noqa: S603 (our own command)
        [program, f"--dbname={address}", tmp_path / "site.dump"], capture_output=True, check=False
    )
    # All but the schema public, which is there.
    assert run.stderr.count(b"error:") <= 1
    assert execute(own_server.url(name, ADMIN), "SELECT name FROM topic") == [("Tides",)]
    own_server.drop_database(name)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda dump: dump[:-2_000], "bad.zip is damaged"),
        (lambda dump: b"PGDMP" + dump[2_000:], "bad.zip is damaged"),
        (lambda _: b"Dear diary", "bad.zip is damaged"),
        (lambda dump: b"PGDMP\x01\x63" + dump[7:], "made by newer client programs of PostgreSQL"),
        (lambda dump: dump.replace(schema.VERSIONS[-1].encode(), b"9999"), "newer version"),
        (
            lambda dump: dump.replace(b"article-journal", b"article-x-----l"),
            "not a backup of Vitae",
        ),
    ],
)
def test_what_is_no_sound_backup_changes_nothing(
    site: Flask, made: Path, tmp_path: Path, change: Change, said: str
) -> None:
    file = repacked(made, tmp_path / "bad.zip", change)
    with site.app_context():
        before = everything()
    with pytest.raises(BackupError, match=said):
        restored(site, file)
    with site.app_context():
        assert everything() == before
    assert execute(url(site), LEFT) == [(0,)]
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".")]


def test_a_backup_of_the_other_kind_says_where_to_restore_it(site: Flask, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "file.zip", "w") as packed:
        packed.comment = b"2026-01-01T00:00:00+00:00"
        packed.writestr("site.sqlite", b"")
    said = r"file.zip is a backup of a site on SQLite, and this site is on PostgreSQL\."
    with pytest.raises(BackupError, match=said):
        restored(site, tmp_path / "file.zip")


@pytest.mark.slow
def test_a_backup_of_an_older_version_is_upgraded(site: Flask, tmp_path: Path) -> None:
    with site.app_context():
        db.session.remove()
        flask_migrate.downgrade(revision="0007")
        file = create.make_backup(tmp_path / "old.zip").file
        flask_migrate.upgrade()
        rows = everything()
        with staging.staged(file) as staged:
            assert (staged.was_upgraded, staged.works, staged.people) == (True, 2, 1)
            restore.replace_site(staged)
        assert everything() == rows


def test_an_empty_database_is_filled(site: Flask, made: Path) -> None:
    with site.app_context():
        db.session.remove()
        empty = ["DROP SCHEMA public CASCADE", "CREATE SCHEMA public"]
        execute(url(site, ADMIN), *empty, f"GRANT ALL ON SCHEMA public TO {ROLE}")
        assert not places.has_site()
    restored(site, made)
    assert topics(site) == ["Tides"]


def test_what_else_is_in_the_database_stays(site: Flask, made: Path) -> None:
    execute(url(site), "CREATE TABLE diary (text text)", "INSERT INTO diary VALUES ('Dear')")
    restored(site, made)
    assert execute(url(site), "SELECT text FROM diary") == [("Dear",)]
    assert topics(site) == ["Tides"]


def test_a_reader_sees_one_state_until_it_is_done(site: Flask, made: Path) -> None:
    engine = create_engine(make_url(url(site)), isolation_level="REPEATABLE READ")
    with site.app_context(), staging.staged(made) as staged, engine.connect() as reader:
        names = select(Topic.name)
        assert reader.scalars(names).all() == ["Dunes"]
        reader.rollback()
        restore.replace_site(staged)
        assert reader.scalars(names).all() == ["Tides"]
    engine.dispose()


def test_a_site_that_stays_locked_is_left_alone(
    site: Flask, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staged_schema, "PATIENCE", 50)
    engine = create_engine(make_url(url(site)))
    with engine.connect() as reader:
        reader.scalars(select(Topic.name)).all()
        with pytest.raises(BackupError, match="Stop the server, then retry"):
            restored(site, made)
    engine.dispose()
    assert topics(site) == ["Dunes"]
    assert not list((made.parent / "backups").glob("before-restore-*"))


def test_two_restores_are_kept_apart(site: Flask, made: Path) -> None:
    said = "Another backup is being restored"
    with site.app_context(), staging.staged(made), pytest.raises(BackupError, match=said):
        restored(site, made)
    restored(site, made)


def test_a_schema_that_may_not_be_created_is_said(site: Flask, made: Path) -> None:
    execute(url(site, ADMIN), "CREATE ROLE guest LOGIN")
    with site.app_context():
        engine = db.engine
    engine.dispose()
    owned, engine.url = engine.url, engine.url.set(username="guest")
    try:
        with pytest.raises(BackupError, match="GRANT CREATE ON DATABASE"):
            restored(site, made)
    finally:
        engine.url = owned
        execute(url(site, ADMIN), "DROP ROLE guest")


def fake_program(folder: Path, name: str, version: int) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}.1'\n")
    (folder / name).chmod(0o755)


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (None, "pg_dump is not installed. .* sudo apt install postgresql-client"),
        (9, r"pg_dump is of PostgreSQL 9, but the server is of version \d+\. .*-client-"),
    ],
)
def test_programs_that_are_missing_or_too_old_are_named(
    site: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int | None, said: str
) -> None:
    folder = tmp_path / "bin"
    if version:
        fake_program(folder, "pg_dump", version)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(dumps, "FOLDERS", ())
    with site.app_context(), pytest.raises(BackupError, match=said):
        create.make_backup()
    assert not list((tmp_path / "backups").glob("*.zip"))


def test_the_newest_program_is_used_if_the_first_is_too_old(
    tmp_path: Path, own_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_program(tmp_path, "pg_dump", 9)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert dumps.find_program("pg_dump").path == tmp_path / "pg_dump"
    assert dumps.find_program("pg_dump", 10).version > 9


def test_the_password_is_in_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    given = "postgresql+psycopg://roe:geheim@db.example:5433/vitae?sslmode=require"
    engine = create_engine(given)
    found = dumps.environment(engine)
    assert found["PGPASSWORD"] == "geheim"
    assert (found["PGHOST"], found["PGPORT"], found["PGUSER"]) == ("db.example", "5433", "roe")
    assert (found["PGDATABASE"], found["PGSSLMODE"]) == ("vitae", "require")
    commands: list[list[str]] = []

    def note(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        commands.append([str(word) for word in command])
        return subprocess.CompletedProcess(command, 1, b"", b"pg_dump: error: no geheim here")

    monkeypatch.setattr(subprocess, "run", note)
    monkeypatch.setattr(dumps, "find_program", lambda *_: dumps.Program(Path("pg_dump"), 99))
    monkeypatch.setattr(dumps, "_server_version", lambda _: 15)
    with pytest.raises(dumps.DumpError, match="pg_dump: "):
        dumps.dump_schema(engine, "public", Path("x"))
    assert "geheim" not in " ".join(commands[0])


def test_a_restore_that_ends_before_its_commit_leaves_the_former_site(
    site: Flask, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(postgresql_restore._FormerState, "finish", end)
    with pytest.raises(KeyboardInterrupt):
        restored(site, made)
    assert topics(site) == ["Dunes"]
    assert execute(url(site), LEFT) == [(0,)]
    assert not list((made.parent / "backups").glob("before-restore-*"))

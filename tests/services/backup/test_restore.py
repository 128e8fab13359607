"""Restoring: verified before, whole or not at all, and the former state is kept."""

import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import text

from app.database import copying, db, replacing
from app.models import AccountSession
from app.services import cache
from app.services.accounts import sessions
from app.services.backup import create, restore, staging
from app.services.backup.errors import BackupError
from app.services.backup.restore import Restored
from app.services.backup.settings_file import SettingsOutcome
from tests.support.accounts import make_owner
from tests.support.site_files import all_rows, repacked, run, unpacked

RENAME = "UPDATE topic SET name = 'Dunes'"
STRAY = "INSERT INTO authorship VALUES (99, 0, NULL, 'Roe', 0, 0, 'author')"
TRIGGER = "CREATE TRIGGER t AFTER UPDATE ON site BEGIN DELETE FROM work; END"
Damage = Callable[[Path, Path], Path]


@pytest.fixture
def made(app: Flask, instance: Path) -> Path:
    """A backup of the site, which was changed since."""
    (instance / "config.py").write_text("WORKS_PER_PAGE = 10\n")
    with app.app_context():
        file = create.make_backup(instance / "mine.zip").file
    run(instance / "site.sqlite", RENAME)
    return file


def restored(app: Flask, file: Path) -> Restored:
    with app.app_context(), staging.staged(file) as staged:
        db.session.remove()
        return restore.replace_site(staged)


def test_every_row_and_the_settings_come_back(app: Flask, instance: Path, made: Path) -> None:
    (instance / "config.py").write_text("WORKS_PER_PAGE = 99\n")
    changed = all_rows(instance / "site.sqlite")
    result = restored(app, made)
    expected = all_rows(unpacked(made, instance / "copy"))
    assert all_rows(instance / "site.sqlite") == expected != changed
    assert (instance / "config.py").read_text() == "WORKS_PER_PAGE = 10\n"
    assert result.settings is SettingsOutcome.RESTORED
    assert result.aside
    assert result.aside.name.startswith("before-restore-")
    assert restored(app, result.aside).settings is SettingsOutcome.RESTORED
    assert all_rows(instance / "site.sqlite") == changed
    assert (instance / "config.py").read_text() == "WORKS_PER_PAGE = 99\n"
    assert not [name for name in os.listdir(instance) if name.startswith(".")]


def test_nobody_else_may_read_a_database_that_comes_back(
    app: Flask, instance: Path, made: Path
) -> None:
    (instance / "site.sqlite").unlink()
    restored(app, made)
    assert (instance / "site.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_running_server_shows_the_restored_site(app: Flask, instance: Path, made: Path) -> None:
    with app.app_context():
        before = cache.change_count()
    client = app.test_client()
    assert "Dunes" in client.get("/").text
    restored(app, made)
    html = client.get("/").text
    assert "Dunes" not in html
    assert "Tides" in html
    with app.app_context():
        assert cache.change_count() > before + 1


@pytest.mark.parametrize(
    ("content", "aside"),
    [(None, False), (b"", True), (b"not a database at all" * 1000, True), ("torn", True)],
)
def test_a_lost_or_broken_site_is_replaced(
    app: Flask, instance: Path, made: Path, content: bytes | str | None, aside: bool
) -> None:
    site = instance / "site.sqlite"
    broken = site.read_bytes()[:70_000] if isinstance(content, str) else content
    site.unlink()
    if broken is not None:
        site.write_bytes(broken)
    result = restored(app, made)
    assert all_rows(site) == all_rows(unpacked(made, instance / "copy"))
    assert bool(result.aside) is aside
    if result.aside and broken:
        assert unpacked(result.aside, instance / "aside").read_bytes() == broken
    assert app.test_client().get("/").status_code == 200


def _truncated(file: Path, target: Path) -> Path:
    target.write_bytes(file.read_bytes()[:-2000])
    return target


def _flipped(file: Path, target: Path) -> Path:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    target.write_bytes(content)
    return target


def _text(_: Path, target: Path) -> Path:
    target.write_text("Dear diary")
    return target


def _other_archive(_: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("../site.sqlite", b"")
    return target


def _bare_database(file: Path, target: Path) -> Path:
    return Path(shutil.copy(file.parent / "site.sqlite", target))


def _with(*statements: str) -> Damage:
    return lambda file, target: repacked(file, target, lambda one: run(one, *statements))


def _foreign(file: Path, target: Path) -> Path:
    def replace(database: Path) -> None:
        database.unlink()
        run(database, "CREATE TABLE alembic_version (version_num)", "CREATE TABLE work (id)")

    return repacked(file, target, replace)


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_truncated, "bad.zip is damaged"),
        (_flipped, "bad.zip is damaged"),
        (_text, "bad.zip is not a backup of Vitae"),
        (_other_archive, "bad.zip is not a backup of Vitae"),
        (_bare_database, "bad.zip is not a backup of Vitae"),
        (_foreign, "bad.zip is not a backup of Vitae"),
        (_with(TRIGGER), "bad.zip is not a backup of Vitae"),
        (_with("CREATE TABLE diary (id)"), "bad.zip is not a backup of Vitae"),
        (_with("DROP TABLE venue"), "bad.zip is"),
        (_with("UPDATE alembic_version SET version_num = '9999'"), "newer version of Vitae"),
        (_with(STRAY), "authorship: row 5 refers to a missing publication"),
        (
            lambda file, target: repacked(file, target, lambda one: one.write_bytes(b"x" * 9000)),
            "bad.zip is damaged",
        ),
    ],
)
def test_what_is_no_sound_backup_changes_nothing(
    app: Flask, instance: Path, made: Path, damage: Damage, said: str
) -> None:
    file = damage(made, instance / "bad.zip")
    site = (instance / "site.sqlite").read_bytes()
    with app.app_context(), pytest.raises(BackupError, match=said), staging.staged(file):
        pass
    assert (instance / "site.sqlite").read_bytes() == site
    assert os.listdir(instance / "backups") == ["newest"]
    assert not [name for name in os.listdir(instance) if name.startswith(".")]


@pytest.mark.slow
def test_a_backup_of_an_older_version_is_upgraded(app: Flask, instance: Path) -> None:
    with app.app_context():
        flask_migrate.downgrade(revision="0007")
        file = create.make_backup().file
        flask_migrate.upgrade()
        rows = all_rows(instance / "site.sqlite")
        with staging.staged(file) as staged:
            assert (staged.was_upgraded, staged.works, staged.people) == (True, 2, 1)
            restore.replace_site(staged)
    assert all_rows(instance / "site.sqlite") == rows


def test_a_session_that_ended_since_stays_ended(app: Flask, instance: Path) -> None:
    account = make_owner(app)
    with app.app_context():
        ended, valid = sessions.start(account), sessions.start(account)
        file = create.make_backup().file
        db.session.delete(db.session.get_one(AccountSession, 1))
        db.session.commit()
    restored(app, file)
    with app.app_context():
        assert sessions.get_session(ended) is None
        assert sessions.get_session(valid)


def test_a_site_that_stays_locked_is_left_alone(
    app: Flask, instance: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "TIMEOUT", 0.05)
    with closing(sqlite3.connect(instance / "site.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BackupError, match="Stop the server, then retry"):
            restored(app, made)
    assert ("Dunes",) in [row[2:3] for row in all_rows(instance / "site.sqlite")["topic"]]


def test_no_space_for_the_former_state_changes_nothing(
    app: Flask, instance: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> Path:
        raise BackupError("There is not enough disk space.")

    before = all_rows(instance / "site.sqlite")
    monkeypatch.setattr(create, "keep_aside", fail)
    with pytest.raises(BackupError, match="disk space"):
        restored(app, made)
    assert all_rows(instance / "site.sqlite") == before


def test_a_disk_that_fills_up_leaves_the_former_site_alone(
    app: Flask, instance: Path, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(live: sqlite3.Connection) -> None:
        pages = live.execute("PRAGMA page_count").fetchone()[0]
        live.execute(f"PRAGMA max_page_count = {pages}")
        live.execute("CREATE TABLE large AS SELECT randomblob(1000000)")

    before = all_rows(instance / "site.sqlite")
    monkeypatch.setattr(replacing, "_replace_tables", fail)
    with pytest.raises(BackupError, match="not enough disk space"):
        restored(app, made)
    assert all_rows(instance / "site.sqlite") == before
    assert os.listdir(instance / "backups") == ["newest"]


KILLED = """
import os, signal, sys
from pathlib import Path
from app.database import replacing
replacing.CACHE = 16
replacing.replace_content(
    Path(sys.argv[1]), Path(sys.argv[2]), lambda _: None,
    lambda _: os.kill(os.getpid(), signal.SIGKILL),
)
"""


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_restore_that_is_killed_leaves_the_former_site(
    app: Flask, instance: Path, made: Path, mode: str
) -> None:
    site, staged = instance / "site.sqlite", unpacked(made, instance / "copy")
    run(site, f"PRAGMA journal_mode = {mode}")
    before = all_rows(site)
    killed = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-c", KILLED, str(site), str(staged)], check=False
    )
    assert killed.returncode == -9
    assert all_rows(site) == before
    with app.app_context():
        assert db.session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_a_reader_sees_one_state_until_it_is_done(instance: Path, made: Path) -> None:
    site, staged = instance / "site.sqlite", unpacked(made, instance / "copy")
    run(site, "PRAGMA journal_mode = WAL")
    names = "SELECT name FROM topic"
    with closing(sqlite3.connect(site, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute(names).fetchall() == [("Dunes",)]
        replacing.replace_content(site, staged, lambda _: None, lambda _: None)
        assert reader.execute(names).fetchall() == [("Dunes",)]
        reader.execute("COMMIT")
        assert reader.execute(names).fetchall() == [("Tides",)]
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)

"""Backups: consistent under writers, verified, and complete or not there."""

import errno
import os
import shutil
import sqlite3
import zipfile
from collections import namedtuple
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest
from flask import Flask

from app.database import copying
from app.services.backup import archive, create
from app.services.backup.errors import BackupError, DamagedError
from tests.support.site_files import all_rows, run, unpacked

PICTURE = "INSERT INTO image VALUES (printf('%064d', {}), 'image/jpeg', randomblob(100000))"
TOPIC = "INSERT INTO topic (slug, name, position) VALUES (?, ?, 0)"
Usage = namedtuple("Usage", "total used free")


def test_a_backup_has_every_row_and_the_settings(app: Flask, instance: Path) -> None:
    (instance / "config.py").write_text("WORKS_PER_PAGE = 10\n")
    with app.app_context():
        made = create.make_backup()
    assert made.file == instance / "backups" / f"vitae-{made.made_at:%Y%m%dT%H%M%SZ}.zip"
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert all_rows(unpacked(made.file, instance / "copy")) == all_rows(instance / "site.sqlite")
    assert (instance / "copy" / "config.py").read_text() == "WORKS_PER_PAGE = 10\n"
    assert sorted(os.listdir(instance / "backups")) == ["newest", made.file.name]


@pytest.mark.slow
@pytest.mark.parametrize("patience", [2, 0], ids=["in pages", "in one step"])
def test_a_backup_is_consistent_while_others_write(
    app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch, patience: int
) -> None:
    monkeypatch.setattr(copying, "PATIENCE", patience)
    site, stop, saved = instance / "site.sqlite", Event(), [0]
    run(site, *(PICTURE.format(number) for number in range(30)))
    writer = Thread(target=_write_pairs, args=(site, stop, saved))
    writer.start()
    try:
        while saved[0] < 5:
            stop.wait(0.01)
        known = saved[0]
        with app.app_context():
            made = create.make_backup()
    finally:
        stop.set()
        writer.join()
    rows = all_rows(unpacked(made.file, instance / "copy"))
    names = [row[2] for row in rows["topic"]]
    firsts = {name.removeprefix("one ") for name in names if name.startswith("one ")}
    assert firsts == {name.removeprefix("two ") for name in names if name.startswith("two ")}
    assert known <= len(firsts) <= saved[0]
    assert rows["image"] == all_rows(site)["image"]


def _write_pairs(site: Path, stop: Event, saved: list[int]) -> None:
    with closing(sqlite3.connect(site, timeout=20, isolation_level=None)) as connection:
        while not stop.is_set():
            connection.execute("BEGIN IMMEDIATE")
            for word in ("one", "two"):
                connection.execute(TOPIC, (f"{word}-{saved[0]}", f"{word} {saved[0]}"))
            connection.execute("COMMIT")
            saved[0] += 1
            stop.wait(0.005)


def test_a_file_that_exists_is_not_overwritten(app: Flask, instance: Path) -> None:
    (instance / "mine.zip").write_text("precious")
    with app.app_context(), pytest.raises(BackupError, match=r"mine\.zip exists already"):
        create.make_backup(instance / "mine.zip")
    assert (instance / "mine.zip").read_text() == "precious"


def test_a_missing_folder_is_named(app: Flask, instance: Path) -> None:
    with app.app_context(), pytest.raises(BackupError, match=r"folder .*/usb does not exist"):
        create.make_backup(instance / "usb" / "mine.zip")


def test_a_site_without_a_database_has_no_backup(app: Flask, instance: Path) -> None:
    (instance / "site.sqlite").unlink()
    with app.app_context(), pytest.raises(BackupError, match="no database yet"):
        create.make_backup()
    assert not (instance / "site.sqlite").exists()


def test_too_little_space_is_noticed_before(
    app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 12_000_000))
    with app.app_context(), pytest.raises(BackupError, match=r"1\d MB are needed, 12 MB are free"):
        create.make_backup()


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        sqlite3.OperationalError("database or disk is full"),
    ],
)
def test_a_disk_that_fills_up_leaves_nothing_behind(
    app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(archive, "pack", fail)
    with app.app_context(), pytest.raises(BackupError, match="not enough disk space"):
        create.make_backup()
    assert os.listdir(instance / "backups") == []


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("INSERT INTO authorship VALUES (99, 0, NULL, 'Roe', 0, 0, 'author')", "missing publicat"),
        ("PRAGMA writable_schema = ON", "malformed"),
    ],
)
def test_a_damaged_site_is_not_backed_up(app: Flask, instance: Path, fault: str, said: str) -> None:
    run(instance / "site.sqlite", fault)
    if "schema" in fault:
        with (instance / "site.sqlite").open("r+b") as file:
            file.seek(8192)
            file.write(os.urandom(200_000))
    with app.app_context(), pytest.raises(DamagedError, match=said):
        create.make_backup()
    assert os.listdir(instance / "backups") == []


def test_a_backup_that_cannot_be_read_back_is_none(
    app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile.ZipFile, "testzip", lambda _: "site.sqlite")
    with app.app_context(), pytest.raises(BackupError, match="could not be read back"):
        create.make_backup()
    assert os.listdir(instance / "backups") == []


def test_two_backups_of_one_second_have_two_names(
    app: Flask, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        time = create.make_backup().made_at
        monkeypatch.setattr(create, "now", lambda: time)
        second = create.make_backup()
        assert second.file.name == f"vitae-{time:%Y%m%dT%H%M%SZ}_2.zip"
        assert create.rotate(1) == 1
    assert sorted(os.listdir(instance / "backups")) == ["newest", second.file.name]


def test_rotation_keeps_the_newest_and_what_is_no_backup(app: Flask, instance: Path) -> None:
    folder = instance / "backups"
    folder.mkdir()
    others = ["before-restore-20200101T000000Z.zip", "mine.zip", "vitae.zip"]
    for name in (*others, *(f"vitae-2020010{day}T000000Z.zip" for day in range(1, 6))):
        (folder / name).touch()
    with app.app_context():
        assert create.rotate(2) == 3
        assert create.rotate(2) == 0
    kept = ["vitae-20200104T000000Z.zip", "vitae-20200105T000000Z.zip"]
    assert sorted(os.listdir(folder)) == sorted([*others, *kept])


def test_what_an_interrupted_backup_left_is_removed_after_a_day(app: Flask, instance: Path) -> None:
    folders = {name: instance / "backups" / f".working-{name}" for name in ("old", "new")}
    for folder in folders.values():
        folder.mkdir(parents=True)
    os.utime(folders["old"], (0, 0))
    with app.app_context():
        create.make_backup()
    assert [name for name, folder in folders.items() if folder.exists()] == ["new"]


def test_a_download_leaves_no_file(app: Flask, instance: Path) -> None:
    with app.app_context():
        name, content, _ = create.open_download()
    with content, zipfile.ZipFile(content) as packed:
        assert packed.namelist() == ["site.sqlite"]
    assert name.startswith("vitae-20")
    assert os.listdir(instance / "backups") == []

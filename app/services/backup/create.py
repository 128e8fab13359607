"""Backups of the whole site while it is in use: verified, in one file, whole or not there."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.database import copying
from app.models.columns import now
from app.services.backup import archive, latest, places, postgresql_dump
from app.services.backup.errors import BackupError, DamagedError, explained
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

USUAL, BEFORE_RESTORE, BEFORE_FIX = "vitae", "before-restore", "before-fix"
SITE = lazy_gettext("The site's database")
NOT_YET = lazy_gettext("This site has no database yet.")


@dataclass(frozen=True)
class Backup:
    """A finished backup."""

    file: Path
    made_at: datetime

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.file.stat().st_size


def make_backup(target: Path | None = None) -> Backup:
    """Back up the site to a new file, by default in the backups folder. Raises BackupError."""
    made_at = now()
    file = target or _unused_name(USUAL, made_at)
    if file.exists():
        raise _exists(file)
    with _packed(file, made_at) as packed:
        _publish(packed, file)
    latest.record(places.backups_folder(), made_at)
    return Backup(file, made_at)


def keep_aside(kind: str) -> Path:
    """Save the site's present state, whether it is sound or not, before something replaces it.

    As others wait until it is done, nothing is compressed.
    """
    file = _unused_name(kind, now())
    with _packed(file, now(), is_hurried=True) as packed:
        _publish(packed, file)
    return file


def open_download() -> tuple[str, BinaryIO, datetime]:
    """Return a name for a new backup, the backup as an open file without a name, and its time.

    The file goes when it is closed.
    """
    made_at = now()
    file = _unused_name(USUAL, made_at)
    with _packed(file, made_at) as packed:
        return file.name, packed.open("rb"), made_at


def rotate(keep: int) -> int:
    """Delete all but the newest `keep` backups in the backups folder; return how many."""
    found = sorted(places.backups_folder().glob(f"{USUAL}-*Z*.zip"))
    deleted = found[: max(0, len(found) - keep)]
    with explained(places.backups_folder()):
        for file in deleted:
            file.unlink()
    return len(deleted)


@contextmanager
def _packed(file: Path, made_at: datetime, *, is_hurried: bool = False) -> Iterator[Path]:
    """Give a finished backup in a workspace beside `file`."""
    size, parent = _size(), file.parent
    with explained(parent):
        if parent == places.backups_folder():
            parent.mkdir(parents=True, exist_ok=True)
    with places.workspace(parent, 2 * size) as folder:
        content = folder / "content"
        content.mkdir()
        _collect(content, must_be_sound=not is_hurried)
        packed = folder / file.name
        archive.pack(content, packed, made_at, is_compressed=not is_hurried)
        yield packed


def _size() -> int:
    """Return the bytes of the site's database."""
    if not places.has_site():
        raise BackupError(NOT_YET)
    return places.size_of_site()


def _collect(content: Path, *, must_be_sound: bool) -> None:
    if places.has_database_file():
        _collect_file(places.database_file(), content, must_be_sound=must_be_sound)
    else:
        postgresql_dump.collect(content, is_read_back=must_be_sound)
    with suppress(FileNotFoundError):
        shutil.copyfile(places.settings_file(), content / archive.SETTINGS)


def _collect_file(database: Path, content: Path, *, must_be_sound: bool) -> None:
    copy = content / archive.DATABASE
    try:
        copying.copy_database(database, copy)
        if must_be_sound and (faults := _faults(copy)):
            raise DamagedError(SITE, faults)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        if must_be_sound:
            raise DamagedError(SITE, [str(error)]) from None
        for file in places.files_of(database):
            shutil.copyfile(file, copy.with_name(copy.name + file.name[len(database.name) :]))


def _faults(database: Path) -> list[str]:
    with closing(copying.connect(database)) as connection:
        return copying.faults(connection)


def _publish(packed: Path, file: Path) -> None:
    """Give a finished file its name, unless something else has it by now."""
    try:
        os.link(packed, file)
    except FileExistsError:
        raise _exists(file) from None
    except OSError:
        # Some disks, USB sticks above all, know no links.
        os.rename(packed, file)
    archive.sync(file.parent)


def _unused_name(kind: str, made_at: datetime) -> Path:
    name = f"{kind}-{made_at:%Y%m%dT%H%M%SZ}"
    candidates = (places.backups_folder() / f"{name}{end}.zip" for end in ("", "_2", "_3", "_4"))
    return next(file for file in candidates if not file.exists())


def _exists(file: Path) -> BackupError:
    return BackupError(_("%(file)s exists already. Choose another name.", file=file))

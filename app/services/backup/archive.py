"""The file of a backup: a ZIP archive with the database and, if there are any, the settings."""

import os
import shutil
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

from app.database.database_file import PRIVATE
from app.services.backup.errors import BackupError

# An SQLite database, or a dump of one on PostgreSQL.
DATABASE, DUMP, SETTINGS = "site.sqlite", "site.dump", "config.py"
# A higher level takes three times as long for a file a tenth smaller.
LEVEL = 1
LONGEST_SETTINGS = 1024 * 1024
NOT_A_BACKUP = "{} is not a backup of Vitae."
DAMAGED = "{} is damaged."
NEWER = "{} was made by a newer version of Vitae. Update the code, then restore it."
OWN_TABLES = {"alembic_version", "work", "publication", "profile", "site"}
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError)


def pack(folder: Path, archive: Path, made_at: datetime, *, is_compressed: bool) -> None:
    """Write what is in `folder` to a new archive that survives a power cut."""
    method = zipfile.ZIP_DEFLATED if is_compressed else zipfile.ZIP_STORED
    handle = os.open(archive, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE)
    with os.fdopen(handle, "w+b") as file:
        with zipfile.ZipFile(file, "w", method, compresslevel=LEVEL) as packed:
            packed.comment = made_at.isoformat(timespec="seconds").encode()
            for one in sorted(folder.iterdir()):
                packed.write(one, one.name)
        file.flush()
        os.fsync(file.fileno())
        if broken := zipfile.ZipFile(file).testzip():
            raise BackupError(f"{broken} could not be read back from the new backup.")


def unpack(archive: Path, folder: Path) -> datetime:
    """Extract the database and the settings of a backup; return when it was made."""
    try:
        with zipfile.ZipFile(archive) as packed:
            names = packed.namelist()
            if [name for name in names if name != SETTINGS] not in ([DATABASE], [DUMP]):
                raise BackupError(NOT_A_BACKUP.format(archive.name))
            for name in names:
                _extract(packed, name, folder)
            return datetime.fromisoformat(packed.comment.decode()).astimezone(UTC)
    except zipfile.BadZipFile:
        is_zip = _begins_as_zip(archive)
        raise BackupError((DAMAGED if is_zip else NOT_A_BACKUP).format(archive.name)) from None
    except (*UNREADABLE, ValueError):
        raise BackupError(DAMAGED.format(archive.name)) from None


def sync(path: Path) -> None:
    """Make a file's content, or the names of the files in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_file(new: Path, old: Path) -> None:
    """Put a file in the place of another one, or of none, so that it survives a power cut."""
    sync(new)
    os.replace(new, old)
    sync(old.parent)


def _extract(packed: zipfile.ZipFile, name: str, folder: Path) -> None:
    size = packed.getinfo(name).file_size
    if name == SETTINGS and size > LONGEST_SETTINGS:
        raise BackupError(NOT_A_BACKUP.format(Path(packed.filename or "").name))
    if name != SETTINGS and size > shutil.disk_usage(folder).free:
        raise BackupError(f"There is not enough disk space in {folder.parent}.")
    (folder / name).touch(mode=PRIVATE, exist_ok=False)
    with packed.open(name) as content, (folder / name).open("wb") as target:
        shutil.copyfileobj(content, target, 1024 * 1024)


def _begins_as_zip(archive: Path) -> bool:
    with archive.open("rb") as file:
        return file.read(2) == b"PK"

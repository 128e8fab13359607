"""Restore the settings of a backup: never those of a site on another database."""

import os
import shutil
from contextlib import suppress
from enum import Enum
from pathlib import Path

from flask import current_app
from sqlalchemy import make_url

from app.database import db
from app.database.database_file import PRIVATE, read_only_address
from app.services.backup import archive, places
from app.settings import read_settings
from app.settings.addresses import database_address

# Beside the site's own settings, for whoever looks what is different.
ASIDE = "config.py.restored"


class SettingsOutcome(Enum):
    """What became of the settings in a backup."""

    NONE = "there are none, or those of the site are the same"
    RESTORED = "they took the place of the site's"
    OTHER_DATABASE = "they lead to another database, so that the site keeps its own"


def restore_settings(restored: Path) -> SettingsOutcome:
    """Replace the site's settings by those of a backup, unless another database came with them.

    The content of a backup is in this site's database now. With its settings, the site might go on
    with the database that it had when the backup was made, or another site of its own with ours.
    """
    present = places.settings_file()
    if not restored.exists():
        return SettingsOutcome.NONE
    if present.exists() and present.read_bytes() == restored.read_bytes():
        return SettingsOutcome.NONE
    if not _leads_here(restored.parent):
        _put_in_place(restored, present.with_name(ASIDE))
        return SettingsOutcome.OTHER_DATABASE
    _put_in_place(restored, present)
    return SettingsOutcome.RESTORED


def settings_aside() -> Path:
    """Return the file of settings that were not put in the place of the site's."""
    return places.settings_file().with_name(ASIDE)


def _leads_here(folder: Path) -> bool:
    """Return whether the site would use the same database with the settings in a folder."""
    given = read_settings(folder, os.environ, {}).values["DATABASE_URL"]
    address = make_url(database_address(given, current_app.instance_path))
    return read_only_address(address)[0] == db.engine.url


def _put_in_place(restored: Path, target: Path) -> None:
    # The database may be on another disk.
    copy = target.with_name(f".{target.name}.new")
    copy.unlink(missing_ok=True)
    copy.touch(mode=PRIVATE)
    with suppress(FileNotFoundError):
        former = target.stat()
        copy.chmod(former.st_mode & 0o777)
        with suppress(PermissionError):
            os.chown(copy, former.st_uid, former.st_gid)
    shutil.copyfile(restored, copy)
    archive.replace_file(copy, target)

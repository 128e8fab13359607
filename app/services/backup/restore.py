"""Restore a staged backup: it replaces a site, which may be in use, whole or not at all."""

import json
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from app.database import copying, replacing
from app.services import cache
from app.services.backup import archive, create, places, postgresql_restore, settings_file
from app.services.backup.errors import explained
from app.services.backup.settings_file import SettingsOutcome
from app.services.backup.staging import StagedBackup

# What has ended since a backup stays ended: sessions, and links that work once.
ENDING = ("account_session", "invitation")


@dataclass(frozen=True)
class Restored:
    """What a restore did: where the former state is, and what became of the settings."""

    aside: Path | None
    settings: SettingsOutcome


def replace_site(backup: StagedBackup) -> Restored:
    """Put a staged backup in the site's place, keeping the former state. Raises BackupError."""
    with explained(places.restoring_folder()):
        if places.has_database_file():
            aside = _replace_file_of_site(backup.database)
        else:
            aside = postgresql_restore.replace_site(has_site=places.has_site())
        return Restored(aside, settings_file.restore_settings(backup.settings))


def _replace_file_of_site(database: Path) -> Path | None:
    site = places.database_file()
    if site.exists():
        return _replace(site, database)
    _put_in_place(database, site)
    return None


@dataclass
class _Handover:
    """What is taken over from the former state of the site while nobody else can write."""

    aside: Path | None = None
    changes: int = 0
    valid: dict[str, str] = field(default_factory=dict)

    def keep(self, live: sqlite3.Connection) -> None:
        """Save the former state, and note which sessions and links had not ended."""
        self.aside = create.keep_aside(create.BEFORE_RESTORE)
        tables = copying.quoted_names(live)
        for table in ENDING:
            if f'"{table}"' in tables:
                tokens = live.execute(f"SELECT token_hash FROM main.{table}")  # noqa: S608
                self.valid[table] = json.dumps([token for (token,) in tokens])
        if '"site"' in tables:
            self.changes = live.execute("SELECT max(changes) FROM main.site").fetchone()[0] or 0

    def finish(self, live: sqlite3.Connection) -> None:
        """End what had ended, and invalidate all that was cached."""
        for table, valid in self.valid.items():
            ended = "token_hash NOT IN (SELECT value FROM json_each(?))"
            live.execute(f"DELETE FROM main.{table} WHERE {ended}", (valid,))  # noqa: S608
        _renew_data_version(live, self.changes)


def _renew_data_version(connection: sqlite3.Connection, former: int = 0) -> None:
    """Give a database a number of changes that the site never had, so that no cache is valid."""
    new = f"max(changes, {former}) + {cache.leap()}"
    if not connection.execute(f"UPDATE main.site SET changes = {new}").rowcount:  # noqa: S608
        connection.execute("INSERT INTO main.site (id, changes) VALUES (1, ?)", (former + 1,))


def _replace(site: Path, database: Path) -> Path | None:
    handover = _Handover()
    try:
        replacing.replace_content(site, database, handover.keep, handover.finish)
    except sqlite3.OperationalError:
        # Nothing was changed, so the former state is the present one.
        if handover.aside:
            handover.aside.unlink()
        raise
    except sqlite3.DatabaseError:
        # The site's own file is beyond use, so nothing in it can be overwritten.
        handover.aside = handover.aside or create.keep_aside(create.BEFORE_RESTORE)
        _put_in_place(database, site)
    return handover.aside


def _put_in_place(database: Path, site: Path) -> None:
    with closing(copying.connect(database)) as connection:
        _renew_data_version(connection)
    if site.exists():
        shutil.copymode(site, database)
        with suppress(PermissionError):
            os.chown(database, site.stat().st_uid, site.stat().st_gid)
    # Otherwise SQLite would add them to the new file.
    for suffix in ("-wal", "-shm", "-journal"):
        site.with_name(site.name + suffix).unlink(missing_ok=True)
    archive.replace_file(database, site)

"""When the newest backup was made, wherever it went, and whether it is time for another."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from app.database import db
from app.models import Revision
from app.models.columns import now
from app.services.backup import places

# Not in the database: a restored one would not know of the backups made since.
RECORD = "newest"
LONGEST = timedelta(days=30)


@dataclass(frozen=True)
class BackupAge:
    """When the newest backup was made here, if there is one, and whether a new one is due.

    Where the database `is_shared`, other hosts may have made newer ones.
    """

    made_at: datetime | None
    is_due: bool
    is_shared: bool = False

    @property
    def days(self) -> int:
        """Its age in whole days."""
        return (now() - self.made_at).days if self.made_at else 0


def record(folder: Path, made_at: datetime) -> None:
    """Note in the backups folder that one was made; else the site only reminds too early."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / RECORD).write_text(made_at.isoformat(timespec="seconds"))


def backup_age() -> BackupAge | None:
    """Return the age of the newest backup, or None if the site can't make any."""
    if not places.can_back_up():
        return None
    made_at, is_shared = _recorded(), not places.has_database_file()
    # Without a backup of its own, a host knows nothing of those of others.
    since = made_at if is_shared else made_at or _first_change()
    return BackupAge(made_at, since is not None and now() - since > LONGEST, is_shared)


def _first_change() -> datetime | None:
    return db.session.scalar(select(func.min(Revision.made_at)))


def _recorded() -> datetime | None:
    try:
        recorded = (places.backups_folder() / RECORD).read_text()
        return datetime.fromisoformat(recorded).astimezone(UTC)
    except (OSError, ValueError):
        return None

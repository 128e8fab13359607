"""Put a staged dump in the place of a site on PostgreSQL, which may be in use."""

from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, delete, inspect, select, text, update

from app.database import db, staged_schema
from app.models import AccountSession, Invitation, Site
from app.services import cache
from app.services.backup import create

# What has ended since a backup stays ended: sessions, and links that work once.
ENDING = (AccountSession, Invitation)


def replace_site(*, has_site: bool) -> Path | None:
    """Put the staged tables in the site's place; return where its former state is, if any."""
    handover = _FormerState(has_site)
    try:
        staged_schema.exchange(db.engine, handover.keep, handover.finish)
    except BaseException:
        # Nothing was changed, so the former state is the present one.
        if handover.aside:
            handover.aside.unlink()
        raise
    return handover.aside


@dataclass
class _FormerState:
    """What is taken over from the former state of the site while nobody else can write."""

    has_site: bool
    aside: Path | None = None
    changes: int = 0
    valid: dict[str, list[str]] = field(default_factory=dict)

    def keep(self, connection: Connection) -> None:
        """Save the former state, and note which sessions and links had not ended."""
        if not self.has_site:
            return
        self.aside = create.keep_aside(create.BEFORE_RESTORE)
        tables = inspect(connection).get_table_names()
        for model in ENDING:
            if model.__tablename__ in tables:
                tokens = connection.scalars(select(model.token_hash))
                self.valid[model.__tablename__] = list(tokens)
        if Site.__tablename__ in tables:
            self.changes = connection.scalar(text("SELECT max(changes) FROM site")) or 0

    def finish(self, connection: Connection) -> None:
        """End what had ended, and give a number of changes that no cache has seen."""
        for model in ENDING:
            if (valid := self.valid.get(model.__tablename__)) is not None:
                connection.execute(delete(model).where(model.token_hash.not_in(valid)))
        found = connection.scalar(select(Site.changes)) or 0
        new = max(found, self.changes) + cache.leap()
        connection.execute(update(Site).values(changes=new))

"""The site itself, in one row that counts its changes, and what all of its processes share."""

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import ChangeCount, MessageText, UtcDateTime, not_blank


class Site(Base):
    """`changes` grows with every committed write, so that caches know what is still valid.

    `lineage` tells the site from others with as many changes. `secret` is the key of the hashes
    that stand for what was deleted permanently. `tag_authority` is the host and the day that the
    ids of feeds begin with (services/exporting/feeds/tags.py).
    """

    __tablename__ = "site"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"), not_blank("tag_authority"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    changes: Mapped[ChangeCount]
    secret: Mapped[str | None]
    lineage: Mapped[str | None] = mapped_column(default=lambda: secrets.token_hex(8))
    tag_authority: Mapped[str | None]


class LookupHost(Base):
    """A host of bibliographic data, which may be asked again from `free_at` on.

    `asker` is who asks it right now; should they die meanwhile, `free_at` is valid all the same.
    """

    __tablename__ = "lookup_host"
    __table_args__ = (not_blank("host"),)

    host: Mapped[str] = mapped_column(primary_key=True)
    free_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asker: Mapped[str | None]


class Purge(Base):
    """The last call that emptied the cache in front of the site, or failed to: `error` says why."""

    __tablename__ = "purge"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(MessageText)

"""The site itself: one row that counts its changes and holds its secret."""

import secrets

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import ChangeCount, not_blank


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

"""Dismissed duplicates, stored by version id so that joins, splits and the trash don't matter."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import UtcDateTime, now


class DismissedDuplicate(Base):
    """Two publications that are not duplicates; no foreign keys, since both can be restored."""

    __tablename__ = "kept_apart"
    __table_args__ = (CheckConstraint("one_id < other_id", name="in_order"),)

    one_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    who: Mapped[str]

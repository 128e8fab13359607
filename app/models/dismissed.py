"""Pairs that an editor said are not the same: publications, and names of co-authors."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import UtcDateTime, now


class DismissedDuplicate(Base):
    """Two publications that are not duplicates, by their ids, which joins and splits don't change.

    No foreign keys, since both can be restored.
    """

    __tablename__ = "kept_apart"
    __table_args__ = (CheckConstraint("one_id < other_id", name="in_order"),)

    one_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    who: Mapped[str]


class DismissedNames(Base):
    """Two co-authors, by slug, who are different people; they need not exist any more."""

    __tablename__ = "names_kept_apart"
    __table_args__ = (CheckConstraint("one < other", name="in_order"),)

    one: Mapped[str] = mapped_column(primary_key=True)
    other: Mapped[str] = mapped_column(primary_key=True)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    who: Mapped[str]

"""Declined entries: what the owner said is not hers, or deleted, remembered for later imports."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import Id, UtcDateTime, not_blank, now, one_of


class DeclineReason(StrEnum):
    """Why an entry is declined."""

    NOT_MINE = "not-mine"
    DELETED = "deleted"


class DeclinedKind(StrEnum):
    """What a declined entry is recognized by; authors and year only together with a title."""

    DOI = "doi"
    ARXIV = "arxiv"
    ISBN = "isbn"
    TITLE = "title"
    AUTHOR = "author"
    YEAR = "year"
    ENTRY = "entry"


class Declined(Base):
    """A declined entry, or a deleted work with all its versions.

    `declined_by` and `taken_back_by` are the revisions that declined it and took that back last,
    so that undo can switch between them; it counts while `taken_back_by` is empty. Without a title
    it was deleted permanently. No foreign keys: it outlives the work and the revisions.
    """

    __tablename__ = "declined"
    __table_args__ = (
        not_blank("title"),
        CheckConstraint("(work_id IS NULL) = (reason = 'not-mine')", name="deleted_work"),
        Index("ix_declined_work_id", "work_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    reason: Mapped[DeclineReason] = mapped_column(one_of(DeclineReason, "reason"))
    title: Mapped[str | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    who: Mapped[str]
    work_id: Mapped[int | None]
    declined_by: Mapped[int | None]
    taken_back_by: Mapped[int | None]


class DeclinedValue(Base):
    """One value that a version of a declined entry is recognized by, or its hash."""

    __tablename__ = "declined_value"
    __table_args__ = (
        not_blank("value"),
        CheckConstraint("version >= 0", name="version_counts"),
    )

    declined_id: Mapped[int] = mapped_column(
        ForeignKey("declined.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DeclinedKind] = mapped_column(one_of(DeclinedKind, "kind"), primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    is_hashed: Mapped[bool] = mapped_column(default=False)

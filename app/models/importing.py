"""Imports: a file as it was given, and what each of its entries would do to the site."""

from datetime import datetime
from enum import StrEnum
from typing import Any, TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.bibliography.entry import Format
from app.database import Base
from app.models.columns import Id, UtcDateTime, not_blank, now, one_of


class ImportState(StrEnum):
    READING = "reading"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    STOPPED = "stopped"
    FAILED = "failed"


class ItemState(StrEnum):
    """What an entry is to the site as it was when the preview was made."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    VERSION = "version"
    SIMILAR = "similar"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The words that a reader meets."""
        return STATE_LABELS[self]


STATE_LABELS = {
    ItemState.NEW: "New",
    ItemState.CHANGED: "Changed",
    ItemState.SAME: "Same",
    ItemState.VERSION: "Another version",
    ItemState.SIMILAR: "Looks like another",
    ItemState.UNREADABLE: "Could not be read",
}


class Decision(StrEnum):
    """What is to be done with an entry: a work of its own, a part of another, or nothing."""

    ADD = "add"
    JOIN = "join"
    SKIP = "skip"


class Difference(TypedDict):
    """A field that the site has otherwise.

    `by_hand` where she changed it since it was imported, `is_news` where the entry did;
    `is_update` where the entry is a later state of the one that her version was made of.
    """

    field: str
    hers: Any
    theirs: Any
    by_hand: bool
    is_news: bool
    is_update: bool


class ImportBatch(Base):
    """`changes` is the site's count of changes that the preview was made at.

    Whoever works on it renews `beat_at`; when that is old, another may take over. `form_key` lets
    a form be sent twice and begin one import.
    """

    __tablename__ = "import_batch"
    __table_args__ = (
        not_blank("name"),
        CheckConstraint("done >= 0 AND total >= 0", name="counts"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    who: Mapped[str]
    account_id: Mapped[int | None]
    name: Mapped[str]
    format: Mapped[Format] = mapped_column(one_of(Format, "format"))
    state: Mapped[ImportState] = mapped_column(one_of(ImportState, "state"))
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    changes: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None]
    beat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)


class ImportContent(Base):
    """A piece of what was given: apart from its import, whose row is written again and again."""

    __tablename__ = "import_content"
    __table_args__ = (CheckConstraint("position >= 0", name="position"),)

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    piece: Mapped[bytes]


class ImportItem(Base):
    """`record` is a Record as JSON; the ids name what it belongs to on the site, or will have made.

    `leader` is the position of an earlier entry of the same file that is the same work.
    """

    __tablename__ = "import_item"
    __table_args__ = (
        CheckConstraint("leader < position", name="leader_comes_before"),
        CheckConstraint(
            "(record IS NULL) = (state = 'unreadable')", name="record_unless_unreadable"
        ),
        Index("ix_import_item_state", "batch_id", "state", "position"),
    )

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    line: Mapped[int]
    state: Mapped[ItemState] = mapped_column(one_of(ItemState, "state"))
    decision: Mapped[Decision] = mapped_column(one_of(Decision, "decision"))
    source: Mapped[str]
    record: Mapped[str | None]
    title: Mapped[str]
    problem: Mapped[str | None]
    doubts: Mapped[list[str]] = mapped_column(JSON, default=list)
    differences: Mapped[list[Difference]] = mapped_column(JSON, default=list)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    suggested: Mapped[list[str]] = mapped_column(JSON, default=list)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    work_id: Mapped[int | None]
    publication_id: Mapped[int | None]
    leader: Mapped[int | None]
    score: Mapped[int | None]

"""Imports: the original file, and for each of its entries the proposed change to the site."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Dialect, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from app.bibliography.entry import Format
from app.bibliography.messages import message
from app.database import Base
from app.models.columns import (
    ChangeCount,
    Id,
    MessageList,
    MessageText,
    UtcDateTime,
    not_blank,
    now,
    one_of,
)
from app.translations.text import translated


class ImportState(StrEnum):
    READING = "reading"
    READY = "ready"
    APPLYING = "applying"
    APPLIED = "applied"
    STOPPED = "stopped"
    FAILED = "failed"


class ItemState(StrEnum):
    """How an entry relates to the site at the time of the preview."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    VERSION = "version"
    SIMILAR = "similar"
    DECLINED = "declined"
    UNREADABLE = "unreadable"

    @property
    def label(self) -> str:
        """The text shown to users."""
        return translated(STATE_LABELS[self])


STATE_LABELS = {
    ItemState.NEW: message("New"),
    ItemState.CHANGED: message("Changed"),
    ItemState.SAME: message("Same"),
    ItemState.VERSION: message("Another version"),
    ItemState.SIMILAR: message("Possible duplicate"),
    ItemState.DECLINED: message("Declined before"),
    ItemState.UNREADABLE: message("Could not be read"),
}


class Decision(StrEnum):
    """Whether to add an entry as a new work, join it to an existing one, or skip it.

    DECLINE skips it as not the owner's, now and in later imports.
    """

    ADD = "add"
    JOIN = "join"
    SKIP = "skip"
    DECLINE = "decline"

    @property
    def is_skipped(self) -> bool:
        """Whether nothing is imported from the entry."""
        return self in {Decision.SKIP, Decision.DECLINE}


@dataclass(frozen=True)
class Difference:
    """A field whose value in an entry differs from the one on the site.

    `edited_locally`: the site's value was changed after it was imported. `changed_upstream`: the
    entry's value was changed since then. `is_update`: the entry is a newer state of the entry that
    the site's version was imported from.
    """

    field: str
    current: Any
    incoming: Any
    edited_locally: bool
    changed_upstream: bool
    is_update: bool = False


class DifferenceList(TypeDecorator[list[Difference]]):
    """A JSON column of differences, which keeps the key names of the first release."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: list[Difference] | None, dialect: Dialect) -> Any:
        """Store each difference as an object."""
        return [
            {STORED_KEYS.get(key, key): part for key, part in asdict(one).items()}
            for one in value or ()
        ]

    def process_result_value(self, value: Any, dialect: Dialect) -> list[Difference]:
        """Read what was stored."""
        return [
            Difference(**{ATTRIBUTES.get(key, key): part for key, part in one.items()})
            for one in value or ()
        ]


STORED_KEYS = {
    "current": "hers",
    "incoming": "theirs",
    "edited_locally": "by_hand",
    "changed_upstream": "is_news",
}
ATTRIBUTES = {stored: attribute for attribute, stored in STORED_KEYS.items()}


class ImportBatch(Base):
    """An import and its progress.

    `changes` is the site's change count when the preview was made. The worker keeps updating
    `heartbeat_at`; once that is old, another worker may take over. `form_key` makes submitting the
    same form twice create one import only. `removed_by` and `restored_by` are the revisions that
    removed it from the list and restored it last; it is listed while `removed_by` is empty.
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
    name: Mapped[str] = mapped_column(MessageText)
    format: Mapped[Format] = mapped_column(one_of(Format, "format"))
    state: Mapped[ImportState] = mapped_column(one_of(ImportState, "state"))
    total: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    changes: Mapped[ChangeCount]
    worker: Mapped[str | None]
    heartbeat_at: Mapped[datetime | None] = mapped_column("beat_at", UtcDateTime)
    note: Mapped[str | None] = mapped_column(MessageText)
    form_key: Mapped[str | None] = mapped_column(unique=True)
    removed_by: Mapped[int | None]
    restored_by: Mapped[int | None]


class ImportContent(Base):
    """A piece of an import's content, in a table of its own: the import's row changes often."""

    __tablename__ = "import_content"
    __table_args__ = (CheckConstraint("position >= 0", name="position"),)

    batch_id: Mapped[int] = mapped_column(
        ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    piece: Mapped[bytes]


class ImportItem(Base):
    """An entry of an import, its classification, and the editor's decision about it.

    `record` is a Record as JSON. `work_id` and `publication_id` are the work and the version on the
    site that it belongs to. `duplicate_of` is the position of an earlier entry of the same file
    that is of the same work. `declined_id` is what it was declined as.
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
    error: Mapped[str | None] = mapped_column("problem", MessageText)
    warnings: Mapped[list[str]] = mapped_column("doubts", MessageList, default=list)
    differences: Mapped[list[Difference]] = mapped_column(DifferenceList, default=list)
    fields: Mapped[list[str]] = mapped_column(JSON, default=list)
    suggested: Mapped[list[str]] = mapped_column(JSON, default=list)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    work_id: Mapped[int | None]
    publication_id: Mapped[int | None]
    duplicate_of: Mapped[int | None] = mapped_column("leader")
    score: Mapped[int | None]
    declined_id: Mapped[int | None]

"""Revisions: what was changed, by whom and when, as snapshots that outlive the records."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.models.columns import Id, MessageText, UtcDateTime, not_blank, now, one_of


class Action(StrEnum):
    SAVE = "save"
    ADD = "add"
    DELETE = "delete"
    JOIN = "join"
    SPLIT = "split"
    IMPORT = "import"
    UNDO = "undo"
    RESTORE = "restore"
    ERASE = "erase"


class Noun(StrEnum):
    """The kinds of records that revisions cover."""

    PROFILE = "profile"
    PERSON = "person"
    SUPERVISION = "supervision"
    TOPIC = "topic"
    VENUE = "venue"
    WORK = "work"
    SECTION = "section"
    ENTRY = "entry"


class Revision(Base):
    """One action of a user; a form sent twice acts once, thanks to `form_key`.

    Append-only, but for the content of records that are deleted permanently (services/erasing).

    `who` and `account_id` are not foreign keys, since accounts can be deleted.
    """

    __tablename__ = "revision"
    __table_args__ = (
        not_blank("title"),
        Index("ix_revision_undo_of", "undo_of"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    who: Mapped[str]
    account_id: Mapped[int | None]
    action: Mapped[Action] = mapped_column(one_of(Action, "action"))
    title: Mapped[str] = mapped_column(MessageText)
    undo_of: Mapped[int | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    items: Mapped[list["RevisionItem"]] = relationship(order_by="RevisionItem.position")


class RevisionItem(Base):
    """The fields of one record that a revision changed, before and after.

    `before` is empty for a new record, `after` for a deleted one. If it `is_erased`, what it held
    was deleted permanently, all or in part, so it can neither be undone nor restored.
    """

    __tablename__ = "revision_item"
    __table_args__ = (Index("ix_revision_item_record", "noun", "record_id", "revision_id"),)

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    noun: Mapped[Noun] = mapped_column(one_of(Noun, "noun"))
    record_id: Mapped[int]
    label: Mapped[str]
    is_made: Mapped[bool]
    is_gone: Mapped[bool]
    is_erased: Mapped[bool] = mapped_column(default=False)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)
    after: Mapped[dict[str, Any]] = mapped_column(JSON)

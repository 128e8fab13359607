"""Works: pieces of scholarship, each listed once and with a permanent address."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, ColumnElement, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.bibliography.messages import Message, message
from app.database import Base
from app.models.columns import Id, SortKey, UniqueText, UtcDateTime, WorkId, now, one_of
from app.models.publication import Publication
from app.models.topic import Topic

# The year of what is not published and has no year yet, for the order of the list.
FORTHCOMING = 9_999


def listed_year(listed_on: Any) -> Any:
    """Return the year of a date as the list sorts it, or of a column of them; 0 for none."""
    return listed_on // 10_000 % FORTHCOMING


def dated_within(first: int, last: int) -> ColumnElement[bool]:
    """Return the condition on works of these years, by an index; works without a year have none."""
    first, last = max(first, 1), min(last, FORTHCOMING - 1)
    return Work.listed_on.between(first * 10_000, last * 10_000 + 9_999)


class WorkState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"

    @property
    def label(self) -> Message:
        """The name of the state in the interface."""
        return STATE_LABELS[self]


STATE_LABELS = {
    WorkState.DRAFT: message("Draft"),
    WorkState.PUBLISHED: message("Published"),
}


work_topic = Table(
    "work_topic",
    Base.metadata,
    Column("work_id", ForeignKey("work.id", ondelete="CASCADE"), primary_key=True),
    Column("topic_id", ForeignKey("topic.id", ondelete="CASCADE"), primary_key=True),
    # The other direction of the primary key: the works of a topic.
    Index("ix_work_topic_topic_id", "topic_id", "work_id"),
)


class Work(Base):
    __tablename__ = "work"
    __table_args__ = (
        CheckConstraint("length(slug) > 0", name="slug_not_blank"),
        CheckConstraint("featured_position >= 0", name="featured_position_counts"),
        # Ids are never reused, since history and the trash refer to records by id.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    slug: Mapped[UniqueText]
    state: Mapped[WorkState] = mapped_column(
        one_of(WorkState, "state"), default=WorkState.PUBLISHED
    )
    featured_position: Mapped[int | None]
    # The date of the version shown (services/catalog/version_order.py), stored here so that one
    # index gives the order of the list.
    listed_on: Mapped[int] = mapped_column(default=0)
    # For lists by type and by title, derived as above (services/catalog/listing/order.py).
    type_rank: Mapped[int] = mapped_column(default=0)
    title_key: Mapped[SortKey] = mapped_column(default="")
    # Year, type, status and links, as the list is filtered by them.
    facet_group_id: Mapped[int | None] = mapped_column(ForeignKey("facet_group.id"))
    # The user chose the version shown, so it is not chosen automatically.
    is_arranged: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    # For feeds, derived as above: since when visitors see it.
    visible_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    publications: Mapped[list[Publication]] = relationship(
        cascade="all, delete-orphan", order_by=Publication.position
    )
    topics: Mapped[list[Topic]] = relationship(secondary=work_topic, order_by=Topic.position)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


Index("ix_work_listed", Work.state, Work.listed_on.desc(), Work.id)
Index("ix_work_by_type", Work.state, Work.type_rank, Work.listed_on.desc(), Work.id)
Index("ix_work_by_title", Work.state, Work.title_key, Work.id)
Index("ix_work_facet_group", Work.state, Work.facet_group_id, Work.id)
Index("ix_work_featured", Work.state, Work.featured_position)


class WorkSlug(Base):
    """A former slug of a work, which redirects (301) permanently."""

    __tablename__ = "work_slug"

    slug: Mapped[str] = mapped_column(primary_key=True)
    work_id: Mapped[WorkId]

"""The profile: one row about the owner, and the research topics in order."""

from datetime import datetime
from typing import TypedDict

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.models.columns import TopicId, UtcDateTime, now
from app.models.person import Person


class OwnerLink(TypedDict):
    """One of the owner's links, as stored in the profile."""

    kind: str
    label: str
    url: str


class PortraitFile(TypedDict):
    """One size and format of the portrait, by the hash of its image."""

    hash: str
    mimetype: str
    width: int


class CvPart(TypedDict):
    """A part of the CV, by its key, and whether it is shown."""

    part: str
    shown: bool


class Profile(Base):
    __tablename__ = "profile"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("list_group IN ('year', 'type', 'year-type')", name="list_group_known"),
        CheckConstraint("list_view IN ('full', 'compact')", name="list_view_known"),
        CheckConstraint("list_sort IN ('newest', 'oldest', 'title')", name="list_sort_known"),
        CheckConstraint(
            "cv_style IN ('apa', 'ieee', 'chicago', 'vancouver')", name="cv_style_known"
        ),
        CheckConstraint("cv_paper IN ('a4', 'letter')", name="cv_paper_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    memberships: Mapped[str] = mapped_column(default="")
    position_title: Mapped[str] = mapped_column(default="")
    affiliation: Mapped[str] = mapped_column(default="")
    biography: Mapped[str] = mapped_column(default="")
    # Rendered from it on saving (services/catalog/biography.py).
    biography_html: Mapped[str] = mapped_column(default="")
    email: Mapped[str | None]
    links: Mapped[list[OwnerLink]] = mapped_column(JSON, default=list)
    portrait: Mapped[list[PortraitFile]] = mapped_column(JSON, default=list)
    # How the list is shown whose address does not say how (services/catalog/selection.py).
    list_group: Mapped[str] = mapped_column(default="year")
    list_view: Mapped[str] = mapped_column(default="full")
    list_sort: Mapped[str] = mapped_column(default="newest")
    # The CV whose address does not say how (services/exporting/cv); parts not listed come last.
    cv_style: Mapped[str] = mapped_column(default="apa")
    cv_paper: Mapped[str] = mapped_column(default="a4")
    cv_parts: Mapped[list[CvPart]] = mapped_column(JSON, default=list)
    # The site's languages in their order, and the one of the texts in all tables' own columns.
    languages: Mapped[list[str]] = mapped_column(JSON, default=lambda: ["en"])
    text_language: Mapped[str] = mapped_column(default="en")
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)

    person: Mapped[Person] = relationship()
    topics: Mapped[list["ProfileTopic"]] = relationship(
        cascade="all, delete-orphan", order_by="ProfileTopic.position"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 (SQLAlchemy reads it so)


class ProfileTopic(Base):
    __tablename__ = "profile_topic"
    __table_args__ = (UniqueConstraint("profile_id", "position"),)

    profile_id: Mapped[int] = mapped_column(
        ForeignKey("profile.id", ondelete="CASCADE"), primary_key=True
    )
    topic_id: Mapped[TopicId] = mapped_column(primary_key=True)
    position: Mapped[int]

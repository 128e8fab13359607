"""Topics: the curated subjects that visitors filter the list by."""

from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import Id, TopicId, UniqueText, not_blank


class Topic(Base):
    __tablename__ = "topic"
    __table_args__ = (not_blank("name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    slug: Mapped[UniqueText]
    name: Mapped[UniqueText]
    position: Mapped[int] = mapped_column(default=0)


class TopicSlug(Base):
    """The slug of a topic that was merged into another one, to which it redirects (301)."""

    __tablename__ = "topic_slug"

    slug: Mapped[str] = mapped_column(primary_key=True)
    topic_id: Mapped[TopicId] = mapped_column(index=True)

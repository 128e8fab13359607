"""Topics: the curated subjects that visitors filter the list by."""

from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import Id, UniqueText, not_blank


class Topic(Base):
    __tablename__ = "topic"
    __table_args__ = (not_blank("name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    slug: Mapped[UniqueText]
    name: Mapped[UniqueText]
    position: Mapped[int] = mapped_column(default=0)

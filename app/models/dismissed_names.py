"""Names of co-authors that were said to be of different people."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import UtcDateTime, now


class DismissedNames(Base):
    """Two co-authors, by slug, who are different people; they need not exist any more."""

    __tablename__ = "names_kept_apart"
    __table_args__ = (CheckConstraint("one < other", name="in_order"),)

    one: Mapped[str] = mapped_column(primary_key=True)
    other: Mapped[str] = mapped_column(primary_key=True)
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    who: Mapped[str]

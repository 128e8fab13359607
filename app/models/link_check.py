"""What checks of the site's links found, and the run that checks them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.columns import MessageText, UtcDateTime, http_address, now, one_of


class LinkState(StrEnum):
    """How a link answered; `unsure` says nothing of what a visitor would see."""

    OK = "ok"
    MOVED = "moved"
    DEAD = "dead"
    UNSURE = "unsure"


class LinkCheck(Base):
    """The newest answer of an address, as a browser sends it."""

    __tablename__ = "link_check"
    __table_args__ = (
        http_address("url"),
        http_address("moved_to"),
        CheckConstraint("(state = 'moved') = (moved_to IS NOT NULL)", name="moved_somewhere"),
    )

    url: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[LinkState] = mapped_column(one_of(LinkState, "state"))
    reason: Mapped[str] = mapped_column(MessageText, default="")
    moved_to: Mapped[str | None]
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class LinkRun(Base):
    """The last run; it has a `worker` while it runs, whose heartbeat tells that it is alive."""

    __tablename__ = "link_run"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("done BETWEEN 0 AND total", name="done_of_total"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=1)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    worker: Mapped[str | None]
    heartbeat_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)

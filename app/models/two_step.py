"""Two-step sign-in: the secret that an app makes codes from, and recovery codes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base
from app.models.account import SHA256
from app.models.columns import UtcDateTime, now


class TwoStep(Base):
    """The two-step sign-in of an account; while not `is_on`, it is being set up.

    `last_step` is the time step of the last code used, since no code works twice.
    """

    __tablename__ = "two_step"
    __table_args__ = (CheckConstraint("length(secret) >= 32", name="secret_length"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    secret: Mapped[str]
    is_on: Mapped[bool] = mapped_column(default=False)
    last_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class RecoveryCode(Base):
    """A recovery code that was not used yet; only its hash is stored."""

    __tablename__ = "recovery_code"
    __table_args__ = (CheckConstraint(SHA256.format("code_hash"), name="code_hash_shape"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    code_hash: Mapped[str] = mapped_column(primary_key=True)

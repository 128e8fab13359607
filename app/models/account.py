"""Accounts of owners and editors, their sessions, invitations and sign-in attempts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base
from app.models.columns import Id, UniqueText, UtcDateTime, now, one_of

SHA256 = "length({0}) = 64"


class Role(StrEnum):
    OWNER = "owner"
    EDITOR = "editor"

    @property
    def label(self) -> str:
        """The name of the role in the interface."""
        return self.value.capitalize()


class Account(Base):
    """An account; `email` is stored in lower case, so that case makes no second account."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("email LIKE '_%@_%' AND email = lower(email)", name="email_shape"),
        CheckConstraint("password_hash LIKE '$argon2id$%'", name="password_hash_shape"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    email: Mapped[UniqueText]
    password_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    # Of the pages for editing; without one, the site's first.
    language: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class AccountSession(Base):
    """A signed-in browser; `token_hash` is the hash of the token in its cookie."""

    __tablename__ = "account_session"
    __table_args__ = (CheckConstraint(SHA256.format("token_hash"), name="token_hash_shape"),)

    id: Mapped[Id]
    token_hash: Mapped[UniqueText]
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    used_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    browser: Mapped[str] = mapped_column(default="")
    is_remembered: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship()


class Invitation(Base):
    """A one-time link to create an account, or to reset the password of `account_id`.

    It goes with the account that made it; without `made_by`, it was made from the terminal.
    """

    __tablename__ = "invitation"
    __table_args__ = (CheckConstraint(SHA256.format("token_hash"), name="token_hash_shape"),)

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(one_of(Role, "role"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInAttempt(Base):
    """An attempt to sign in; the e-mail is hashed, so that nothing typed is stored.

    `device` is the hash of a known device's id, empty for a browser that never signed in.
    """

    __tablename__ = "sign_in_attempt"

    id: Mapped[Id]
    email_hash: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
    device: Mapped[str | None]
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

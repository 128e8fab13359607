"""Who may sign in: their e-mail, their role, their password."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.models import Account, AccountSession, Invitation, Role
from app.services.accounts import passwords, sessions

SHAPE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LONGEST = 254
GONE = "This account is gone already."
LAST_OWNER = "This is the last owner's account: without it nobody could manage any."
TAKEN = "There is an account with this e-mail address already."


class AccountError(ValueError):
    """What can't be done with an account, in words."""


@dataclass(frozen=True)
class AccountRow:
    """An account as the owner sees it."""

    id: int
    email: str
    role: Role
    created_at: datetime
    sessions: int


def normal(email: str) -> str:
    """Return an e-mail address as it is kept."""
    return email.strip().lower()


def email_error(email: str) -> str | None:
    """Return in words what is wrong with an e-mail address, if anything is."""
    email = normal(email)
    if len(email) > LONGEST or not email.isprintable() or not SHAPE.fullmatch(email):
        return "An e-mail address looks like name@example.org."
    return None


def any_account() -> bool:
    """Return whether anybody has an account."""
    return db.session.scalar(select(Account.id).limit(1)) is not None


def account_id(email: str) -> int | None:
    """Return the id of an e-mail's account."""
    return db.session.scalar(select(Account.id).where(Account.email == normal(email)))


def all_accounts() -> list[AccountRow]:
    """Return all accounts in the order they were made."""
    signed_in = select(func.count()).where(
        AccountSession.account_id == Account.id, sessions.lasting()
    )
    rows = db.session.execute(select(Account, signed_in.scalar_subquery()).order_by(Account.id))
    return [AccountRow(a.id, a.email, a.role, a.created_at, count) for a, count in rows]


def add(email: str, password: str, role: str) -> int:
    """Make an account and return its id; raises AccountError."""
    refuse(email_error(email) or passwords.password_error(password, normal(email)))
    account_id = insert_account(email, passwords.hashed(password), role)
    db.session.commit()
    return account_id


def insert_account(email: str, password_hash: str, role: str) -> int:
    """Put an account in without committing; raises AccountError when the e-mail has one."""
    if not any_account():
        # Links printed while there was no account have had their use.
        db.session.execute(delete(Invitation).where(Invitation.account_id.is_(None)))
    account = Account(email=normal(email), password_hash=password_hash, role=Role(role))
    db.session.add(account)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise AccountError(TAKEN) from None
    return account.id


def set_password(account_id: int, password_hash: str, keep_session: int | None = None) -> None:
    """Replace a password without committing; all sessions but one end, and all reset links."""
    db.session.execute(
        update(Account).where(Account.id == account_id).values(password_hash=password_hash)
    )
    others = AccountSession.id != (keep_session or 0)
    mine = AccountSession.account_id == account_id
    db.session.execute(delete(AccountSession).where(mine, others))
    db.session.execute(delete(Invitation).where(Invitation.account_id == account_id))


def remove(account_id: int) -> str:
    """Remove an account and return its e-mail; raises AccountError for the last owner's."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise AccountError(GONE)
    owners = db.session.scalar(select(func.count()).where(Account.role == Role.OWNER)) or 0
    if account.role is Role.OWNER and owners == 1:
        raise AccountError(LAST_OWNER)
    email = account.email
    db.session.delete(account)
    db.session.commit()
    return email


def refuse(complaint: str | None) -> None:
    """Raise AccountError where there is something to complain of."""
    if complaint:
        raise AccountError(complaint)

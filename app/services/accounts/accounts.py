"""Accounts: e-mail address, role and password."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError

from app.database import db
from app.models import Account, AccountSession, Invitation, Role, TwoStep
from app.services.accounts import events, passwords, sessions
from app.services.accounts.events import Event
from app.services.actor import TERMINAL, Actor
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext

SHAPE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
LONGEST = 254
GONE = lazy_gettext("This account has already been removed.")
LAST_OWNER = lazy_gettext(
    "This is the last owner account. Without it, nobody could manage accounts."
)
OWN_RESET = lazy_gettext(
    "To change your own password, open “Your account”: it asks for the current one. If you forgot"
    " it, run flask --app wsgi account reset with your e-mail in the site's terminal."
)
TAKEN = lazy_gettext("An account with this e-mail address already exists.")
ANY_ACCOUNT = select(Account.id).limit(1)
ACCOUNT_ID = select(Account.id).where(Account.email == bindparam("email"))


class AccountError(ValueError):
    """An account can't be created or changed; the message says why."""


@dataclass(frozen=True)
class AccountRow:
    """An account in the owner's list."""

    id: int
    email: str
    role: Role
    created_at: datetime
    sessions: int
    has_two_step: bool


def normal(email: str) -> str:
    """Return an e-mail address as it is stored."""
    return email.strip().lower()


def email_error(email: str) -> str | None:
    """Return an error message for an invalid e-mail address, or None."""
    email = normal(email)
    if len(email) > LONGEST or not email.isprintable() or not SHAPE.fullmatch(email):
        return _("An e-mail address looks like name@example.org.")
    return None


def any_account() -> bool:
    """Return whether there is any account."""
    return db.session.scalar(ANY_ACCOUNT) is not None


def account_id(email: str) -> int | None:
    """Return the id of the account with this e-mail address, or None."""
    return db.session.scalar(ACCOUNT_ID, {"email": normal(email)})


def email_of(account_id: int) -> str:
    """Return the e-mail address of an account. Raises AccountError if it was removed."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise AccountError(GONE)
    return account.email


def all_accounts() -> list[AccountRow]:
    """Return all accounts, oldest first."""
    signed_in = select(func.count()).where(
        AccountSession.account_id == Account.id, sessions.IS_VALID
    )
    two_step = exists().where(TwoStep.account_id == Account.id, TwoStep.is_on)
    rows = db.session.execute(
        select(Account, signed_in.scalar_subquery(), two_step).order_by(Account.id)
    )
    return [AccountRow(a.id, a.email, a.role, a.created_at, *facts) for a, *facts in rows]


def add(email: str, password: str, role: str) -> int:
    """Create an account and return its id. Raises AccountError."""
    raise_error(email_error(email) or passwords.password_error(password, normal(email)))
    account_id = insert_account(email, passwords.hashed(password), role)
    db.session.commit()
    return account_id


def insert_account(email: str, password_hash: str, role: str) -> int:
    """Insert an account without committing. Raises AccountError if the e-mail has one."""
    if not any_account():
        # Links printed for the first account are no longer needed.
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
    """Replace a password without committing; end all other sessions and delete reset links."""
    db.session.execute(
        update(Account).where(Account.id == account_id).values(password_hash=password_hash)
    )
    others = AccountSession.id != (keep_session or 0)
    own = AccountSession.account_id == account_id
    db.session.execute(delete(AccountSession).where(own, others))
    db.session.execute(delete(Invitation).where(Invitation.account_id == account_id))


def set_language(account_id: int, language: str | None) -> None:
    """Choose the language of the editing pages for an account; None is the site's first one."""
    own = update(Account).where(Account.id == account_id)
    db.session.execute(own.values(language=language))
    db.session.commit()


def check_removable(account_id: int) -> str:
    """Return the e-mail of an account. Raises AccountError if it is gone or the last owner."""
    email = email_of(account_id)
    account = db.session.get_one(Account, account_id)
    owners = db.session.scalar(select(func.count()).where(Account.role == Role.OWNER)) or 0
    if account.role is Role.OWNER and owners == 1:
        raise AccountError(LAST_OWNER)
    return email


def remove(account_id: int, actor: Actor = TERMINAL) -> str:
    """Remove an account with the links that it made, and return its e-mail. Raises AccountError."""
    email = check_removable(account_id)
    db.session.delete(db.session.get_one(Account, account_id))
    db.session.commit()
    events.log(Event.ACCOUNT_REMOVED, account=email, by=actor.name)
    return email


def raise_error(message: str | None) -> None:
    """Raise AccountError if there is an error message."""
    if message:
        raise AccountError(message)

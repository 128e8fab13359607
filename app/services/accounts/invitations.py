"""One-time links to create an account, or to reset its password."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, select

from app.database import db
from app.models import Account, Invitation, Role
from app.models.columns import now
from app.services.accounts import accounts, passwords
from app.services.accounts.accounts import AccountError
from app.services.accounts.sessions import token_hash

USED = "This link has been used or has expired."


@dataclass(frozen=True)
class ValidInvitation:
    """A link that still works; `email` is that of the account whose password it resets."""

    role: Role
    email: str | None


def first_account_token() -> str | None:
    """Return a token to create the first account, or None if there is an account.

    A new token replaces the earlier ones, so only the last printed link works.
    """
    if accounts.any_account():
        db.session.rollback()
        return None
    db.session.execute(delete(Invitation))
    return invite(Role.OWNER)


def invite(role: str, account_id: int | None = None) -> str:
    """Return the token of a new link, for a new account or for resetting a password."""
    token = secrets.token_urlsafe(32)
    lifetime = timedelta(seconds=current_app.config["INVITATION_LIFETIME"])
    db.session.execute(delete(Invitation).where(Invitation.expires_at <= now()))
    if account_id is not None:
        db.session.execute(delete(Invitation).where(Invitation.account_id == account_id))
    db.session.add(
        Invitation(
            token_hash=token_hash(token),
            role=Role(role),
            account_id=account_id,
            expires_at=now() + lifetime,
        )
    )
    db.session.commit()
    return token


def reset(account_id: int) -> tuple[str, str]:
    """Return the e-mail of an account and the token of a link to reset its password."""
    account = db.session.get(Account, account_id)
    if account is None:
        raise AccountError(accounts.GONE)
    email = account.email
    return email, invite(account.role, account_id)


def get_invitation(token: str) -> ValidInvitation | None:
    """Return the invitation of a token, or None if it has been used or has expired."""
    row = db.session.execute(
        select(Invitation.role, Account.email)
        .outerjoin(Account, Account.id == Invitation.account_id)
        .where(Invitation.token_hash == token_hash(token), Invitation.expires_at > now())
    ).one_or_none()
    return ValidInvitation(row.role, row.email) if row else None


def accept(token: str, email: str, password: str) -> int:
    """Use a link to create an account or reset its password; return the account's id.

    Raises AccountError, without using up the link, for invalid input.
    """
    found = get_invitation(token)
    # Hashing is slow, so it runs outside a transaction, which would block other writers.
    db.session.rollback()
    if found is None:
        raise AccountError(USED)
    email = found.email or email
    accounts.raise_error(accounts.email_error(email) or passwords.password_error(password, email))
    password_hash = passwords.hashed(password)
    account_id = _use_up(token, email, password_hash)
    db.session.commit()
    return account_id


def _use_up(token: str, email: str, password_hash: str) -> int:
    row = db.session.execute(
        delete(Invitation)
        .where(Invitation.token_hash == token_hash(token), Invitation.expires_at > now())
        .returning(Invitation.role, Invitation.account_id)
    ).one_or_none()
    if row is None:
        db.session.rollback()
        raise AccountError(USED)
    if row.account_id is None:
        return accounts.insert_account(email, password_hash, row.role)
    accounts.set_password(row.account_id, password_hash)
    return int(row.account_id)

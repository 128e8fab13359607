"""Signing in with e-mail and password: slow for who guesses, the same words and time for all."""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, delete, select, update

from app.database import db
from app.models import Account, SignInAttempt
from app.models.columns import now
from app.services.accounts import accounts, passwords
from app.services.accounts.accounts import AccountError
from app.services.actor import Actor


class TooManyTriesError(Exception):
    """Refused without looking at the password; `seconds` until the next try counts."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many tries. Please try again in {_words(seconds)}.")


def account_of(email: str, password: str, address: str) -> int | None:
    """Return the account of an e-mail and its password, None when they don't belong together.

    Raises TooManyTriesError once the e-mail or the address has used up its tries.
    """
    email = accounts.normal(email)
    who = hashlib.sha256(email.encode()).hexdigest()
    # Committed before the slow part: no lock is held, and other workers count this try too.
    _note_try(who, _place(address))
    found = select(Account.id, Account.password_hash).where(Account.email == email)
    account = db.session.execute(found).one_or_none()
    db.session.rollback()
    if not passwords.matches(account and account.password_hash, password) or account is None:
        return None
    outdated = passwords.is_outdated(account.password_hash)
    renewed = passwords.hashed(password) if outdated else account.password_hash
    db.session.execute(
        update(Account)
        .where(Account.id == account.id, Account.password_hash == account.password_hash)
        .values(password_hash=renewed)
    )
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.email_hash == who))
    db.session.commit()
    return int(account.id)


def change_password(editor: Actor, current: str, new: str, address: str) -> None:
    """Change one's own password and end one's other sessions.

    Raises AccountError, and TooManyTriesError: a browser left open is no way to guess either.
    """
    if account_of(editor.name, current, address) is None:
        raise AccountError("This is not your present password.")
    accounts.refuse(passwords.password_error(new, editor.name))
    password_hash = passwords.hashed(new)
    accounts.set_password(editor.account_id or 0, password_hash, editor.session_id)
    db.session.commit()


def _note_try(who: str, place: str) -> None:
    oldest = now() - timedelta(seconds=current_app.config["SIGN_IN_PERIOD"])
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at <= oldest))
    seconds = max(
        _wait(SignInAttempt.email_hash == who, oldest),
        _wait(SignInAttempt.address == place, oldest),
    )
    if not seconds:
        db.session.add(SignInAttempt(email_hash=who, address=place))
    db.session.commit()
    if seconds:
        raise TooManyTriesError(seconds)


def _wait(which: ColumnElement[bool], oldest: datetime) -> int:
    """Return the seconds until fewer tries than allowed remain in the period."""
    tries = current_app.config["SIGN_IN_TRIES"]
    latest = select(SignInAttempt.tried_at).where(which).order_by(SignInAttempt.tried_at.desc())
    decisive = db.session.scalar(latest.offset(tries - 1).limit(1))
    return int((decisive - oldest).total_seconds()) + 1 if decisive else 0


def _place(address: str) -> str:
    # Whoever has one IPv6 address has 2^64 of them.
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _words(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds" if seconds > 1 else "a second"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes > 1 else "a minute"

"""Sign-in with e-mail and password: limits guessing, and doesn't reveal which accounts exist."""

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
    """Too many attempts; the next one is allowed in `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many attempts. Try again in {_duration(seconds)}.")


def account_of(email: str, password: str, address: str) -> int | None:
    """Return the id of the account with this e-mail and password, or None.

    Raises TooManyTriesError after too many attempts for the e-mail or from the IP address.
    """
    email = accounts.normal(email)
    who = hashlib.sha256(email.encode()).hexdigest()
    # Committed before the slow part, so that no lock is held and other workers count it too.
    _record_attempt(who, _network(address))
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


def change_password(actor: Actor, current: str, new: str, address: str) -> None:
    """Change the actor's password and end all other sessions.

    Raises AccountError, and TooManyTriesError, since a browser left open must not allow guessing.
    """
    if account_of(actor.name, current, address) is None:
        raise AccountError("This is not your current password.")
    accounts.raise_error(passwords.password_error(new, actor.name))
    password_hash = passwords.hashed(new)
    accounts.set_password(actor.account_id or 0, password_hash, actor.session_id)
    db.session.commit()


def _record_attempt(who: str, network: str) -> None:
    oldest = now() - timedelta(seconds=current_app.config["SIGN_IN_PERIOD"])
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at <= oldest))
    seconds = max(
        _wait(SignInAttempt.email_hash == who, oldest),
        _wait(SignInAttempt.address == network, oldest),
    )
    if not seconds:
        db.session.add(SignInAttempt(email_hash=who, address=network))
    db.session.commit()
    if seconds:
        raise TooManyTriesError(seconds)


def _wait(condition: ColumnElement[bool], oldest: datetime) -> int:
    """Return the seconds until the next attempt is allowed."""
    tries = current_app.config["SIGN_IN_TRIES"]
    latest = select(SignInAttempt.tried_at).where(condition).order_by(SignInAttempt.tried_at.desc())
    decisive = db.session.scalar(latest.offset(tries - 1).limit(1))
    return int((decisive - oldest).total_seconds()) + 1 if decisive else 0


def _network(address: str) -> str:
    # A client with one IPv6 address usually has 2^64 of them.
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network((parsed, 64), strict=False))


def _duration(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} seconds" if seconds > 1 else "a second"
    minutes = -(-seconds // 60)
    return f"{minutes} minutes" if minutes > 1 else "a minute"

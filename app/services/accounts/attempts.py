"""Attempts at passwords and codes: counted in the database, so that all workers count them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, delete, select

from app.database import clock, db
from app.models import Account, SignInAttempt
from app.services.accounts import devices
from app.services.accounts.networks import network
from app.translations.text import ngettext


class TooManyTriesError(Exception):
    """Too many attempts; the next one is allowed in `seconds`."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(_advice(seconds))


@dataclass(frozen=True)
class Browser:
    """A browser: its IP address, and the token that may mark it as a known device."""

    address: str
    device_token: str = ""


@dataclass(frozen=True)
class Counter:
    """What an attempt counts towards: `who` is the hash of an e-mail and of what is guessed."""

    who: str
    address: str
    device: str | None

    def record(self) -> None:
        """Record an attempt and commit. Raises TooManyTriesError instead if there were too many."""
        # A host whose own clock is ahead must not forget what others have just counted.
        now = clock.now()
        oldest = now - timedelta(seconds=current_app.config["SIGN_IN_PERIOD"])
        db.session.execute(delete(SignInAttempt).where(SignInAttempt.tried_at <= oldest))
        seconds = max(_wait(condition, oldest) for condition in self._limits())
        if not seconds:
            db.session.add(
                SignInAttempt(
                    email_hash=self.who, address=self.address, device=self.device, tried_at=now
                )
            )
        db.session.commit()
        if seconds:
            raise TooManyTriesError(seconds)

    def clear(self) -> None:
        """Forget the attempts of this account, by this device or by strangers; don't commit."""
        db.session.execute(delete(SignInAttempt).where(self._own()))

    def _limits(self) -> Sequence[ColumnElement[bool]]:
        if self.device:
            return [self._own()]
        strangers = SignInAttempt.device.is_(None)
        return [self._own(), strangers & (SignInAttempt.address == self.address)]

    def _own(self) -> ColumnElement[bool]:
        # A device is that of one account, and `== None` is rendered as IS NULL.
        return (SignInAttempt.email_hash == self.who) & (SignInAttempt.device == self.device)


def counter(email: str, account: Account | None, browser: Browser, guessed: str = "") -> Counter:
    """Return the counter of attempts for an e-mail, whether or not it has an account."""
    who = hashlib.sha256(f"{email}\0{guessed}".encode("utf-8", "replace")).hexdigest()
    # A client with one IPv6 address usually has 2^64 of them.
    address = network(browser.address, v4=32, v6=64)
    return Counter(who, address, devices.device_id(account, browser.device_token))


def _wait(condition: ColumnElement[bool], oldest: datetime) -> int:
    """Return the seconds until the next attempt is allowed."""
    tries = current_app.config["SIGN_IN_TRIES"]
    latest = select(SignInAttempt.tried_at).where(condition).order_by(SignInAttempt.tried_at.desc())
    decisive = db.session.scalar(latest.offset(tries - 1).limit(1))
    return int((decisive - oldest).total_seconds()) + 1 if decisive else 0


def _advice(seconds: int) -> str:
    if seconds < 60:
        return ngettext(
            "Too many attempts. Try again in a second.",
            "Too many attempts. Try again in %(num)s seconds.",
            seconds,
        )
    return ngettext(
        "Too many attempts. Try again in a minute.",
        "Too many attempts. Try again in %(num)s minutes.",
        -(-seconds // 60),
    )

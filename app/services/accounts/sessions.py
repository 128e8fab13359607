"""Sessions of signed-in browsers; the database stores the hash of the cookie's token."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, delete, or_, select, update

from app.database import db
from app.database.transactions import writing
from app.models import Account, AccountSession
from app.models.columns import now
from app.services.accounts import events
from app.services.accounts.events import Event
from app.services.actor import Actor
from app.translations.text import gettext as _

# Limits how often the last use is written.
USE_INTERVAL = timedelta(minutes=1)


def _since(setting: str) -> BindParameter[datetime]:
    """Return the time before which a session has expired, looked up whenever a query runs."""
    return bindparam(
        None,
        callable_=lambda: now() - timedelta(seconds=current_app.config[setting]),
        type_=AccountSession.used_at.type,
        unique=True,
    )


# The condition on sessions that have not expired.
IS_VALID = or_(
    and_(
        AccountSession.is_remembered,
        AccountSession.used_at > _since("SESSION_REMEMBERED"),
        AccountSession.created_at > _since("SESSION_REMEMBERED"),
    ),
    and_(
        ~AccountSession.is_remembered,
        AccountSession.used_at > _since("SESSION_IDLE"),
        AccountSession.created_at > _since("SESSION_LONGEST"),
    ),
)
DELETE_EXPIRED = (
    delete(AccountSession).where(~IS_VALID).execution_options(synchronize_session=False)
)
# Built once: every page for a signed-in visitor begins with it.
OF_TOKEN = (
    select(AccountSession.id, AccountSession.used_at, AccountSession.account_id)
    .add_columns(Account.email, Account.role, Account.language)
    .join(AccountSession.account)
    .where(AccountSession.token_hash == bindparam("token_hash"), IS_VALID)
)


@dataclass(frozen=True)
class Session:
    """A valid session, and the actor who is signed in with it; `language` is the account's own."""

    actor: Actor
    used_at: datetime
    language: str | None


@dataclass(frozen=True)
class SessionRow:
    """A session in the list on the account page."""

    id: int
    browser: str
    created_at: datetime
    used_at: datetime
    is_remembered: bool
    is_this: bool


def start(
    account_id: int, browser: str = "", remembered: bool = False, previous: Actor | None = None
) -> str:
    """Start a session in place of the `previous` actor's; return the token for the cookie.

    Only its hash is stored. What was verified in this transaction is committed with the session.
    """
    token = secrets.token_urlsafe(32)
    db.session.execute(DELETE_EXPIRED)
    if previous:
        db.session.execute(delete(AccountSession).where(*_is_of(previous)))
    db.session.add(
        AccountSession(
            token_hash=token_hash(token),
            account_id=account_id,
            browser=browser,
            is_remembered=remembered,
        )
    )
    db.session.commit()
    return token


def get_session(token: str) -> Session | None:
    """Return the session of a cookie's token, or None if it is no longer valid."""
    row = db.session.execute(OF_TOKEN, {"token_hash": token_hash(token)}).one_or_none()
    if row is None:
        return None
    actor = Actor(row.email, row.role, row.account_id, row.id, form_token(token))
    return Session(actor, row.used_at, row.language)


def lasts(actor: Actor) -> bool:
    """Return whether the actor's session has not been ended, as of now."""
    own = select(AccountSession.id).where(*_is_of(actor))
    return db.session.scalar(own) is not None


def note_use(session: Session) -> None:
    """Store when a session was last used, at most once a minute, in a separate transaction."""
    idle = timedelta(seconds=current_app.config["SESSION_IDLE"])
    if now() - session.used_at < min(USE_INTERVAL, idle / 2):
        return
    used = update(AccountSession).where(AccountSession.id == session.actor.session_id)
    # Nobody's page waits for this.
    with writing(waits=False) as connection:
        connection.execute(used.values(used_at=now()))


def account_sessions(actor: Actor) -> list[SessionRow]:
    """Return the sessions of an account, last used first."""
    rows = db.session.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == actor.account_id, IS_VALID)
        .order_by(AccountSession.used_at.desc(), AccountSession.id.desc())
    )
    return [
        SessionRow(
            row.id,
            browser_label(row.browser),
            row.created_at,
            row.used_at,
            row.is_remembered,
            row.id == actor.session_id,
        )
        for row in rows
    ]


def end(actor: Actor, session_id: int | None = None) -> None:
    """End a session of the actor's account, by default the current one."""
    _end(*_is_of(actor, session_id))
    if session_id is not None:
        events.log(Event.SESSIONS_ENDED, account=actor.name)


def end_others(actor: Actor) -> None:
    """End all sessions of the actor's account except the current one."""
    _end(
        AccountSession.account_id == actor.account_id,
        AccountSession.id != (actor.session_id or 0),
    )
    events.log(Event.SESSIONS_ENDED, account=actor.name)


def token_hash(token: str) -> str:
    """Return the hash of a token, as it is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_token(token: str) -> str:
    """Return the CSRF token of the session's forms, derived from the cookie's token."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def _is_of(actor: Actor, session_id: int | None = None) -> tuple[ColumnElement[bool], ...]:
    id_ = actor.session_id if session_id is None else session_id
    return AccountSession.account_id == actor.account_id, AccountSession.id == id_


def _end(*conditions: ColumnElement[bool]) -> None:
    db.session.execute(delete(AccountSession).where(*conditions))
    db.session.commit()


# In this order, since the `User-Agent` of most browsers names other browsers too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "a Mac",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser_name(user_agent: str) -> str:
    """Return the name of a browser from its `User-Agent`, such as "Firefox on Linux"."""
    browser = _first(BROWSERS, user_agent) or "Unknown browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def browser_label(name: str) -> str:
    """Return the name of a browser, as it is stored, in the language used now."""
    labels = {
        "": _("Unknown browser"),
        "Unknown browser": _("Unknown browser"),
        "a Mac": _("a Mac"),
    }
    browser, _on, system = name.partition(" on ")
    browser = labels.get(browser, browser)
    if not system:
        return browser
    return _("%(browser)s on %(system)s", browser=browser, system=labels.get(system, system))


def _first(known: dict[str, str], user_agent: str) -> str | None:
    return next((name for sign, name in known.items() if sign in user_agent), None)

"""Browsers that are signed in: rows that hold the hash of what the browser's cookie holds."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from app.database import db
from app.database.transactions import writing
from app.models import Account, AccountSession
from app.models.columns import now
from app.services.actor import Actor

# A page a second need not be a write a second.
NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Session:
    """A session that lasts, and who is signed in with it."""

    editor: Actor
    used_at: datetime


@dataclass(frozen=True)
class SessionRow:
    """A session as its owner sees it."""

    id: int
    browser: str
    created_at: datetime
    used_at: datetime
    is_remembered: bool
    is_this: bool


def start(account_id: int, browser: str = "", remembered: bool = False) -> str:
    """Sign an account in; return the cookie's token, of which only the hash is kept."""
    token = secrets.token_urlsafe(32)
    db.session.execute(delete(AccountSession).where(~lasting()))
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
    """Return the session of a cookie's token, while it lasts."""
    row = db.session.execute(
        select(AccountSession.id, AccountSession.used_at, AccountSession.account_id)
        .add_columns(Account.email, Account.role)
        .join(AccountSession.account)
        .where(AccountSession.token_hash == token_hash(token), lasting())
    ).one_or_none()
    if row is None:
        return None
    editor = Actor(row.email, row.role, row.account_id, row.id, form_token(token))
    return Session(editor, row.used_at)


def note_use(session: Session) -> None:
    """Keep that a session is in use; at most once a minute, in a transaction of its own."""
    idle = timedelta(seconds=current_app.config["SESSION_IDLE"])
    if now() - session.used_at < min(NOTED_EVERY, idle / 2):
        return
    used = update(AccountSession).where(AccountSession.id == session.editor.session_id)
    with writing() as connection:
        connection.execute(used.values(used_at=now()))


def account_sessions(editor: Actor) -> list[SessionRow]:
    """Return the sessions of an account, the last used first."""
    rows = db.session.scalars(
        select(AccountSession)
        .where(AccountSession.account_id == editor.account_id, lasting())
        .order_by(AccountSession.used_at.desc(), AccountSession.id.desc())
    )
    return [
        SessionRow(
            row.id,
            row.browser,
            row.created_at,
            row.used_at,
            row.is_remembered,
            row.id == editor.session_id,
        )
        for row in rows
    ]


def end(editor: Actor, session_id: int | None = None) -> None:
    """End a session of the editor's account, their present one without an id."""
    _end(
        AccountSession.account_id == editor.account_id,
        AccountSession.id == (editor.session_id if session_id is None else session_id),
    )


def end_others(editor: Actor) -> None:
    """End all sessions of the editor's account but the present one."""
    _end(
        AccountSession.account_id == editor.account_id,
        AccountSession.id != (editor.session_id or 0),
    )


def lasting() -> ColumnElement[bool]:
    """Return the condition on sessions that have not run out."""

    def since(setting: str) -> datetime:
        return now() - timedelta(seconds=current_app.config[setting])

    return or_(
        and_(
            AccountSession.is_remembered,
            AccountSession.used_at > since("SESSION_REMEMBERED"),
            AccountSession.created_at > since("SESSION_REMEMBERED"),
        ),
        and_(
            ~AccountSession.is_remembered,
            AccountSession.used_at > since("SESSION_IDLE"),
            AccountSession.created_at > since("SESSION_LONGEST"),
        ),
    )


def token_hash(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def form_token(token: str) -> str:
    """Return what the session's forms bring along: made of the cookie's token, not showing it."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


def _end(*which: ColumnElement[bool]) -> None:
    db.session.execute(delete(AccountSession).where(*which))
    db.session.commit()


# The first that a `User-Agent` names is it: most browsers name others after themselves.
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


def words(user_agent: str) -> str:
    """Return "Firefox on Linux" for what a browser says of itself."""
    browser = _first(BROWSERS, user_agent) or "Some browser"
    system = _first(SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(known: dict[str, str], user_agent: str) -> str | None:
    return next((name for sign, name in known.items() if sign in user_agent), None)

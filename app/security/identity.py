"""Who is signed in: the account whose session the cookie belongs to."""

from hmac import compare_digest

from flask import g, request
from werkzeug.exceptions import HTTPException

from app.security.session_cookie import (
    AS_VISITOR,
    cookie_name,
    cookie_token,
    device_token,
    has_cookie,
    views_as_visitor,
)
from app.services.accounts import devices, events, sessions
from app.services.accounts.attempts import Browser
from app.services.accounts.events import Event
from app.services.accounts.sessions import Session
from app.services.actor import Actor
from app.translations.text import gettext as _


class Refusal(HTTPException):
    """A refused request, with a heading and an explanation for the user."""

    def __init__(self, heading: str, advice: str, code: int = 403) -> None:
        self.message = heading, advice
        self.code = code
        super().__init__(advice)


def editor() -> Actor | None:
    """Return who is signed in; queries the database once, and only if there is a cookie."""
    session = _session()
    return session.actor if session else None


def reader() -> Actor | None:
    """Return who is signed in, or None while they view the site as a visitor."""
    return None if views_as_visitor() else editor()


def sees_drafts() -> bool:
    """Return whether public pages include drafts: for those who are signed in."""
    return reader() is not None


def view_as_visitor(start: bool) -> None:
    """Show public pages as visitors see them, until this is stopped or the session ends."""
    g.new_view = AS_VISITOR if start else ""


def account_language() -> str | None:
    """Return the language that who is signed in chose for the editing pages, or None."""
    session = _session()
    return session.language if session else None


def require() -> Actor:
    """Return who is signed in, or abort with 401."""
    if actor := editor():
        return actor
    raise Refusal(_("Please sign in first"), _("You are not signed in."), 401)


def require_again() -> Actor:
    """Return who is still signed in, or abort with 401 if the session has ended meanwhile."""
    if not sessions.lasts(require()):
        g.session = None
    return require()


def require_owner() -> Actor:
    """Return the signed-in owner, or abort with 403 for editors."""
    actor = require()
    if not actor.is_owner:
        raise Refusal(
            _("Only an owner can do that"), _("You have an editor account. Ask an owner.")
        )
    return actor


def is_token(given: str) -> bool:
    """Return whether a form's token matches the session's."""
    actor = editor()
    return actor is not None and compare_digest(given.encode(), actor.token.encode())


def can_sign_in() -> bool:
    """Return whether a session cookie is safe: over https or on the local machine."""
    return cookie_name() is not None


def browser() -> Browser:
    """Return the browser as attempts to sign in are counted by it."""
    return Browser(request.remote_addr or "", device_token())


def remember_device(account_id: int) -> None:
    """Mark the browser as a known device of an account, which had the right password."""
    g.new_device = devices.new_token(account_id)


def begin(account_id: int, remembered: bool = False) -> None:
    """Sign an account in, with a new session that replaces the current one."""
    name = sessions.browser_name(request.user_agent.string)
    remember_device(account_id)
    token = sessions.start(account_id, name, remembered, previous=editor())
    g.new_cookie = token, remembered
    _view_as_oneself()
    g.session = sessions.get_session(token)
    if actor := editor():
        events.log(Event.SIGNED_IN, account=actor.name)


def end() -> None:
    """Sign out: end the session and delete its cookie."""
    if actor := editor():
        sessions.end(actor)
        events.log(Event.SIGNED_OUT, account=actor.name)
    if has_cookie():
        g.new_cookie = "", False
    g.session = None
    _view_as_oneself()


def _view_as_oneself() -> None:
    if views_as_visitor():
        view_as_visitor(start=False)


def _session() -> Session | None:
    if "session" not in g:
        # Set before the query: an error page must not query a broken database again.
        g.session = None
        if token := cookie_token():
            g.session = sessions.get_session(token)
    found: Session | None = g.session
    return found

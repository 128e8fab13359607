"""Who is signed in: the session cookie and the session that its token belongs to."""

import re
from hmac import compare_digest

from flask import Response, current_app, g, has_request_context, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.services.accounts import sessions
from app.services.accounts.sessions import Session
from app.services.actor import Actor

# The __Host- prefix makes browsers require https and ignore cookies set by other hosts.
SECURE_NAME, LOCAL_NAME = "__Host-vitae", "vitae"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


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


def require() -> Actor:
    """Return who is signed in, or abort with 401."""
    if actor := editor():
        return actor
    raise Refusal("Please sign in first", "You are not signed in.", 401)


def require_owner() -> Actor:
    """Return the signed-in owner, or abort with 403 for editors."""
    actor = require()
    if not actor.is_owner:
        raise Refusal("Only an owner can do that", "You have an editor account. Ask an owner.")
    return actor


def is_token(given: str) -> bool:
    """Return whether a form's token matches the session's."""
    actor = editor()
    return actor is not None and compare_digest(given.encode(), actor.token.encode())


def can_sign_in() -> bool:
    """Return whether a session cookie is safe: over https or on the local machine."""
    return _cookie_name() is not None


def begin(account_id: int, remembered: bool = False) -> None:
    """Sign an account in, with a new session that replaces the current one."""
    if previous := editor():
        sessions.end(previous)
    browser = sessions.browser_name(request.user_agent.string)
    token = sessions.start(account_id, browser, remembered)
    g.new_cookie = token, remembered
    g.session = sessions.get_session(token)


def end() -> None:
    """Sign out: end the session and delete its cookie."""
    if actor := editor():
        sessions.end(actor)
    if has_cookie():
        g.new_cookie = "", False
    g.session = None


def set_cookie(response: Response) -> Response:
    """Set the session cookie if it changed, else record that the session was used."""
    token, remembered = g.pop("new_cookie", (None, False))
    if token is not None and (name := _cookie_name()):
        age = current_app.config["SESSION_REMEMBERED"] if remembered else None
        response.set_cookie(
            name,
            token,
            max_age=age if token else 0,
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )
    elif session := g.get("session"):
        _record_use(session)
    return response


def has_cookie() -> bool:
    """Return whether the browser sent a session cookie, valid or not."""
    return bool(_cookie())


def _session() -> Session | None:
    if "session" not in g:
        # Set before the query: an error page must not query a broken database again.
        g.session = None
        if token := _cookie():
            g.session = sessions.get_session(token)
    found: Session | None = g.session
    return found


def _cookie() -> str:
    name = _cookie_name() if has_request_context() else None
    return request.cookies.get(name, "") if name else ""


def _cookie_name() -> str | None:
    if request.is_secure:
        return SECURE_NAME
    return LOCAL_NAME if re.sub(r":\d+$", "", request.host) in LOCAL_HOSTS else None


def _record_use(session: Session) -> None:
    try:
        sessions.note_use(session)
    except OperationalError:
        # Another writer holds the database: the next request records it.
        current_app.logger.info("A session's use could not be noted.")

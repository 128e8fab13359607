"""The session cookie: its name, its attributes, and when it is set."""

import re

from flask import Response, current_app, g, has_request_context, request
from sqlalchemy.exc import OperationalError

from app.services.accounts import sessions
from app.services.accounts.sessions import Session

# The __Host- prefix makes browsers require https and ignore cookies set by other hosts.
SECURE_NAME, LOCAL_NAME = "__Host-vitae", "vitae"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


def set_cookie(response: Response) -> Response:
    """Set the session cookie if it changed, else record that the session was used."""
    token, remembered = g.pop("new_cookie", (None, False))
    if token is not None and (name := cookie_name()):
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
    return bool(cookie_token())


def cookie_token() -> str:
    """Return the token that the browser sent, "" without a cookie."""
    name = cookie_name() if has_request_context() else None
    return request.cookies.get(name, "") if name else ""


def cookie_name() -> str | None:
    """Return the name of the cookie, or None where signing in is not safe."""
    if request.is_secure:
        return SECURE_NAME
    return LOCAL_NAME if re.sub(r":\d+$", "", request.host) in LOCAL_HOSTS else None


def _record_use(session: Session) -> None:
    try:
        sessions.note_use(session)
    except OperationalError:
        # Another writer holds the database: the next request records it.
        current_app.logger.info("A session's use could not be noted.")

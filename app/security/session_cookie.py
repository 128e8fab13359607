"""The session cookie, and one that marks known devices: names, attributes, when they are set."""

import re

from flask import Response, current_app, g, has_request_context, request
from sqlalchemy.exc import SQLAlchemyError

from app.services.accounts import sessions
from app.services.accounts.sessions import Session

# The __Host- prefix makes browsers require https and ignore cookies set by other hosts. It is for
# the whole host, so a site below a path has one that only requires https (RFC 6265bis, 4.1.3).
SECURE_NAME, SECURE_NAME_BELOW_PATH, LOCAL_NAME = "__Host-vitae", "__Secure-vitae", "vitae"
# Set while someone who is signed in views the site as a visitor.
VIEW_SUFFIX, AS_VISITOR = "-view", "visitor"
# Kept after signing out, for as long as browsers keep any cookie: 400 days.
DEVICE_SUFFIX, DEVICE_AGE = "-device", 400 * 24 * 60 * 60
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


def set_cookie(response: Response) -> Response:
    """Set the session cookie if it changed, else record that the session was used."""
    token, remembered = g.pop("new_cookie", (None, False))
    if token is not None:
        age = current_app.config["SESSION_REMEMBERED"] if remembered else None
        _set(response, "", token, age)
    elif session := g.get("session"):
        _record_use(session)
    if (view := g.pop("new_view", None)) is not None:
        _set(response, VIEW_SUFFIX, view, None)
    if device := g.pop("new_device", None):
        _set(response, DEVICE_SUFFIX, device, DEVICE_AGE)
    return response


def has_cookie() -> bool:
    """Return whether the browser sent a session cookie, valid or not."""
    return bool(cookie_token())


def cookie_token() -> str:
    """Return the token that the browser sent, "" without a cookie."""
    return _sent("")


def device_token() -> str:
    """Return the token that marks the browser as a known device, "" without one."""
    return _sent(DEVICE_SUFFIX)


def views_as_visitor() -> bool:
    """Return whether the browser asks for pages as visitors see them."""
    return _sent(VIEW_SUFFIX) == AS_VISITOR


def cookie_name() -> str | None:
    """Return the name of the cookie, or None where signing in is not safe."""
    if request.is_secure:
        return SECURE_NAME_BELOW_PATH if request.script_root else SECURE_NAME
    return LOCAL_NAME if re.sub(r":\d+$", "", request.host) in LOCAL_HOSTS else None


def _sent(suffix: str) -> str:
    name = cookie_name() if has_request_context() else None
    return request.cookies.get(name + suffix, "") if name else ""


def _set(response: Response, suffix: str, value: str, age: int | None) -> None:
    """Set a cookie, or delete it if the value is ""."""
    if name := cookie_name():
        response.set_cookie(
            name + suffix,
            value,
            max_age=age if value else 0,
            path=request.script_root or "/",
            secure=request.is_secure,
            httponly=True,
            samesite="Lax",
        )


def _record_use(session: Session) -> None:
    try:
        sessions.note_use(session)
    except SQLAlchemyError:
        # Another writer holds the database, or it can't be written: a later request records it.
        current_app.logger.info("A session's use could not be noted.")

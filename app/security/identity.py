"""Who is signed in: the browser's cookie, and the session whose token it holds."""

import re
from hmac import compare_digest

from flask import Response, current_app, g, has_request_context, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from app.services.accounts import sessions
from app.services.accounts.sessions import Session
from app.services.actor import Actor

# Only https can set a cookie of the first name, and no other host of a domain can.
SECURE_NAME, LOCAL_NAME = "__Host-vitae", "vitae"
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}


class Refusal(HTTPException):
    """What may not be done, said as a heading and a sentence."""

    def __init__(self, heading: str, advice: str, code: int = 403) -> None:
        self.words = heading, advice
        self.code = code
        super().__init__(advice)


def editor() -> Actor | None:
    """Return who is signed in; asks the database once, and only for who brings a cookie."""
    session = _session()
    return session.actor if session else None


def require() -> Actor:
    """Return who is signed in; 401 for everybody else."""
    if asking := editor():
        return asking
    raise Refusal("Please sign in first", "You are not signed in, or not any more.", 401)


def require_owner() -> Actor:
    """Return the owner who is signed in; 403 for editors."""
    asking = require()
    if not asking.is_owner:
        raise Refusal("Only an owner may do that", "Your account is an editor's. Ask the owner.")
    return asking


def is_token(given: str) -> bool:
    """Return whether a form's token is the session's."""
    asking = editor()
    return asking is not None and compare_digest(given.encode(), asking.token.encode())


def can_sign_in() -> bool:
    """Return whether a cookie is safe here: with https, or without leaving the machine."""
    return _cookie_name() is not None


def begin(account_id: int, remembered: bool = False) -> None:
    """Sign an account in here, with a new session in place of the present one."""
    if former := editor():
        sessions.end(former)
    browser = sessions.browser_name(request.user_agent.string)
    token = sessions.start(account_id, browser, remembered)
    g.new_cookie = token, remembered
    g.session = sessions.get_session(token)


def end() -> None:
    """Sign out here: the session is gone, and its cookie with it."""
    if leaving := editor():
        sessions.end(leaving)
    if has_cookie():
        g.new_cookie = "", False
    g.session = None


def set_cookie(response: Response) -> Response:
    """Give the answer the session's cookie where it changed, and note that it is in use."""
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
        _note_use(session)
    return response


def has_cookie() -> bool:
    """Return whether the browser brings a session's cookie, dead or alive."""
    return bool(_cookie())


def _session() -> Session | None:
    if "session" not in g:
        # Before asking: an error page must not ask a broken database again.
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


def _note_use(session: Session) -> None:
    try:
        sessions.note_use(session)
    except OperationalError:
        # Another writer is long at work: the next page notes it.
        current_app.logger.info("A session's use could not be noted.")

"""Authentication and authorization of requests."""

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.middleware.proxy_fix import ProxyFix

from app import database
from app.security import guard, identity, reading, reauthentication, session_cookie
from app.security.confirmation import ask_password
from app.security.identity import (
    Refusal,
    account_language,
    begin,
    browser,
    can_sign_in,
    editor,
    end,
    reader,
    remember_device,
    require,
    require_again,
    require_owner,
    sees_drafts,
    view_as_visitor,
)
from app.security.reading import only_shows
from app.security.reauthentication import form_data, require_token
from app.security.redirects import here, own_path
from app.services.actor import Actor

__all__ = [
    "Refusal",
    "account_language",
    "ask_password",
    "begin",
    "browser",
    "can_sign_in",
    "configure",
    "editor",
    "end",
    "form_data",
    "here",
    "only_shows",
    "own_path",
    "reader",
    "remember_device",
    "require",
    "require_again",
    "require_owner",
    "require_token",
    "sees_drafts",
    "view_as_visitor",
]


def configure(app: Flask) -> None:
    """Register the checks that run before and after each request."""
    if proxies := app.config["PROXIES"]:
        trusted = dict.fromkeys(("x_for", "x_proto", "x_host", "x_prefix"), proxies)
        fixed = ProxyFix(app.wsgi_app, **trusted)
        app.wsgi_app = fixed  # type: ignore[method-assign]
    app.before_request(guard.refuse_other_sites)
    app.before_request(guard.refuse_if_read_only)
    app.before_request(reading.read_body)
    app.before_request(reauthentication.sign_in_again)
    app.before_request(guard.require_session)
    app.after_request(session_cookie.set_cookie)
    app.after_request(guard.keep_private)
    app.context_processor(_people)
    app.jinja_env.globals["is_read_only"] = database.is_read_only


def _people() -> dict[str, Actor | None]:
    """Return who is signed in: as the `editor`, or as the `previewer` of what visitors see."""
    try:
        signed_in = identity.editor()
    except SQLAlchemyError:
        # The page of another error is shown even if the database fails.
        signed_in = None
    if guard.is_editing() or identity.reader():
        return {"editor": signed_in, "previewer": None}
    return {"editor": None, "previewer": signed_in}

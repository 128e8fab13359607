"""Checks before a request reaches a view, and cache headers for private responses."""

import re

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import database
from app.database import problems
from app.security.identity import Refusal, editor, require
from app.security.redirects import here
from app.security.session_cookie import has_cookie
from app.translations.text import gettext as _
from app.web import fragments
from app.web.problems import ProblemResponse

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
EDITING = re.compile(r"/edit(/|$)")
PRIVATE = re.compile(r"/(sign-in|sign-out|welcome)(/|$)")


def refuse_other_sites() -> None:
    """Refuse cross-site requests (CSRF), using the headers that browsers send."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        is_ours = site in {"same-origin", "none"}
    else:
        # Older browsers, and all browsers without https, send only Origin.
        is_ours = origin is None or origin.partition("://")[2] == request.host
    if not is_ours:
        raise Refusal(
            _("The request came from another site"),
            _("Nothing was changed. Open the page here and try again."),
        )


def refuse_if_read_only() -> None:
    """Refuse all that leads to a change of a site whose database is only to be read."""
    if is_editing() or is_private(request.path):
        if database.is_read_only():
            raise Refusal(
                _("This copy of the site is read-only"),
                _("You can read everything, but nobody can sign in or edit here."),
            )
        if request.method in SAFE_METHODS and not is_editing() and not database.is_writable():
            raise ProblemResponse(problems.READ_ONLY)


def require_session() -> ResponseReturnValue | None:
    """Require a session for all editing URLs, whatever the method."""
    if not is_editing() or editor():
        return None
    if request.method not in {"GET", "HEAD"}:
        require()
    if not fragments.is_fragment(request.path):
        return redirect(url_for("sign_in.page", next=here()), 303)
    return render_template("accounts/_signed_out.html", next=here()), 401


def is_editing() -> bool:
    """Return whether the request is for an editing page."""
    return EDITING.match(fragments.page_path(request.path)) is not None


def is_private(path: str) -> bool:
    """Return whether a page is only for those who sign in."""
    return bool(EDITING.match(path) or PRIVATE.match(path))


def keep_private(response: Response) -> Response:
    """Forbid caching of responses for signed-in users."""
    if is_editing() or is_private(request.path):
        response.headers["Cache-Control"] = "no-store"
    elif has_cookie():
        # A response with its own Cache-Control is the same for everyone.
        response.headers.setdefault("Cache-Control", "no-store")
    return response

"""What is refused before a view is reached, and what no cache may keep."""

import re

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.security.identity import Refusal, editor, has_cookie, require
from app.security.redirects import here
from app.web import fragments

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
EDITING = re.compile(r"/edit(/|$)")
PRIVATE = re.compile(r"/(sign-in|sign-out|welcome)(/|$)")


def refuse_other_sites() -> None:
    """Refuse what a page of another site sends: its browser says so itself."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None:
        is_ours = site in {"same-origin", "none"}
    else:
        # Browsers without the header, or without https, still name where they come from.
        is_ours = origin is None or origin.partition("://")[2] == request.host
    if not is_ours:
        raise Refusal(
            "That came from another site",
            "Nothing was changed. Open the page here and try again.",
        )


def refuse_strangers() -> ResponseReturnValue | None:
    """Refuse every address of the owner's side, whatever the method, without a session."""
    if not is_editing() or editor():
        return None
    if request.method not in {"GET", "HEAD"}:
        require()
    if not fragments.is_fragment(request.path):
        return redirect(url_for("sign_in.page", next=here()), 303)
    return render_template("accounts/_signed_out.html", next=here()), 401


def is_editing() -> bool:
    """Return whether the address is of the owner's side."""
    return EDITING.match(fragments.page_path(request.path)) is not None


def keep_private(response: Response) -> Response:
    """Let no cache keep what was made for somebody signed in."""
    if is_editing() or PRIVATE.match(request.path):
        response.headers["Cache-Control"] = "no-store"
    elif has_cookie():
        # What says of itself how long it holds is the same for everybody.
        response.headers.setdefault("Cache-Control", "no-store")
    return response

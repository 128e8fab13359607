"""Redirects after signing in: only to paths of this site."""

import re
from urllib.parse import unquote, urlsplit

from flask import request

from app.web import fragments, languages

HOME = "/"
MAX_LENGTH = 2_000


def own_path(text: str | None) -> str:
    """Return `text` if it is a path of this site, else the path of the home page.

    Browsers read `\\` as `/` and ignore tabs and newlines, so `/\\host` and `/<tab>/host` would
    redirect to another site. They also resolve `..`, which would lead out of the site's prefix.
    """
    path = text or ""
    is_plain = path.isascii() and path.isprintable() and not set(path) & {" ", "\\"}
    if not is_plain or len(path) > MAX_LENGTH or path[:1] != "/" or path[:2] == "//":
        return f"{request.script_root}{HOME}"
    return path if _is_within_site(path) else f"{request.script_root}{HOME}"


def here() -> str:
    """Return the path to return to after signing in; for a fragment, that of its page."""
    if fragments.is_fragment(request.path):
        return _page_of_fragment()
    return own_path(None) if languages.OUTSIDE in request.environ else requested_path()


def requested_path() -> str:
    """Return the path of the request, with its query."""
    query = request.query_string.decode("latin-1")
    return languages.requested_path() + (f"?{query}" if query else "")


def _is_within_site(address: str) -> bool:
    path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    is_below = f"{path}/".startswith(f"{request.script_root}/")
    return is_below and {".", ".."}.isdisjoint(path.split("/"))


def _page_of_fragment() -> str:
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return own_path(None)
    return own_path(page._replace(scheme="", netloc="").geturl())

"""Where to go after signing in: to a path of this site, nowhere else."""

from urllib.parse import quote, urlsplit

from flask import request

from app.web import fragments

HOME = "/"
LONGEST = 2_000


def own_path(text: str | None) -> str:
    """Return an address if it is a path of this site, else the home page's.

    Browsers read `\\` as `/` and leave out tabs and line ends, so `/\\host` and `/<tab>/host`
    would lead elsewhere; a path of ours never needs either.
    """
    path = text or ""
    plain = path.isascii() and path.isprintable() and not set(path) & {" ", "\\"}
    if not plain or len(path) > LONGEST or path[:1] != "/" or path[:2] == "//":
        return f"{request.script_root}{HOME}"
    return path


def here() -> str:
    """Return the path that is asked for, for after signing in; a fragment's page, for it."""
    return _page_of_fragment() if fragments.is_fragment(request.path) else asked()


def asked() -> str:
    """Return the path that is asked for, with its query."""
    query = request.query_string.decode("latin-1")
    return quote(request.script_root + request.path) + (f"?{query}" if query else "")


def _page_of_fragment() -> str:
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return own_path(None)
    return own_path(page._replace(scheme="", netloc="").geturl())

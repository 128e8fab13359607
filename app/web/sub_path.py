"""The path of the site on its host, such as `/~roe/vitae`, where it does not have one of its own.

A server or a trusted proxy tells it with each request (`SCRIPT_NAME`, PEP 3333, and
`X-Forwarded-Prefix`), or it is known from `serve --prefix` or `SITE_URL`.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from flask import Flask

from app.web import languages
from app.web.costs import requested_view
from app.web.policy import REFUSAL, REFUSED_PREFIX

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

EXTENSION = "vitae_prefix"
# Characters that every link has as they are (RFC 3986, 2.3), while servers decode SCRIPT_NAME.
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
_DOTS = re.compile(r"/\.{1,2}(?:/|$)")
LONGEST = 200
FORM = "a path of letters, digits and . _ ~ - such as /~roe/vitae"
# Whoever watches the process asks it directly.
HEALTH = frozenset({"/healthz", "/readyz"})


class Location(NamedTuple):
    """Where a request is: the site's prefix, and the path within the site, None if outside.

    `refusal` says why the prefix is not the site's. The path has no tag of a language: that is in
    `language`, "" if there was none.
    """

    prefix: str
    path: str | None
    refusal: str = ""
    language: str = ""


def configure(app: Flask) -> None:
    """Find the prefix of each request before the application sees it."""
    app.wsgi_app = SubPath(app)  # type: ignore[method-assign]


def is_prefix(text: str) -> bool:
    """Return whether a site can be served under this path; "" is the whole host."""
    is_plain = len(text) <= LONGEST and _PREFIX.fullmatch(text)
    return bool(is_plain) and not _DOTS.search(text)


def parse_prefix(text: str) -> str:
    """Return a path that was typed, without its last slash. Raises ValueError with a sentence."""
    prefix = f"/{text.removeprefix('/')}".rstrip("/")
    if not is_prefix(prefix):
        raise ValueError(f"{text!r} is not {FORM}.")
    return prefix


def serve_under(app: Flask, prefix: str) -> None:
    """Serve the site under this prefix only. Raises ValueError if `SITE_URL` has another one."""
    site = app.config["SITE_URL"]
    if site and urlsplit(site).path != prefix:
        origin = site.removesuffix(urlsplit(site).path)
        raise ValueError(
            f"SITE_URL is {site}, so it and the prefix differ. Set it to {origin}{prefix}."
        )
    app.extensions[EXTENSION] = prefix


def prefix_of(app: Flask) -> str:
    """Return the prefix of the site as far as it is known without a request."""
    return _known_prefix(app) or ""


def locate(app: Flask, told: str, path: str, *, by_proxy: bool) -> Location:
    """Return where a request is, from the path and the prefix that was told with it, if any."""
    found = _below_prefix(app, told, path, by_proxy=by_proxy)
    if found.path is None or found.refusal:
        return found
    tag, rest = languages.split_tag(found.path)
    return found._replace(path=rest, language=tag)


def _below_prefix(app: Flask, told: str, path: str, *, by_proxy: bool) -> Location:
    told = told.rstrip("/")
    known = _known_prefix(app)
    if told and not is_prefix(told):
        return Location("", path, f"A site can't be served under this path. It takes {FORM}.")
    if told:
        return _told_by_proxy(app, told, path, known) if by_proxy else Location(told, path)
    if not known:
        return Location("", path)
    if (rest := _below(path, known)) is not None:
        return Location(known, rest)
    # Where only SITE_URL has a path, the proxy may remove it and tell nothing.
    is_served = EXTENSION not in app.extensions or path in HEALTH
    return Location(known, path if is_served else None)


class SubPath:
    """Tells the application what of a request's path is the prefix (PEP 3333), and the language."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._application: WSGIApplication = app.wsgi_app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        told, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
        forwarded = environ.get("werkzeug.proxy_fix.orig", {}).get("SCRIPT_NAME", told)
        found = locate(self._app, told, path, by_proxy=told != forwarded)
        environ["SCRIPT_NAME"] = found.prefix
        if found.refusal:
            environ[REFUSED_PREFIX] = found.refusal
        elif found.path is None:
            environ[languages.OUTSIDE] = True
            environ.setdefault(REFUSAL, 404)
        else:
            environ["PATH_INFO"] = found.path
            environ[languages.LANGUAGE] = found.language
        return self._application(environ, start_response)


def _known_prefix(app: Flask) -> str | None:
    """Return the prefix of the site, None if only requests tell it."""
    site = app.config["SITE_URL"]
    known: str | None = app.extensions.get(EXTENSION)
    return urlsplit(site).path if known is None and site else known


def _told_by_proxy(app: Flask, told: str, path: str, known: str | None) -> Location:
    if known is not None and told != known:
        # Else a visitor could make a proxy that passes the header on show links to elsewhere.
        return Location(known, path, "X-Forwarded-Prefix is not the path of this site.")
    rest = _below(path, told)
    # Some proxies tell the prefix and leave it in the path, too.
    is_left = rest is not None and requested_view(app, "GET", path) is None
    return Location(told, rest if is_left else path)


def _below(path: str, prefix: str) -> str | None:
    is_below = f"{path}/".startswith(f"{prefix}/")
    return path.removeprefix(prefix) if is_below else None

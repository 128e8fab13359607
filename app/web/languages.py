"""Addresses in several languages: the first one's are plain, those of others begin with a tag.

The tag is taken off before a request is routed, and links to pages that exist in every language
get it when they are made (app/web/url_rules.py).
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote

from flask import current_app, g, has_app_context, has_request_context, request

from app.translations.current import current_language, noted_site_languages
from app.translations.languages import known_languages

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "is_in_languages"
# Where a request's environment has the tag of its path.
LANGUAGE = "vitae.language"
# Where it is noted that a request's path is not below that of the site.
OUTSIDE = "vitae.outside"
# Where a request keeps what the paths of its links begin with.
ROOTS = "vitae.roots"


class TaggedPath(NamedTuple):
    """A path without the tag of a language, and the tag, "" if it had none."""

    tag: str
    path: str


def in_languages(view: View) -> View:
    """Mark a view that has an address in each of the site's languages."""
    setattr(view, ATTRIBUTE, True)
    return view


def is_in_languages(endpoint: str | None) -> bool:
    """Return whether a view has an address in each of the site's languages."""
    if not has_app_context():
        return False
    return getattr(current_app.view_functions.get(endpoint or ""), ATTRIBUTE, False)


def split_tag(path: str) -> TaggedPath:
    """Return the parts of a path within the site, such as `/fr/cv`."""
    first = path[1:].partition("/")[0]
    return TaggedPath(first, path[len(first) + 1 :]) if first in _tags() else TaggedPath("", path)


def requested_tag() -> str:
    """Return the tag of the language that the request's path begins with, "" without one."""
    found: str = request.environ.get(LANGUAGE, "")
    return found


def link_tag() -> str:
    """Return the tag that links get in the language used now, "" in the site's first one."""
    if not has_request_context() or _is_plain():
        return ""
    language = current_language()
    return language if language in (noted_site_languages() or ())[1:] else ""


def path_root() -> str:
    """Return what the path of a page begins with in the language used now."""
    # Asked for each of a page's hundred and more links.
    chosen = vars(g._get_current_object())
    key = chosen.get("language"), chosen.get("site_languages")
    roots: dict[Any, str] = request.environ.setdefault(ROOTS, {})
    if key not in roots:
        roots[key] = language_root(link_tag())
    return roots[key]


def language_root(tag: str) -> str:
    """Return what the path of a page begins with in a language, given its tag in addresses."""
    return f"{request.script_root}/{tag}" if tag else request.script_root


def requested_path() -> str:
    """Return the path that was asked for, as it is written in links."""
    return quote(f"{language_root(requested_tag())}{request.path}")


def requested_url() -> str:
    """Return the whole address that was asked for, as people read it."""
    tag, url = requested_tag(), request.url
    if OUTSIDE in request.environ:
        return url.replace(request.root_url, request.host_url, 1)
    return url.replace(request.root_url, f"{request.root_url}{tag}/", 1) if tag else url


def _is_plain() -> bool:
    """Return whether the request is in the site's first language, whichever that is."""
    is_chosen = requested_tag() or "language" in g
    return not is_chosen and is_in_languages(request.endpoint)


@cache
def _tags() -> frozenset[str]:
    return frozenset(known_languages())

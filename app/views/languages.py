"""The language of a request: its address decides, and on the owner's pages the account."""

from urllib.parse import quote, urlsplit

from flask import Flask, abort, redirect, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as Answer

from app import security
from app.security import guard
from app.services.catalog import profile
from app.services.catalog.translations.languages import page_languages
from app.translations import current
from app.translations.languages import known_languages
from app.web import fragments, languages
from app.web.languages import TaggedPath

SIGNING_IN = "/sign-in"


def configure(app: Flask) -> None:
    """Choose the language of each request, and lead to the one address of each view."""
    current.choose_by(app, choose)
    app.before_request(check_address)


def check_address() -> Answer | None:
    """Redirect from addresses with a tag that they should not have, or abort with 404."""
    tag = languages.requested_tag()
    if not tag:
        return _moved(f"{request.script_root}/") if _is_slashes() else None
    current.use_language(tag)
    if request.method not in guard.SAFE_METHODS and request.endpoint:
        abort(404)
    if request.endpoint == "profile.page":
        # Its first statement tells the languages, too.
        profile.header()
    first, *others = page_languages()
    if tag in others:
        return _redirected(tag)
    current.use_language(first)
    return _without_tag() if others and tag == first else abort(404)


def choose() -> str:
    """Return the language that a request is answered in."""
    if tag := languages.requested_tag():
        return tag
    try:
        return _chosen(page_languages())
    except SQLAlchemyError:
        # The page of another error is shown even if the database fails.
        return current.keep_last_languages(without_database=True)[0]


def _redirected(tag: str) -> Answer | None:
    """Redirect to where a tagged address should lead, if it is not that of a page itself."""
    root = languages.language_root(tag)
    if not request.environ["PATH_INFO"] or _is_slashes():
        return _moved(f"{root}/")
    if isinstance(request.routing_exception, RequestRedirect):
        path = urlsplit(request.routing_exception.new_url).path
        return _moved(root + path.removeprefix(request.script_root))
    is_unknown = request.endpoint is None
    return None if is_unknown or languages.is_in_languages(request.endpoint) else _without_tag()


def _is_slashes() -> bool:
    """Return whether a request is for the profile, with slashes too many."""
    path = request.environ["PATH_INFO"]
    return path != "/" and path.startswith("/") and not path.strip("/")


def _without_tag() -> Answer:
    return _moved(quote(f"{request.script_root}{request.path}"))


def _moved(path: str) -> Answer:
    query = request.query_string.decode("latin-1")
    return redirect(f"{path}?{query}" if query else path, 301)


def _chosen(tags: tuple[str, ...]) -> str:
    page = _page()
    if page and page.tag in tags:
        return page.tag
    if page and not page.tag and not guard.is_private(page.path):
        return tags[0]
    chosen = security.account_language()
    return chosen if chosen and chosen in known_languages() else tags[0]


def _target() -> str:
    try:
        return request.values.get("next", "")
    except HTTPException:
        # This is the answer to a form that was too large to be read.
        return ""


def _page() -> TaggedPath | None:
    """Return the path of the page that the answer is a part of, or that it leads back to."""
    if not guard.is_private(fragments.page_path(request.path)):
        return TaggedPath("", request.path)
    if fragments.is_fragment(request.path):
        address = security.here() if request.referrer else ""
    else:
        address = _target() if request.path.startswith(SIGNING_IN) else ""
    path = urlsplit(security.own_path(address)).path.removeprefix(request.script_root)
    return languages.split_tag(path) if address else None

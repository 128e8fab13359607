"""Redirects from former slugs, and fragments with a canonical link."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from app import security
from app.services import cache
from app.services.catalog import person_page, works
from app.services.catalog.facets import overview
from app.services.catalog.works import WorkList
from app.web import languages, response_cache, robots, typed_links
from app.web.site_address import absolute_url
from app.web.typed_links import TypedLink


def moved(slug: str, **keys: Any) -> Answer:
    """Redirect from a former slug of a work to the current one, or abort with 404."""
    current = works.current_slug(slug, drafts=security.sees_drafts()) or abort(404)
    return redirect(url_for(request.endpoint or "", slug=current, **keys), 301)


def merged_choices(changes: int | None = None) -> Answer | None:
    """Redirect a list of merged topics or names to the same list of their current ones."""
    given = {(k, v) for k, v in request.args.items(multi=True) if k in {"topic", "author"}}
    if not given:
        return None
    current = _current_choices(given, cache.change_count() if changes is None else changes)
    if current.keys().isdisjoint(given):
        return None
    pairs = dict.fromkeys(
        (key, current.get((key, value), value)) for key, value in request.args.items(multi=True)
    )
    return redirect(f"{languages.requested_path()}?{urlencode(list(pairs))}", 301)


def _current_choices(given: set[tuple[str, str]], count: int) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    if topics := {value for key, value in given if key == "topic"}:
        # The page needs the overview anyway.
        known = {topic.slug for topic in overview.overview(count, security.sees_drafts()).topics}
        merged = overview.merged_topics(count) if topics - known else {}
        found |= {("topic", former): current for former, current in merged.items()}
    if len(topics) < len(given):
        names = person_page.merged_names(count)
        found |= {("author", former): current for former, current in names.items()}
    return found


def known(found: WorkList) -> WorkList:
    """Return a list, and keep it out of all memories if it is empty: nothing is endless."""
    if found.selection.narrows and not found.found:
        response_cache.keep_out()
        robots.forbid()
    return found


def part(html: str, page_url: str) -> Response:
    """Return a fragment with a link to the page it belongs to."""
    response = make_response(html)
    response.headers["Link"] = canonical_link(page_url)
    return response


def canonical_link(page_url: str) -> str:
    """Return the `Link` header (RFC 8288) that names the page of an answer."""
    return typed_links.header([TypedLink(absolute_url(page_url), "canonical")])

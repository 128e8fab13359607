"""Redirects from former slugs, and fragments with a canonical link."""

from typing import Any

from flask import Response, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from app import security
from app.services.catalog import works


def moved(slug: str, **keys: Any) -> Answer:
    """Redirect from a former slug of a work to the current one, or abort with 404."""
    current = works.current_slug(slug, drafts=security.sees_drafts()) or abort(404)
    return redirect(url_for(request.endpoint or "", slug=current, **keys), 301)


def part(html: str, page_url: str) -> Response:
    """Return a fragment with a link to the page it belongs to."""
    response = make_response(html)
    response.headers["Link"] = f'<{page_url}>; rel="canonical"'
    return response

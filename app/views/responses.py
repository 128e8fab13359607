"""Answers that have one address: former ones lead to it, and parts of a page name the page."""

from typing import Any

from flask import Response, abort, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from app.services.catalog import works


def moved(slug: str, **keys: Any) -> Answer:
    """Lead from a former address of a work to the same at its present one; abort without one."""
    present = works.current_slug(slug) or abort(404)
    return redirect(url_for(request.endpoint or "", slug=present, **keys), 301)


def part(html: str, address: str) -> Response:
    """Answer what belongs to the page at an address."""
    response = make_response(html)
    response.headers["Link"] = f'<{address}>; rel="canonical"'
    return response

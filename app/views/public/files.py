"""The PDF files of works."""

from flask import Blueprint, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from app import security
from app.services.catalog import works
from app.services.catalog.links import files
from app.services.catalog.links.files import ServedFile
from app.views import responses
from app.views.public import signposting
from app.web import typed_links
from app.web.policy import STREAMED
from app.web.ranges import ByteRange, UnsatisfiableError, requested_range
from app.web.robots import indexed

blueprint = Blueprint("files", __name__)
# Browsers draw a PDF with programs and styles of their own; nothing in it may run or load.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


# Not `public`: the answers in memory are for pages, and a few files would take their place.
@blueprint.get("/publications/<slug>/<name>.pdf")
@indexed
def show(slug: str, name: str) -> ResponseReturnValue:
    """Serve a PDF, whole or in part; redirect from former slugs."""
    file = files.served_file(slug, name, drafts=security.sees_drafts())
    if file is None:
        return _moved(slug, name)
    response = _headers(file, name)
    page = url_for("publications.page", slug=slug)
    response.headers["Link"] = typed_links.header([signposting.belongs_to(page)])
    response.make_conditional(request)
    if response.status_code != 200:
        return response
    return _with_content(response, file)


def _moved(slug: str, name: str) -> ResponseReturnValue:
    """Redirect from a former slug to the same file, or to the page if others are named alike.

    A join renames files whose names both works had, so that the name alone may be another's.
    """
    current = works.current_slug(slug, drafts=security.sees_drafts()) or abort(404)
    if files.is_ambiguous(current, name):
        return redirect(url_for("publications.page", slug=current), 302)
    return responses.moved(slug, name=name)


def _headers(file: ServedFile, name: str) -> Response:
    response = Response(mimetype="application/pdf", direct_passthrough=True)
    response.set_etag(file.hash)
    response.last_modified = file.changed_at
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _with_content(response: Response, file: ServedFile) -> Response:
    part = _part(file)
    if part:
        response.status_code = 206
        response.headers["Content-Range"] = part.content_range(file.size)
    start, stop = part or (0, file.size)
    response.content_length = stop - start
    if request.method == "GET":
        # A large one is sent as fast as the client reads, and none of it is kept.
        if stop - start > files.PIECE:
            request.environ[STREAMED] = True
        response.response = files.read_pieces(file.hash, start, stop)
    return response


def _part(file: ServedFile) -> ByteRange | None:
    # A date tells too little; to answer with the whole is always right (RFC 9110, 13.1.5).
    condition = request.headers.get("If-Range", "").strip()
    if request.method != "GET" or (condition and condition != f'"{file.hash}"'):
        return None
    try:
        return requested_range(request.headers.get("Range"), file.size)
    except UnsatisfiableError:
        raise RequestedRangeNotSatisfiable(file.size) from None

"""Content negotiation for a work's page, as DOI resolvers do it."""

from flask import Response, request

from app.services.exporting import files, works
from app.services.exporting.metadata import WorkMetadata
from app.views.public import metadata
from app.web import robots
from app.web.site_address import site_url

HTML, LINKED_DATA = "text/html", "application/ld+json"
SUFFIXES = {kind.mimetype: suffix for suffix, kind in files.KINDS.items() if kind.form}
OFFERED = (HTML, *SUFFIXES, LINKED_DATA)


def answer(slug: str, found: WorkMetadata, *, drafts: bool) -> Response | None:
    """Return a work as data if the request prefers that to HTML, else None."""
    mimetype = request.accept_mimetypes.best_match(OFFERED, default=HTML)
    if mimetype == HTML:
        return None
    if mimetype == LINKED_DATA:
        text = metadata.work_data(found)
    else:
        # With its citation key, which depends on all other works.
        ((_, record), *_) = works.work_records(slug, drafts=drafts, root=site_url())
        text = files.as_text(SUFFIXES[mimetype], [record])
    charset = "" if mimetype.endswith("json") else "; charset=utf-8"
    response = Response(text, content_type=mimetype + charset)
    robots.forbid()
    return response

"""Content negotiation for a work's page, as DOI resolvers do it."""

import json

from flask import Response, request, url_for

from app.bibliography import schema_org
from app.bibliography.record import Record
from app.services.exporting import files, works
from app.web.site_address import absolute_url

HTML, LINKED_DATA = "text/html", "application/ld+json"
SUFFIXES = {kind.mimetype: suffix for suffix, kind in files.KINDS.items() if kind.form}
OFFERED = (HTML, *SUFFIXES, LINKED_DATA)


def answer(slug: str, *, drafts: bool) -> Response | None:
    """Return a work as data if the request prefers that to HTML, else None."""
    mimetype = request.accept_mimetypes.best_match(OFFERED, default=HTML)
    if mimetype == HTML:
        return None
    records = [record for _, record in works.work_records(slug, drafts=drafts)]
    if mimetype == LINKED_DATA:
        text = _linked(slug, records)
    else:
        text = files.as_text(SUFFIXES[mimetype], records[:1])
    charset = "" if mimetype.endswith("json") else "; charset=utf-8"
    response = Response(text, content_type=mimetype + charset)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _linked(slug: str, records: list[Record]) -> str:
    page = absolute_url(url_for("publications.page", slug=slug))
    return json.dumps(schema_org.json_ld(records[0], page, records[1:]), ensure_ascii=False)

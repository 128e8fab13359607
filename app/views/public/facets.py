"""All values of a facet, as a page and in place: topics and co-authors can be many."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.services import cache
from app.services.catalog.facets import choices
from app.services.catalog.facets.choices import Facet
from app.services.catalog.selection import LONGEST_SEARCH, PublicFilter
from app.views import responses, urls

blueprint = Blueprint("facets", __name__)
NO_FILTER = PublicFilter()
KEY = "<any(topic, author):key>"


@blueprint.get(f"/facets/{KEY}")
def page(key: str) -> ResponseReturnValue:
    """Show all topics or co-authors of the matching works, to choose one."""
    return render_template("public/facets/page.html", facet=_facet(key), **_context())


@blueprint.get(f"/fragments/facets/{KEY}")
def fragment(key: str) -> ResponseReturnValue:
    """Render all topics or co-authors, or those that match the words typed."""
    is_search = "find" in request.args
    template = "public/facets/_choices.html" if is_search else "public/facets/fragment.html"
    html = render_template(template, facet=_facet(key), **_context())
    return responses.part(html, urls.facet_url(key, urls.requested_filter()))


def _facet(key: str) -> Facet:
    selection = urls.requested_filter().on_page(1)
    return choices.whole_facet(cache.change_count(), selection, key, _find())


def _context() -> dict[str, object]:
    selection = urls.requested_filter().on_page(1)
    return {"selection": selection, "no_filter": NO_FILTER, "find": _find()}


def _find() -> str:
    return request.args.get("find", "").replace("\0", "")[:LONGEST_SEARCH]

"""All values of a facet, as a page and in place: topics and co-authors can be many."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.services import cache
from app.services.catalog.facets import choices
from app.services.catalog.selection import LONGEST_SEARCH, PublicFilter
from app.services.editing.works_table.filters import WorksFilter
from app.views import responses, urls
from app.web.languages import in_languages

blueprint = Blueprint("facets", __name__)
KEY = "<any(topic, author):key>"


@blueprint.get(f"/facets/{KEY}")
@in_languages
def page(key: str) -> ResponseReturnValue:
    """Show all topics or co-authors of the matching works, to choose one."""
    return show_page(key, urls.requested_filter())


@blueprint.get(f"/fragments/facets/{KEY}")
@in_languages
def fragment(key: str) -> ResponseReturnValue:
    """Render all topics or co-authors, or those that match the words typed."""
    return show_fragment(key, urls.requested_filter())


def show_page(key: str, selection: PublicFilter) -> ResponseReturnValue:
    """Show all topics or co-authors of the works that a filter matches."""
    return render_template("public/facets/page.html", **_context(key, selection))


def show_fragment(key: str, selection: PublicFilter) -> ResponseReturnValue:
    """Render all topics or co-authors, or those that match the words typed."""
    is_search = "find" in request.args
    template = "public/facets/_choices.html" if is_search else "public/facets/fragment.html"
    html = render_template(template, **_context(key, selection))
    return responses.part(html, urls.facet_url(key, selection))


def _context(key: str, selection: PublicFilter) -> dict[str, object]:
    selection = selection.on_page(1)
    find = request.args.get("find", "").replace("\0", "")[:LONGEST_SEARCH]
    return {
        "facet": choices.whole_facet(cache.change_count(), selection, key, find),
        "selection": selection,
        # Its address is that of the form, whose fields add what is chosen.
        "no_filter": type(selection)(),
        "find": find,
        "is_table": isinstance(selection, WorksFilter),
    }

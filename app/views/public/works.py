"""The page of a work, and fragments: the list, an abstract, the authors."""

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.services import cache
from app.services.catalog import cards, facets, owner, profile, work_page, works
from app.services.catalog.selection import PublicFilter
from app.views import responses, urls
from app.views.public import negotiation

blueprint = Blueprint("publications", __name__)


@blueprint.get("/publications/<slug>")
def page(slug: str) -> ResponseReturnValue:
    """Show a work with all its versions; redirect from former slugs."""
    drafts = security.sees_drafts()
    work = works.get_work(slug, drafts=drafts)
    if work is None:
        return responses.moved(slug)
    response = negotiation.answer(slug, drafts=drafts) or make_response(
        render_template(
            "public/work_page/page.html",
            page=work_page.work_page(work, drafts=drafts),
            footer=profile.footer(),
        )
    )
    response.vary.add("Accept")
    return response


@blueprint.get("/fragments/publications")
def fragment() -> ResponseReturnValue:
    """Render the filter, the count and the list."""
    selection = urls.requested_filter()
    count, page = cache.change_count(), urls.page_url(selection)
    # The cache is for visitors only: editors see edit links.
    html = (
        _list(count, selection)
        if security.reader()
        else _cached_list(count, selection, request.script_root)
    )
    response = responses.part(html, page)
    if selection.page == 1:
        # A form can't know the canonical URL of the result.
        response.headers["HX-Push-Url"] = page
    return response


@blueprint.get("/fragments/publications/<slug>/abstract")
def abstract(slug: str) -> ResponseReturnValue:
    """Render the whole abstract, or its beginning with `preview=1`."""
    return _part(slug, "public/works/abstract_fragment.html")


@blueprint.get("/fragments/publications/<slug>/authors")
def authors(slug: str) -> ResponseReturnValue:
    """Render all authors, or the list shortened around the owner with `preview=1`."""
    return _part(slug, "public/works/authors_fragment.html")


@cache.remembered
def _cached_list(count: int, selection: PublicFilter, _root: str) -> str:
    return _list(count, selection)


def _list(count: int, selection: PublicFilter) -> str:
    return render_template(
        "public/works/list_fragment.html",
        overview=facets.overview(count, selection.drafts),
        list=works.work_list(count, selection),
        owner=owner.owner_name(),
    )


def _part(slug: str, template: str) -> ResponseReturnValue:
    is_preview = request.args.get("preview") == "1"
    entry = cards.work_card(slug, whole=not is_preview, drafts=security.sees_drafts())
    if entry is None:
        return responses.moved(slug, preview=1 if is_preview else None)
    return responses.part(render_template(template, entry=entry), url_for(".page", slug=slug))

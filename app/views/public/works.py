"""The page of a work, and fragments: the list, an abstract, the authors."""

from collections.abc import Callable

from flask import Blueprint, Flask, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app import security
from app.services import cache
from app.services.catalog import cards, owner, profile, work_page, works
from app.services.catalog.cards import WorkCard
from app.services.catalog.selection import PublicFilter
from app.services.exporting import metadata as exporting
from app.translations.current import current_language
from app.views import responses, urls
from app.views.public import metadata, negotiation, signposting
from app.web import response_cache
from app.web.costs import expensive
from app.web.languages import in_languages, path_root
from app.web.response_cache import public
from app.web.robots import indexed

Draw = Callable[[WorkCard, bool], str]

blueprint = Blueprint("publications", __name__)


def configure(app: Flask) -> None:
    """Add the template globals for the list."""
    app.jinja_env.globals["remembered_entry"] = remembered_entry


def remembered_entry(draw: Draw, entry: WorkCard, is_compact: bool) -> str:
    """Return the HTML of an entry; a save changes few of them, and filters none."""
    if entry.is_marked:
        # The words that people search for are too many to remember.
        return draw(entry, is_compact)
    key = "entry", entry.id, is_compact, path_root(), current_language()
    drawn: str = cache.cache().recall(key, entry, lambda: draw(entry, is_compact))
    return drawn


def _is_preview() -> bool:
    return request.args.get("preview") == "1"


def _preview_query() -> str:
    return "preview=1" if _is_preview() else ""


@blueprint.get("/publications/<slug>")
@in_languages
@indexed
@public()
def page(slug: str) -> ResponseReturnValue:
    """Show a work with all its versions; redirect from former slugs."""
    drafts = security.sees_drafts()
    work = works.get_work(slug, drafts=drafts)
    if work is None:
        return responses.moved(slug)
    # It reads the site's languages, too, which all else needs.
    footer = profile.footer()
    found = exporting.work_metadata(work)
    response = negotiation.answer(slug, found, drafts=drafts) or make_response(
        render_template(
            "public/work_page/page.html",
            page=work_page.work_page(work, drafts=drafts),
            footer=footer,
            tags=metadata.work_tags(found),
            linked_data=Markup(metadata.work_data(found)),
        )
    )
    response.headers["Link"] = signposting.header(found)
    response.vary.add("Accept")
    return response


@blueprint.get("/fragments/publications")
@in_languages
@expensive(urls.shows_many)
@public(urls.canonical_query)
def fragment() -> ResponseReturnValue:
    """Render the filter, the count and the list."""
    selection = urls.requested_filter()
    if moved := responses.merged_choices():
        return moved
    response = responses.part(_list(selection), urls.page_url(selection))
    # A form can't know the canonical URL of the result.
    response.headers["HX-Push-Url"] = urls.page_url(selection)
    return response


@blueprint.get("/fragments/publications/more")
@in_languages
@expensive(lambda query: query.get("page") == "all")
@public(urls.canonical_query)
def more() -> ResponseReturnValue:
    """Render the works that a page adds to the page before."""
    selection = urls.requested_filter()
    if moved := responses.merged_choices():
        return moved
    return responses.part(_more(selection), urls.page_url(selection))


@blueprint.get("/fragments/publications/<slug>/list")
@in_languages
@expensive()
@public()
def down_to(slug: str) -> ResponseReturnValue:
    """Render the list down to a work, without the filter if that excludes it."""
    current = works.current_slug(slug, drafts=security.sees_drafts()) or slug
    selection = works.down_to(urls.requested_filter(), current)
    if selection is None:
        response_cache.keep_out()
        # What follows "#" in an address need not be a work.
        return "", 204
    address = urls.page_url(selection)
    response = responses.part(_list(selection), address)
    response.headers["HX-Replace-Url"] = f"{address}#{current}"
    return response


@blueprint.get("/fragments/publications/<slug>/abstract")
@in_languages
@public(_preview_query)
def abstract(slug: str) -> ResponseReturnValue:
    """Render the whole abstract, or its beginning with `preview=1`."""
    return _part(slug, "public/works/abstract_fragment.html")


@blueprint.get("/fragments/publications/<slug>/authors")
@in_languages
@public(_preview_query)
def authors(slug: str) -> ResponseReturnValue:
    """Render all authors, or the list shortened around the owner with `preview=1`."""
    return _part(slug, "public/works/authors_fragment.html")


def _list(selection: PublicFilter) -> str:
    found = responses.known(works.work_list(cache.change_count(), selection))
    return render_template("public/works/list_fragment.html", list=found, owner=owner.owner_name())


def _more(selection: PublicFilter) -> str:
    found = responses.known(works.further_works(cache.change_count(), selection))
    return render_template("public/works/more_fragment.html", list=found)


def _part(slug: str, template: str) -> ResponseReturnValue:
    is_preview = _is_preview()
    entry = cards.work_card(slug, whole=not is_preview, drafts=security.sees_drafts())
    if entry is None:
        return responses.moved(slug, preview=1 if is_preview else None)
    return responses.part(render_template(template, entry=entry), url_for(".page", slug=slug))

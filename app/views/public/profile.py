"""The profile page."""

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from app.services.catalog import people, profile, sections, works
from app.services.catalog.facets import overview
from app.services.catalog.sections import Place
from app.services.catalog.selection import STANDARD
from app.views import responses, urls
from app.views.public import metadata
from app.web import robots
from app.web.costs import expensive
from app.web.languages import in_languages
from app.web.response_cache import public
from app.web.robots import indexed

blueprint = Blueprint("profile", __name__)


@blueprint.get("/")
@in_languages
@indexed
@expensive(urls.shows_many)
@public(urls.canonical_query)
def page() -> ResponseReturnValue:
    """Show the profile: header, biography, people and publications."""
    owner = profile.header()
    count = owner.changes if owner else 0
    selection = urls.requested_filter(defaults=owner.arrangement if owner else STANDARD)
    if moved := responses.merged_choices(count):
        return moved
    drafts = selection.drafts
    has_sections = owner and owner.has_sections
    known = overview.overview(count, drafts)
    listed = responses.known(works.work_list(count, selection))
    if not listed.selection.is_for_crawlers:
        robots.forbid()
    return render_template(
        "public/profile/page.html",
        profile=owner,
        linked_data=metadata.owner_data(owner, known) if owner and not selection.query else None,
        footer=owner.footer if owner else None,
        people=people.people_cards(),
        sections=sections.sections(Place.PAGE, drafts=drafts, with_empty=drafts)
        if has_sections
        else [],
        overview=known,
        selected=works.selected_works(count, selection.drafts),
        list=listed,
    )


@blueprint.get("/publications", strict_slashes=False)
@in_languages
def publications() -> Response:
    """Redirect to the list, as users may shorten the URL of a work."""
    if moved := responses.merged_choices():
        return moved
    return redirect(f"{urls.page_url(urls.requested_filter())}#publications", 301)

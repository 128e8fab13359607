"""The profile page."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response

from app.services.catalog import facets, people, profile, works
from app.views import urls

blueprint = Blueprint("profile", __name__)


@blueprint.get("/")
def page() -> str:
    """Show who the owner is, whom she supervises and what she has written."""
    owner = profile.header()
    count = owner.changes if owner else 0
    return render_template(
        "public/profile/page.html",
        profile=owner,
        people=people.people_cards(),
        overview=facets.overview(count),
        list=works.work_list(count, urls.asked()),
    )


@blueprint.get("/publications", strict_slashes=False)
def publications() -> Response:
    """Lead to the list: people shorten addresses by hand."""
    return redirect(f"{urls.page_url(urls.asked())}#publications", 301)

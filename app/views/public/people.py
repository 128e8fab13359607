"""The pages of people: students and co-authors, with the works written with the owner."""

from dataclasses import replace

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as Answer

from app import security
from app.services import cache
from app.services.catalog import person_page, profile, selection, works
from app.services.catalog.person_page import PersonPage
from app.services.catalog.selection import PublicFilter
from app.services.catalog.works import WorkList
from app.views import responses, urls
from app.web import response_cache, robots
from app.web.costs import expensive
from app.web.languages import in_languages
from app.web.response_cache import public
from app.web.robots import indexed

blueprint = Blueprint("public_people", __name__)


def _page_query() -> str:
    """Return the one query of the request: how far the list is shown."""
    return PublicFilter(page=_page()).query


@blueprint.get("/people/<slug>")
@in_languages
@indexed
@expensive(urls.shows_many)
@public(_page_query)
def page(slug: str) -> ResponseReturnValue:
    """Show a person; redirect from other names, and from the owner's to the profile."""
    person = _person(slug)
    if not isinstance(person, PersonPage):
        return person
    listed = works.work_list(cache.change_count(), _works_with(person))
    _keep_out_pages_beyond(listed)
    if listed.selection.page != 1:
        robots.forbid()
    return render_template(
        "public/person_page/page.html",
        person=person,
        list=listed,
        profile_url=urls.page_url(PublicFilter(authors=(person.slug,))),
        footer=profile.footer(),
        **_addresses(person),
    )


@blueprint.get("/fragments/people/<slug>")
@in_languages
@expensive(lambda query: query.get("page") == "all")
@public(_page_query)
def more(slug: str) -> ResponseReturnValue:
    """Render the works that a page adds to the page before."""
    person = _person(slug)
    if not isinstance(person, PersonPage):
        return person
    further = works.further_works(cache.change_count(), _works_with(person))
    _keep_out_pages_beyond(further)
    html = render_template(
        "public/works/more_fragment.html",
        list=further,
        **_addresses(person),
    )
    return responses.part(html, url_for(".page", slug=slug))


def _person(slug: str) -> PersonPage | Answer:
    found = person_page.person_page(slug, drafts=security.sees_drafts())
    if found and not found.is_owner:
        return found
    if found:
        return redirect(url_for("profile.page"), 301)
    current = person_page.current_slug(slug) or abort(404)
    return redirect(url_for(request.endpoint or "", slug=current), 301)


def _keep_out_pages_beyond(listed: WorkList) -> None:
    """Keep pages that do not exist out of memory: there is no end of them."""
    if listed.selection.page != _page():
        response_cache.keep_out()


def _works_with(person: PersonPage) -> PublicFilter:
    drafts = security.sees_drafts()
    return PublicFilter(authors=(person.slug,), page=_page(), drafts=drafts)


def _page() -> selection.Page:
    return selection.parse_page(request.args.get("page", ""))


def _addresses(person: PersonPage) -> dict[str, object]:
    """Return what the list's templates find the addresses of its further works by."""

    def address(endpoint: str, filters: PublicFilter) -> str:
        query = replace(PublicFilter(), page=filters.page).query
        path = url_for(endpoint, slug=person.slug)
        return f"{path}?{query}" if query else path

    return {
        "page_url": lambda filters: address("public_people.page", filters),
        "more_url": lambda filters: address("public_people.more", filters),
    }

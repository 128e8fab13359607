"""Update other parts of the page along with a response that changes something in place."""

from urllib.parse import parse_qsl, urlsplit

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import security
from app.services import cache
from app.services.catalog import owner, profile
from app.services.catalog import works as catalog_works
from app.services.catalog.facets import overview
from app.services.catalog.selection import PublicFilter
from app.services.editing import works as editing_works
from app.views import urls
from app.views.editing import form_page


def with_works(answer: ResponseReturnValue, revision_id: int | None) -> ResponseReturnValue:
    """Add the updated counts and filters, and remove joined works from the list."""
    if not form_page.is_fragment():
        return answer
    count, selection = cache.change_count(), page_filter()
    answer = _with(
        answer,
        "editing/works/_refresh.html",
        overview=overview.overview(count, selection.drafts),
        list=catalog_works.list_counts(count, selection),
        gone=editing_works.deleted_by(revision_id),
    )
    return with_checklist(answer)


def with_last_change(answer: ResponseReturnValue, work_id: int) -> ResponseReturnValue:
    """Add the last change to the form of the work, above its versions."""
    last = editing_works.last_change(work_id)
    return _with(answer, "editing/versions/_refresh.html", last=last, place=f"work-{work_id}")


def with_name(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Add the owner's name in the title and the navigation bar."""
    if not form_page.is_fragment():
        return answer
    shown = catalog_works.list_counts(cache.change_count(), page_filter())
    return _with(answer, "editing/profile/_refresh.html", owner=owner.owner_name(), list=shown)


def with_checklist(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Add the checklist of a new site, updated."""
    if not form_page.is_fragment():
        return answer
    return _with(
        answer,
        "editing/profile/_checklist_refresh.html",
        profile=profile.header(),
        overview=overview.overview(cache.change_count(), True),
    )


def _with(answer: ResponseReturnValue, template: str, **context: object) -> Response:
    response = make_response(answer)
    response.set_data(response.get_data(as_text=True) + render_template(template, **context))
    return response


def page_filter() -> PublicFilter:
    """Return the filter of the page that the request was sent from."""
    page = urlsplit(security.here())
    query = MultiDict(parse_qsl(page.query) if page.path == url_for("profile.page") else [])
    return urls.requested_filter(query)

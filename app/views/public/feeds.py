"""Feeds of the newest works, as Atom and as JSON Feed, for any filter."""

from flask import Blueprint, Flask, Response, current_app, url_for
from flask.typing import ResponseReturnValue

from app.services import cache
from app.services.catalog import works
from app.services.catalog.selection import STANDARD, PublicFilter
from app.services.exporting.feeds import atom, feed, json_feed
from app.services.exporting.feeds.feed import Addresses
from app.views import responses, urls
from app.web.costs import expensive
from app.web.languages import in_languages, link_tag
from app.web.response_cache import public
from app.web.site_address import absolute_url, site_url

blueprint = Blueprint("feeds", __name__)
WHOLE_LIST = PublicFilter()
FORMATS = {
    "atom": (atom.write, "application/atom+xml; charset=utf-8"),
    # JSON is always UTF-8.
    "json": (json_feed.write, "application/feed+json"),
}
SUFFIX = "<any(atom, json):suffix>"


def configure(app: Flask) -> None:
    """Add the template global for links to feeds."""
    app.jinja_env.globals["feed_url"] = feed_url


def feed_url(chosen: PublicFilter = WHOLE_LIST, suffix: str = "atom") -> str:
    """Return the URL of the feed of the filtered list, by default of the whole list."""
    path, query = url_for("feeds.show", suffix=suffix), chosen.in_feed().query
    return f"{path}?{query}" if query else path


def _requested() -> PublicFilter:
    return urls.requested_filter(defaults=STANDARD).in_feed()


def _feed_query() -> str | None:
    selection = _requested()
    return selection.query if selection.is_single else None


@blueprint.get(f"/feed.{SUFFIX}")
@in_languages
@expensive()
@public(_feed_query)
def show(suffix: str) -> ResponseReturnValue:
    """Show the newest works of the filter; never drafts, since feeds are shared."""
    if moved := responses.merged_choices():
        return moved
    selection, chosen = _requested(), list[str]()
    if selection.narrows:
        counted = works.list_counts(cache.change_count(), selection)
        chosen = responses.known(counted).chosen_labels
    most = current_app.config["FEED_ENTRIES"]
    write, content_type = FORMATS[suffix]
    found = feed.feed(selection, most, _addresses(suffix, selection), chosen)
    return Response(write(found), content_type=content_type, headers=_headers(selection))


def _addresses(suffix: str, selection: PublicFilter) -> Addresses:
    return Addresses(
        root=site_url(),
        home=absolute_url(urls.page_url(selection)),
        feed=absolute_url(feed_url(selection, suffix)),
        work=lambda slug: absolute_url(urls.work_url("publications.page", slug)),
        tag=link_tag(),
    )


def _headers(selection: PublicFilter) -> dict[str, str]:
    return {"Link": responses.canonical_link(urls.page_url(selection))}

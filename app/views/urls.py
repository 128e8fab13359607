"""URLs of the filtered list: page, fragment and files."""

import re
from dataclasses import replace
from functools import lru_cache
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import quote, unquote

from flask import Flask, current_app, request, url_for
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map

from app import security
from app.services.catalog import author_links, profile, selection
from app.services.catalog.selection import STANDARD, Arrangement, PublicFilter
from app.services.editing.works_table import filters as table_filters
from app.services.editing.works_table.filters import WorksFilter
from app.services.history.recording import LARGEST_ID
from app.web.costs import requested_endpoint
from app.web.languages import is_in_languages, path_root
from app.web.site_address import absolute_url

# A page shows the works of all pages before it, too.
CHEAP_PAGES = 8
# Stands for the slug of a work while a URL is built.
PLACEHOLDER = "-slug-"
# Two slashes begin the address of another host.
ROOT_LINK = re.compile(r'(?<=\s)href="(/(?!/)[^"?#]*)')


class Endpoints(NamedTuple):
    """The views that show what a filter selects; `anchor` leads to it on the page."""

    page: str
    fragment: str
    facet: str
    facet_fragment: str
    anchor: str = ""


PUBLIC_LIST = Endpoints(
    "profile.page", "publications.fragment", "facets.page", "facets.fragment", "#publications"
)
WORKS_TABLE = Endpoints(
    "works_table.page",
    "works_table.fragment",
    "works_table.facet_page",
    "works_table.facet_fragment",
)


class IdConverter(IntegerConverter):
    """An id; numbers too large for a database are not found."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_ID, **kwargs})


def configure(app: Flask) -> None:
    """Add the template globals and filters for URLs of the list."""
    app.jinja_env.filters.update(list_url=list_url, fragment_url=fragment_url)
    app.jinja_env.globals.update(
        absolute_url=absolute_url,
        page_url=page_url,
        list_url=list_url,
        fragment_url=fragment_url,
        more_url=more_url,
        topic_url=topic_url,
        author_url=author_url,
        facet_url=facet_url,
        facet_fragment_url=facet_fragment_url,
        work_url=work_url,
        authors_with_roles=author_links.with_roles,
        linked_authors=linked_authors,
        link_rel=link_rel,
        link_url=link_url,
        site_links=site_links,
    )


def requested_filter(
    query: MultiDict[str, str] | None = None, defaults: Arrangement | None = None
) -> PublicFilter:
    """Return the filter in a query string, by default the request's, shown as the owner chose."""
    keys = request.args if query is None else query
    most = current_app.config["CHOICES_PER_FACET"]
    shown = profile.arrangement() if defaults is None else defaults
    parsed = selection.parse_filter(keys.to_dict(flat=False), most, shown)
    return replace(parsed, drafts=security.sees_drafts())


def requested_table() -> WorksFilter:
    """Return the filter of the works table in the request's query string."""
    most = current_app.config["CHOICES_PER_FACET"]
    return table_filters.parse_filter(request.args.to_dict(flat=False), most)


def canonical_query() -> str | None:
    """Return the one query of the request's filter, None if its answer is not to be kept.

    Combinations, ranges and words are too many: they would take the place of what many ask for.
    """
    # What the owner chose only matters to the keys that differ from it.
    is_arranged = not request.args.keys().isdisjoint(Arrangement._fields)
    selection = requested_filter(defaults=None if is_arranged else STANDARD)
    return selection.query if selection.is_single else None


def shows_many(query: MultiDict[str, str]) -> bool:
    """Return whether a page of the list takes long, since it shows many works."""
    page = selection.parse_page(query.get("page", ""))
    return page == "all" or page > CHEAP_PAGES


def page_url(filters: PublicFilter) -> str:
    """Return the URL of the page with the filtered list: the profile, or the works table."""
    return _with_query(_endpoints(filters).page, filters)


def list_url(filters: PublicFilter) -> str:
    """Return the same URL, down to the list."""
    return page_url(filters) + _endpoints(filters).anchor


def topic_url(slug: str) -> str:
    """Return the URL of the profile with the works of a topic."""
    return page_url(PublicFilter((slug,)))


def author_url(slug: str) -> str:
    """Return the URL of the profile with the works of a co-author."""
    return page_url(PublicFilter(authors=(slug,)))


def work_url(endpoint: str, slug: str) -> str:
    """Return the URL of a work's page, or of a part of it."""
    before, after = _work_path(endpoint, path_root())
    return f"{before}{quote(slug)}{after}"


def person_url(slug: str) -> str:
    """Return the URL of a person's page."""
    return work_url("public_people.page", slug)


def link_url(url: str) -> str:
    """Return the URL of a work's link; that of its own file begins at the site's root."""
    return f"{request.script_root}{url}" if url.startswith("/") else url


def site_links(html: str) -> Markup:
    """Return safe HTML, such as a biography, with links that begin at the site's root, with "/"."""
    if not path_root():
        return Markup(html)
    return Markup(ROOT_LINK.sub(lambda link: f'href="{_own_address(unescape(link[1]))}', html))


def link_rel(url: str) -> Markup:
    """Return an attribute that keeps crawlers from a work's file, which its page's tags name."""
    return Markup(' rel="nofollow"') if url.startswith("/") else Markup()


def linked_authors(line: str, pages: author_links.Pages) -> str:
    """Return the HTML of a list of authors with links to people's pages."""
    return author_links.linked_authors(line, pages, person_url)


def icon_url() -> str:
    """Return the URL of the site's icon."""
    return url_for("asset", name=current_app.extensions["vitae_assets"].icon)


def fragment_url(filters: PublicFilter) -> str:
    """Return the URL of the list fragment."""
    return _with_query(_endpoints(filters).fragment, filters)


def more_url(filters: PublicFilter) -> str:
    """Return the URL of the works that the last page of the filter adds."""
    return _with_query("publications.more", filters)


def embed_url(filters: PublicFilter) -> str:
    """Return the URL of the filtered list for another page's frame."""
    return _with_query("embed.page", filters)


def embed_more_url(filters: PublicFilter) -> str:
    """Return the URL of the works that the last page of the filter adds in a frame."""
    return _with_query("embed.more", filters)


def facet_url(key: str, filters: PublicFilter) -> str:
    """Return the URL of the page with all values of a facet."""
    return _with_query(_endpoints(filters).facet, filters.on_page(1), key=key)


def facet_fragment_url(key: str, filters: PublicFilter) -> str:
    """Return the URL of the fragment with all values of a facet."""
    return _with_query(_endpoints(filters).facet_fragment, filters.on_page(1), key=key)


def export_url(suffix: str, filters: PublicFilter) -> str:
    """Return the URL of the list as a file."""
    path = url_for("exports.listed", suffix=suffix)
    return f"{path}?{filters.query}" if filters.query else path


def _own_address(path: str) -> str:
    """Return the path of a page of this site in the language used now, escaped."""
    endpoint = requested_endpoint(current_app, "GET", unquote(path))
    root = path_root() if is_in_languages(endpoint) else request.script_root
    return str(escape(root + path))


def _endpoints(filters: PublicFilter) -> Endpoints:
    return WORKS_TABLE if isinstance(filters, WorksFilter) else PUBLIC_LIST


def _with_query(endpoint: str, filters: PublicFilter, **values: str) -> str:
    path = _path(endpoint, path_root(), **values)
    return f"{path}?{filters.query}" if filters.query else path


# A page has about a hundred links of either kind, which differ in the query or the slug.
@lru_cache
def _path(endpoint: str, _root: str, **values: Any) -> str:
    return url_for(endpoint, **values)


@lru_cache
def _work_path(endpoint: str, _root: str) -> tuple[str, str]:
    before, _, after = url_for(endpoint, slug=PLACEHOLDER).rpartition(PLACEHOLDER)
    return before, after

"""What programs look for at a site: its sitemap, the rules for robots, and how to search it."""

from flask import Blueprint, Response, abort, request, url_for

from app.services import cache
from app.services.catalog import owner
from app.services.catalog.selection import PublicFilter
from app.services.catalog.translations.languages import page_languages
from app.services.exporting import opensearch, sitemap
from app.services.exporting.sitemap import Address, PageUrl
from app.translations.text import gettext as _
from app.views import other_languages, urls
from app.web.costs import expensive
from app.web.fragments import PREFIX
from app.web.languages import in_languages, language_root
from app.web.response_cache import public
from app.web.site_address import absolute_url

blueprint = Blueprint("discovery", __name__)
XML = "application/xml; charset=utf-8"
# What no robot may ask for; all else may be asked for, and says itself whether it is indexed.
DISALLOWED = ("/edit", f"{PREFIX}/")
SEARCH_TERMS = "{searchTerms}"


@blueprint.get("/sitemap.xml")
@expensive()
@public()
def whole_sitemap() -> Response:
    """List all pages that search engines may index, or the files that do."""
    parts = _parts()
    if len(parts) == 1:
        return _xml(sitemap.write(parts[0], _urls))
    files = ((_part_url(number), part) for number, part in enumerate(parts, 1))
    return _xml(sitemap.write_index(files))


@blueprint.get("/sitemap-<int:number>.xml")
@expensive()
@public()
def part_of_sitemap(number: int) -> Response:
    """List some of the pages of a site that has too many for one file."""
    parts = _parts()
    if not 1 <= number <= len(parts) or len(parts) == 1:
        abort(404)
    return _xml(sitemap.write(parts[number - 1], _urls))


@blueprint.get("/robots.txt")
@public()
def robots() -> Response:
    """Tell robots what not to ask for, and where the sitemap is (RFC 9309)."""
    fragments = (f"{language_root(tag)}{PREFIX}/" for tag in page_languages()[1:])
    disallowed = *(f"{request.script_root}{path}" for path in DISALLOWED), *fragments
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in disallowed)]
    lines += ["", f"Sitemap: {absolute_url(url_for('.whole_sitemap'))}", ""]
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.get("/opensearch.xml")
@in_languages
@public()
def search_description() -> Response:
    """Describe the search to browsers."""
    page, feed = url_for("profile.page"), url_for("feeds.show", suffix="atom")
    templates = [
        ("text/html", absolute_url(f"{page}?q={SEARCH_TERMS}#publications")),
        ("application/atom+xml", absolute_url(f"{feed}?q={SEARCH_TERMS}")),
    ]
    own = absolute_url(url_for(".search_description"))
    icon = absolute_url(urls.icon_url())
    text = opensearch.write(owner.owner_name() or _("Publications"), templates, own, icon)
    return Response(text, content_type=f"{opensearch.MIMETYPE}; charset=utf-8")


def _parts() -> list[list[Address]]:
    return sitemap.parts(sitemap.addresses(cache.change_count()), len(page_languages()))


def _part_url(number: int) -> str:
    return absolute_url(url_for(".part_of_sitemap", number=number))


def _urls(address: Address) -> list[PageUrl]:
    url = absolute_url(_path(address))
    if len(page_languages()) == 1:
        return [PageUrl(url)]
    every = other_languages.alternates(url)
    # The last one stands for all other languages.
    return [PageUrl(one, every) for _, one in every[:-1]]


def _path(address: Address) -> str:
    match address.kind:
        case "work":
            return urls.work_url("publications.page", address.name)
        case "person":
            return urls.person_url(address.name)
        case "topic":
            return urls.topic_url(address.name)
        case "year":
            year = int(address.name)
            return urls.page_url(PublicFilter(years=((year, year),)))
        case "cv":
            return url_for("cv.page")
    return url_for("profile.page")


def _xml(text: str) -> Response:
    return Response(text, content_type=XML)

"""oEmbed: what other sites show for the address of a list, a person or a work (oembed.com, 2.3)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit
from xml.etree import ElementTree as ET

from flask import Blueprint, Flask, abort, current_app, json, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from app.bibliography.text import characters
from app.services import cache
from app.services.catalog import owner, works
from app.services.catalog.selection import PublicFilter
from app.services.catalog.translations.languages import page_languages
from app.services.exporting import citations
from app.translations.current import in_language
from app.views import urls
from app.views.public import embed
from app.web.languages import split_tag
from app.web.site_address import absolute_url, site_url

blueprint = Blueprint("oembed", __name__)
JSON, XML = "application/json", "text/xml; charset=utf-8"
PIXELS = re.compile("[0-9]{1,9}")
USUAL_PORTS = {"http": 80, "https": 443}
LISTS = {"profile.page", "profile.publications", "embed.page"}
# A citation is a few lines.
WORK_HEIGHT = 200
CACHE_SECONDS = 24 * 60 * 60


class Resource(NamedTuple):
    """What an address of this site shows."""

    title: str
    html: str
    height: int


class Target(NamedTuple):
    """What an address of this site leads to: a language, a view, its arguments and the query."""

    language: str
    endpoint: str
    values: Mapping[str, Any]
    query: str


def configure(app: Flask) -> None:
    """Add the template global for the address at which a page's embedding is found."""
    app.jinja_env.globals["oembed_url"] = oembed_url


def oembed_url(address: str) -> str:
    """Return the URL that says how to embed a page of this site."""
    return absolute_url(url_for("oembed.answer", url=absolute_url(address)))


@blueprint.get("/oembed")
def answer() -> ResponseReturnValue:
    """Say how to embed the page at `url`, as JSON or XML."""
    form = request.args.get("format", "json")
    if form not in {"json", "xml"}:
        abort(501)
    address = request.args.get("url") or abort(400)
    name = owner.owner_name() or abort(404)
    target = _target(address) or abort(404)
    with in_language(target.language):
        answered = _answered(target, name) or abort(404)
    if form == "xml":
        return _as_xml(answered), 200, {"Content-Type": XML}
    return json.dumps(answered), 200, {"Content-Type": JSON}


def _answered(target: Target, name: str) -> dict[str, str | int] | None:
    width, height = _most("maxwidth", embed.WIDTH), _most("maxheight", embed.HEIGHT)
    resource = _resource(target, name, width, height)
    if resource is None:
        return None
    return {
        "version": "1.0",
        "type": "rich",
        "title": characters.clean(resource.title),
        "author_name": name,
        "author_url": absolute_url(url_for("profile.page")),
        "provider_name": name,
        "provider_url": absolute_url(url_for("profile.page")),
        "cache_age": CACHE_SECONDS,
        "html": characters.clean(resource.html),
        "width": width,
        "height": min(height, resource.height),
    }


def _most(key: str, default: int) -> int:
    """Return a length in pixels, not longer than the request allows."""
    given = request.args.get(key, "")
    return max(1, min(default, int(given))) if PIXELS.fullmatch(given) else default


def _resource(target: Target, name: str, width: int, height: int) -> Resource | None:
    if target.endpoint == "publications.page":
        return _work(target.values["slug"], name)
    if target.endpoint == "public_people.page":
        return _list(PublicFilter(authors=(target.values["slug"],)), name, width, height)
    if target.endpoint in LISTS:
        asked = urls.requested_filter(MultiDict(parse_qsl(target.query)))
        return _list(replace(asked, drafts=False), name, width, height)
    return None


def _target(address: str) -> Target | None:
    """Return what an address of this site leads to; None if it is another site's, or none."""
    first, *others = page_languages()
    try:
        parts = urlsplit(address)
        tag, path = split_tag(_own_path(parts))
        endpoint, values = current_app.url_map.bind("").match(path, "GET")
    except (ValueError, HTTPException):
        return None
    if tag and tag not in others:
        return None
    return Target(tag or first, endpoint, values, parts.query)


def _own_path(parts: SplitResult) -> str:
    """Return the path of an address below that of the site. Raises ValueError for other sites."""
    for site in map(urlsplit, (site_url(), request.root_url)):
        root, is_web = site.path.rstrip("/"), parts.scheme in {"http", "https"}
        is_ours = _host(parts) == _host(site)
        if is_web and is_ours and f"{parts.path}/".startswith(f"{root}/"):
            return unquote(parts.path.removeprefix(root)) or "/"
    raise ValueError(parts)


def _host(parts: SplitResult) -> tuple[str | None, str | None, int | None]:
    """Return what an address begins with, so that the usual port is the same as none.

    Raises ValueError.
    """
    usual = USUAL_PORTS.get(parts.scheme)
    user = parts.netloc.rpartition("@")[0] or None
    return user, parts.hostname, None if parts.port == usual else parts.port


def _list(selection: PublicFilter, name: str, width: int, height: int) -> Resource | None:
    listed = works.list_counts(cache.change_count(), selection)
    if not listed.found:
        return None
    html = embed.embed_code(listed, name, width, height)
    return Resource(embed.list_title(listed, name), html, height)


def _work(slug: str, name: str) -> Resource | None:
    current = works.current_slug(slug, drafts=False) or slug
    citation = citations.work_citation(cache.change_count(), current, False)
    if citation is None:
        return None
    html = render_template(
        "public/embed/work.html",
        address=absolute_url(urls.work_url("publications.page", current)),
        reference_html=citation.references[0].html,
        owner=name,
    )
    return Resource(citation.title_text, html, WORK_HEIGHT)


def _as_xml(answered: Mapping[str, str | int]) -> bytes:
    root = ET.Element("oembed")
    for key, value in answered.items():
        ET.SubElement(root, key).text = str(value)
    found: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return found

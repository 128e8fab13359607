"""Export the list or a work as BibTeX, RIS, CSL JSON or CSV."""

from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.services import cache
from app.services.catalog import owner as catalog_owner
from app.services.catalog import slugs
from app.services.catalog import works as catalog_works
from app.services.catalog.selection import STANDARD, PublicFilter
from app.services.exporting import files
from app.services.exporting import works as exporting_works
from app.views import responses, urls
from app.views.public import signposting
from app.web import typed_links
from app.web.costs import expensive, give_way
from app.web.response_cache import public
from app.web.site_address import site_url

blueprint = Blueprint("exports", __name__)
WHOLE_LIST = PublicFilter()
SUFFIX = "<any(bib, ris, json, csv):suffix>"


def configure(app: Flask) -> None:
    """Add the template globals for links to files."""
    app.jinja_env.globals.update(list_files=list_files, work_files=work_files)


def _list_query() -> str | None:
    selection = urls.requested_filter(defaults=STANDARD).in_file()
    query = selection.query if selection.is_single else None
    if query is None or not _all_versions():
        return query
    return f"{query}&versions=all" if query else "versions=all"


def _work_query() -> str:
    version_id, is_raw = request.args.get("version", type=int), request.args.get("raw") == "1"
    pairs = {
        "version": version_id,
        "versions": "all" if _all_versions() else None,
        "raw": 1 if is_raw else None,
    }
    return urlencode({name: value for name, value in pairs.items() if value is not None})


@blueprint.get(f"/publications.{SUFFIX}")
@expensive()
@public(_list_query)
def listed(suffix: str) -> ResponseReturnValue:
    """Export the filtered list: the shown version of each work, or all versions."""
    if moved := responses.merged_choices():
        return moved
    selection = urls.requested_filter(defaults=STANDARD).in_file()
    if selection.narrows:
        responses.known(catalog_works.list_counts(cache.change_count(), selection))
    records = exporting_works.export_records(
        selection, all_versions=_all_versions(), root=site_url()
    )
    text = files.list_as_text(suffix, records, lossless=_is_signed_in(), before_each=give_way)
    owner = slugs.readable(catalog_owner.owner_name() or "")
    name = "-".join(filter(None, (owner, "publications", *selection.topics)))
    return _file(suffix, name, text, urls.page_url(selection))


@blueprint.get(f"/publications/<slug>.{SUFFIX}")
@public(_work_query)
def work(slug: str, suffix: str) -> ResponseReturnValue:
    """Export a work: the shown version, the one given by `version`, or all."""
    versions = exporting_works.work_records(slug, drafts=security.sees_drafts(), root=site_url())
    if not versions:
        return _moved(slug, suffix)
    version_id, is_raw = request.args.get("version", type=int), request.args.get("raw") == "1"
    if version_id is not None:
        records = [record for id_, record in versions if id_ == version_id] or abort(404)
    else:
        use_all = _all_versions() or is_raw
        records = [record for _, record in (versions if use_all else versions[:1])]
    page = url_for("publications.page", slug=slug)
    if is_raw and suffix == "bib":
        text = files.raw(records)
    else:
        text = files.as_text(suffix, records, lossless=_is_signed_in())
    response = _file(suffix, slug, text, page)
    response.headers["Link"] += f", {typed_links.header([signposting.describes(page)])}"
    return response


def list_files(chosen: PublicFilter = WHOLE_LIST) -> list[tuple[str, str]]:
    """Return (label, URL) of the files of the filtered list, by default of the whole list."""
    return [
        (kind.label, urls.export_url(suffix, chosen.in_file()))
        for suffix, kind in files.KINDS.items()
    ]


def work_files(slug: str) -> list[tuple[str, str]]:
    """Return (label, URL) of the files of a work."""
    return [
        (kind.label, url_for("exports.work", slug=slug, suffix=suffix))
        for suffix, kind in files.KINDS.items()
    ]


def _all_versions() -> bool:
    return request.args.get("versions") == "all"


def _is_signed_in() -> bool:
    return security.reader() is not None


def _moved(slug: str, suffix: str) -> ResponseReturnValue:
    current = catalog_works.current_slug(slug, drafts=security.sees_drafts()) or abort(404)
    query = request.query_string.decode("ascii", "ignore")
    return redirect(url_for(".work", slug=current, suffix=suffix) + (query and f"?{query}"), 301)


def _file(suffix: str, name: str, text: str, page: str) -> Response:
    kind = files.KINDS[suffix]
    # JSON is always UTF-8; other types need a charset.
    charset = "" if suffix == "json" else "; charset=utf-8"
    response = Response(text, content_type=kind.mimetype + charset)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{slugs.readable(name)}.{suffix}"'
    )
    response.headers["Link"] = responses.canonical_link(page)
    return response

"""Lists and works as files for reference managers, programs and spreadsheets."""

from flask import Blueprint, Flask, Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.services import cache
from app.services.catalog import profile, slugs
from app.services.catalog import works as catalog_works
from app.services.catalog.selection import PublicFilter
from app.services.exporting import files
from app.services.exporting import works as exporting_works
from app.views import urls

blueprint = Blueprint("exports", __name__)
SUFFIX = "<any(bib, ris, json, csv):suffix>"


def configure(app: Flask) -> None:
    """Let the templates of `app` name the files of a view of the list and of a work."""
    app.jinja_env.globals.update(list_files=list_files, work_files=work_files)


@blueprint.get(f"/publications.{SUFFIX}")
def listed(suffix: str) -> Response:
    """Answer the list as the address narrows it: the version shown of each work, or all."""
    selection = urls.asked().on_page(1)
    text = files.of_list(cache.change_count(), suffix, selection, _every_version())
    owner = slugs.readable(profile.owner_name() or "")
    name = "-".join(filter(None, (owner, "publications", *selection.topics)))
    return _file(suffix, name, text, urls.page_url(selection))


@blueprint.get(f"/publications/<slug>.{SUFFIX}")
def work(slug: str, suffix: str) -> ResponseReturnValue:
    """Answer a work by the version shown, by one that `version` names, or by all."""
    versions = exporting_works.of_work(slug)
    if not versions:
        return _moved(slug, suffix)
    wanted, is_raw = request.args.get("version", type=int), request.args.get("raw") == "1"
    if wanted is not None:
        records = [record for id_, record in versions if id_ == wanted] or abort(404)
    else:
        every = _every_version() or is_raw
        records = [record for _, record in (versions if every else versions[:1])]
    page = url_for("publications.page", slug=slug)
    write = files.raw if is_raw and suffix == "bib" else files.KINDS[suffix].write
    return _file(suffix, slug, write(records), page)


def list_files(chosen: PublicFilter) -> list[tuple[str, str]]:
    """Return (label, address) of the files that hold a view of the list."""
    return [
        (kind.label, urls.export_url(suffix, chosen.on_page(1)))
        for suffix, kind in files.KINDS.items()
    ]


def work_files(slug: str) -> list[tuple[str, str]]:
    """Return (label, address) of the files that hold a work."""
    return [
        (kind.label, url_for("exports.work", slug=slug, suffix=suffix))
        for suffix, kind in files.KINDS.items()
    ]


def _every_version() -> bool:
    return request.args.get("versions") == "all"


def _moved(slug: str, suffix: str) -> ResponseReturnValue:
    present = catalog_works.current_slug(slug) or abort(404)
    query = request.query_string.decode("ascii", "ignore")
    return redirect(url_for(".work", slug=present, suffix=suffix) + (query and f"?{query}"), 301)


def _file(suffix: str, name: str, text: str, page: str) -> Response:
    kind = files.KINDS[suffix]
    # JSON is UTF-8 by itself; the others must say so.
    charset = "" if suffix == "json" else "; charset=utf-8"
    response = Response(text, content_type=kind.mimetype + charset)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{slugs.readable(name)}.{suffix}"'
    )
    response.headers["Link"] = f'<{page}>; rel="canonical"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response

"""The readiness report, and checks of the links on request."""

from typing import Any

from flask import Blueprint, Flask, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services.site_health import report
from app.services.site_health.findings import (
    EditPage,
    EntryField,
    Fix,
    HealthCheck,
    PersonField,
    ProfileField,
    WorkField,
)
from app.services.site_health.links import results, store, worker
from app.views import urls
from app.views.editing import form_page, people, profile, work_form
from app.views.editing.sections import entries
from app.web.costs import expensive

blueprint = Blueprint("site_health", __name__)
ADDRESS = "/edit/health"
LINKS = f"{ADDRESS}/links"
PAGES = {
    "portrait": "portrait.page",
    "biography": "edit_profile.biography",
    "duplicates": "duplicates.page",
    "names": "edit_names.page",
    "imports": "imports.page",
    "start": "starting.page",
}


@blueprint.get(ADDRESS)
@expensive()
def page() -> str:
    """Show the report; go on with a check of the links that a restart interrupted."""
    found = report.health_report()
    _resume(found.links)
    return render_template(
        "editing/site_health/page.html", report=found, **_links_context(found.links)
    )


@blueprint.get(f"{ADDRESS}/issues/<key>")
@expensive()
def issues(key: str) -> ResponseReturnValue:
    """Show a page of all that one check found."""
    found = report.issues_page(key, request.args.get("page", 1, type=int))
    if found is None:
        # Everything that it had found may be fixed by now.
        return redirect(url_for(".page"), 303) if key in report.KEYS else abort(404)
    return render_template("editing/site_health/issues.html", listing=found)


@blueprint.post(LINKS)
def check_links() -> ResponseReturnValue:
    """Begin to check the links in the background."""
    form_page.authorized_post()
    if not _has_lookups():
        abort(404)
    if store.request_run():
        worker.start()
    return redirect(url_for(".page"), 303)


@blueprint.get(f"/fragments{LINKS}")
def links_fragment() -> str:
    """Render how far the check of the links is."""
    status = results.link_status()
    _resume(status)
    return render_template(
        "editing/site_health/_links.html", was_polled=True, **_links_context(status)
    )


def configure(app: Flask) -> None:
    """Add the template globals for what a finding leads to."""
    app.jinja_env.globals.update(fix_url=fix_url, all_issues_url=all_issues_url)


def fix_url(fix: Fix) -> str:
    """Return the URL of the field or page where an issue is fixed."""
    match fix:
        case WorkField(slug, work_id, field, version):
            place = work_form.place_of(work_id, slug, version)
        case ProfileField(field):
            place = profile.HeaderSubject().place
        case PersonField(supervision_id, field):
            place = people.place_of(supervision_id)
        case EntryField(section_id, entry_id, field):
            place = entries.place_of(section_id, entry_id)
        case EditPage(name, anchor, of):
            return url_for(PAGES[name], of=of or None, _anchor=anchor or None)
    return f"{place.page}#{place.id}-{field}"


def all_issues_url(check: HealthCheck) -> str:
    """Return the URL of all that a check found."""
    if check.everything is None:
        return url_for("site_health.issues", key=check.key)
    if isinstance(check.everything, EditPage):
        return fix_url(check.everything)
    return urls.page_url(check.everything)


def _resume(status: results.LinkStatus) -> None:
    if status.is_stale and _has_lookups():
        worker.start()


def _links_context(status: results.LinkStatus) -> dict[str, Any]:
    return {"links": status, "most_links": store.MOST_LINKS, "has_lookups": _has_lookups()}


def _has_lookups() -> bool:
    return bool(current_app.config["LOOKUPS"])

"""Joining two works: search for the other work, preview, join."""

from functools import partial

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from app.services.catalog import version_order
from app.services.editing import merging
from app.services.editing.merging import CannotJoinError, Plan
from app.translations.text import said_by
from app.views import urls
from app.views.editing import form_page, versions

blueprint = Blueprint("join_works", __name__)


@blueprint.get("/edit/works/<slug>/join")
@blueprint.get("/fragments/edit/works/<slug>/join", endpoint="fragment")
def page(slug: str) -> ResponseReturnValue:
    """Show the search for the other work, or with `?with=<slug>` the preview."""
    other = request.args.get("with", "").replace("\0", "")
    try:
        return _show(slug, "_plan" if other else "_search", plan=_plan(slug, other))
    except CannotJoinError as error:
        return _show(slug, "_search", 422, refused=said_by(error))


@blueprint.get("/fragments/edit/works/<slug>/join/candidates")
def candidates(slug: str) -> ResponseReturnValue:
    """Render the works that match `?q=`, each with a link to join it."""
    return _show(slug, "_candidates")


@blueprint.post("/edit/works/<slug>/join")
@blueprint.post("/fragments/edit/works/<slug>/join", endpoint="join_fragment")
def join(slug: str) -> ResponseReturnValue:
    """Join the work with the one named by `with`."""
    editor, data = form_page.authorized_post()
    other = data.get("with", "")
    run = partial(form_page.idempotent, data, partial(merging.join, slug, other, editor))
    return versions.answer_action(slug, run)


def _plan(slug: str, other: str) -> Plan | None:
    return versions.found_or_404(merging.plan, slug, other) if other else None


def _show(slug: str, part: str, status: int = 200, **context: object) -> ResponseReturnValue:
    work, template = (
        versions.found_or_404(version_order.work_at, slug),
        f"editing/merging/{part}.html",
    )
    q = urls.requested_filter().q
    html = render_template(
        template if form_page.is_fragment() else "editing/versions/page.html",
        fragment=template,
        work=work,
        q=q,
        candidates=merging.candidates(work, q),
        **context,
    )
    return make_response(html, status)

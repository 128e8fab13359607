"""Edit, add and delete works."""

import re

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services.catalog.version_order import NoSuchRecordError
from app.services.editing import featured, works
from app.services.history import timeline
from app.views.editing import form_page, notice, refresh, work_form
from app.views.editing.work_form import DeletedWork, KnownWork, NewWork

blueprint = Blueprint("edit_works", __name__)
ONE = "/edit/works/<slug>"


@blueprint.route(ONE, methods=["GET", "POST"])
@blueprint.route(f"/fragments{ONE}", methods=["GET", "POST"], endpoint="work_fragment")
@form_page.form_view
def work(slug: str) -> ResponseReturnValue:
    """Edit a work and its shown version, or the one given by `version`."""
    version = work_form.requested_version()
    if request.method == "POST":
        # The slug may have changed since the form was opened.
        slug = works.current_slug(slug) or slug
    try:
        edited = works.edited_work(slug, version)
    except NoSuchRecordError:
        if request.method == "POST" and works.is_deleted(slug, version):
            return form_page.answer_deleted(DeletedWork(slug, version))
        return _redirect_to_current(slug)
    return form_page.answer(KnownWork(edited))


@blueprint.get(f"/fragments{ONE}/shown")
def work_shown(slug: str) -> ResponseReturnValue:
    """Render the work, for Cancel."""
    context = work_form.shown(slug)
    if context["entry"] is None:
        return _redirect_to_current(slug)
    return render_template("editing/works/entry_fragment.html", focus=True, **context)


@blueprint.post(f"{ONE}/visibility")
def visibility(slug: str) -> ResponseReturnValue:
    """Publish a work, or hide it from visitors."""
    editor, data = form_page.authorized_post()
    state = work_form.STATES.get(data.get("do", "")) or abort(400)
    try:
        revision_id = form_page.idempotent(
            data, lambda key: works.set_state(slug, state, editor, key)
        )
    except NoSuchRecordError:
        abort(404)
    return redirect(url_for("publications.page", slug=slug, done=revision_id), 303)


@blueprint.post(f"{ONE}/deletion")
@blueprint.post(f"/fragments{ONE}/deletion", endpoint="deletion_fragment")
def deletion(slug: str) -> ResponseReturnValue:
    """Move a work to the trash."""
    editor, data = form_page.authorized_post()
    try:
        revision_id = form_page.idempotent(data, lambda key: works.delete(slug, editor, key))
    except NoSuchRecordError:
        abort(404)
    if not form_page.is_fragment():
        return redirect(url_for("works_table.page", done=revision_id), 303)
    answer = form_page.in_place("editing/works/_deleted.html", revision_id)
    return refresh.with_works(answer, revision_id)


@blueprint.route("/edit/new/work", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/new/work", methods=["GET", "POST"], endpoint="new_fragment")
@form_page.form_view
def new() -> ResponseReturnValue:
    """Add a work."""
    return form_page.answer(NewWork())


@blueprint.get("/fragments/edit/new/work/shown")
def new_shown() -> str:
    """Render the button that the form replaced, for Cancel."""
    return render_template("editing/works/_add.html", focus=True)


@blueprint.post(f"{ONE}/featured")
@blueprint.post(f"/fragments{ONE}/featured", endpoint="featured_fragment")
def feature(slug: str) -> ResponseReturnValue:
    """Feature a work, or no longer; the fragment is its star."""
    editor, data = form_page.authorized_post()
    wanted = re.fullmatch(r"(un)?feature\.\d+", data.get("do", "")) or abort(400)
    try:
        revision_id = featured.set_featured(slug, not wanted[1], editor)
    except NoSuchRecordError:
        abort(404)
    if not form_page.is_fragment():
        return redirect(url_for(".featured_page", done=revision_id), 303)
    entry = work_form.shown(slug)["entry"]
    is_short = data.get("place") == "works-desk"
    return render_template("editing/works/star_fragment.html", entry=entry, short=is_short)


@blueprint.get("/edit/featured")
def featured_page() -> str:
    """List the featured works in their order."""
    return _featured("editing/featured/page.html", notice.revision_id())


@blueprint.post("/edit/featured/<slug>/move")
@blueprint.post("/fragments/edit/featured/<slug>/move", endpoint="move_fragment")
def move(slug: str) -> ResponseReturnValue:
    """Move a featured work up or down by one; the fragment is the whole list."""
    editor, data = form_page.authorized_post()
    way = form_page.direction(data)
    try:
        revision_id = featured.move(slug, way, editor)
    except NoSuchRecordError:
        abort(404)
    if not form_page.is_fragment():
        return redirect(url_for(".featured_page", done=revision_id), 303)
    return _featured("editing/featured/_list.html", revision_id, focus_on=f"{slug}-{way}")


def _featured(template: str, revision_id: int | None, **context: str) -> str:
    done = timeline.revision_to_announce(revision_id)
    return render_template(template, works=featured.featured_works(), done=done, **context)


def configure(app: Flask) -> None:
    """Add the template globals for the targets of work forms."""
    app.jinja_env.globals.update(
        place_of_work=work_form.place_of, place_of_new_work=work_form.place_of_new
    )


def _redirect_to_current(slug: str) -> ResponseReturnValue:
    """Redirect from a former slug to the current one."""
    current = works.current_slug(slug)
    if current is None or request.method != "GET":
        abort(404)
    address = url_for(request.endpoint or "", slug=current, version=request.args.get("version"))
    return redirect(address, 301)

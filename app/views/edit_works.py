"""Editing works: each of them, a new one, and one that goes."""

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services.catalog.version_order import NoSuchRecordError
from app.services.editing import works
from app.services.history.recording import DoneAlreadyError
from app.views import beside, editing, work_places, work_subjects
from app.views.gone_work import GoneWork
from app.views.work_subjects import KnownWork, NewWork

blueprint = Blueprint("edit_works", __name__)
ONE = "/edit/works/<slug>"


@blueprint.route(ONE, methods=["GET", "POST"])
@blueprint.route(f"/fragments{ONE}", methods=["GET", "POST"], endpoint="work_fragment")
def work(slug: str) -> ResponseReturnValue:
    """Edit a work and its version shown, or the one that `version` names."""
    version = work_subjects.version()
    if request.method == "POST":
        # A form is sent to the address that it was opened at.
        slug = works.moved_to(slug) or slug
    try:
        edited = works.find(slug, version)
    except NoSuchRecordError:
        if request.method == "POST" and works.is_gone(slug, version):
            return editing.keep(GoneWork(slug, version))
        return _onwards(slug)
    return editing.answer(KnownWork(edited))


@blueprint.get(f"/fragments{ONE}/shown")
def work_shown(slug: str) -> ResponseReturnValue:
    """Answer the work as the list shows it: where Cancel leads back to."""
    context = work_subjects.shown(slug)
    if context["entry"] is None:
        return _onwards(slug)
    return render_template("public/works/entry_fragment.html", focus=True, **context)


@blueprint.post(f"{ONE}/deletion")
@blueprint.post(f"/fragments{ONE}/deletion", endpoint="deletion_fragment")
def deletion(slug: str) -> ResponseReturnValue:
    """Delete a work; it waits in the trash."""
    editor, data = editing.acted()
    try:
        revision_id = works.delete(slug, editor, data.get("key"))
    except DoneAlreadyError as done:
        revision_id = done.revision.id
    except NoSuchRecordError:
        abort(404)
    if not editing.is_fragment():
        return redirect(url_for("works_table.page", done=revision_id), 303)
    answer = work_subjects.in_place("editing/works/_deleted.html", revision_id)
    return beside.with_works(answer, revision_id)


@blueprint.route("/edit/new/work", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/new/work", methods=["GET", "POST"], endpoint="new_fragment")
def new() -> ResponseReturnValue:
    """Add a work."""
    return editing.answer(NewWork())


@blueprint.get("/fragments/edit/new/work/shown")
def new_shown() -> str:
    """Answer the button that the form took the place of."""
    return render_template("editing/works/_add.html", focus=True)


def configure(app: Flask) -> None:
    """Let the list of `app` name where the forms of its works are."""
    app.jinja_env.globals.update(
        place_of_work=work_places.place_of, place_of_new_work=work_places.place_of_new
    )


def _onwards(slug: str) -> ResponseReturnValue:
    """Lead from a former address to the present one."""
    present = works.moved_to(slug)
    if present is None or request.method != "GET":
        abort(404)
    address = url_for(request.endpoint or "", slug=present, version=request.args.get("version"))
    return redirect(address, 301)

"""Imports: begun, looked at, decided, and put away."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from app.forms import importing as forms
from app.services import cache
from app.services.importing import batches, choices, listing, sources, worker
from app.services.importing.sources import LookupFailedError
from app.views import import_acts, import_desk, import_form
from app.views.editing import form_page

blueprint = Blueprint("imports", __name__)
ONE = "/edit/import/<int:batch_id>"


@blueprint.route("/edit/import", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Show the three ways to begin and what came of earlier ones; or begin."""
    if request.method == "GET":
        return import_form.show(import_form.opened())
    form = import_form.sent()
    if not form.validate():
        return import_form.show(form, 422)
    # Others write while the network is waited for.
    cache.let_others_write()
    try:
        found = sources.look_up(form.identifier.data) if form.identifier.data else None
    except LookupFailedError as error:
        form.identifier.errors = [str(error)]
        return import_form.show(form, 422)
    given = [*form.given, found] if found else form.given
    return import_form.begun(sources.begin(given, import_form.editor(), form.key.data or ""))


@blueprint.get("/fragments/edit/import")
def earlier_fragment() -> ResponseReturnValue:
    """Answer what came of the imports so far."""
    return render_template("editing/imports/_earlier.html", imports=listing.recent())


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say beside the field that files are larger than the site takes."""
    return import_form.too_large()


@blueprint.route(ONE, methods=["GET", "POST"])
def one(batch_id: int) -> ResponseReturnValue:
    """Show an import, or do what a button of its preview says."""
    if request.method == "POST":
        return import_acts.answer(batch_id, import_desk.view_of(batch_id))
    desk = import_desk.find(batch_id)
    worker.keep_going(desk.batch)
    return import_desk.show(desk)


@blueprint.get(f"/fragments{ONE}")
def fragment(batch_id: int) -> ResponseReturnValue:
    """Answer how far an import is, or its preview once it is ready."""
    desk = import_desk.find(batch_id)
    worker.keep_going(desk.batch)
    return import_desk.show(desk)


@blueprint.post(f"/fragments{ONE}/entries/<int:position>")
def entry(batch_id: int, position: int) -> ResponseReturnValue:
    """Keep what was chosen of one entry, and answer what importing would do now."""
    _, data = form_page.acted()
    if chosen := forms.read_one(data, position):
        choices.choose(batch_id, [chosen])
    desk = import_desk.find(batch_id)
    # Import was pressed right after: its answer is on its way.
    if not desk.is_open:
        return "", 204
    return render_template("editing/imports/_choice_saved.html", review=desk)


@blueprint.post(f"{ONE}/stop")
def stop(batch_id: int) -> ResponseReturnValue:
    """Stop reading or applying."""
    form_page.acted()
    batches.stop(batch_id)
    return redirect(url_for(".one", batch_id=batch_id), 303)


@blueprint.post(f"{ONE}/again")
def again(batch_id: int) -> ResponseReturnValue:
    """Read once more what was stopped or failed."""
    form_page.acted()
    if batches.find(batch_id) is None:
        abort(404)
    if batches.read_again(batch_id):
        worker.start(batch_id)
    return redirect(url_for(".one", batch_id=batch_id), 303)


@blueprint.post(f"{ONE}/deletion")
def deletion(batch_id: int) -> ResponseReturnValue:
    """Put an import away; what it wrote stays."""
    form_page.acted()
    batches.put_away(batch_id)
    return redirect(url_for(".page"), 303)

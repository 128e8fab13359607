"""The pages of imports: start, review, apply, stop and delete them."""

import secrets
from collections.abc import Callable, Sequence
from typing import Any

from flask import (
    Blueprint,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from app import security
from app.forms import importing as forms
from app.forms.importing import BeginForm
from app.services import cache
from app.services.editing import declined
from app.services.importing import (
    batches,
    choices,
    listing,
    outcomes,
    repair,
    review,
    sources,
    wording,
    worker,
)
from app.services.importing.review import FailedRepair, ImportReview, View
from app.services.importing.sources import LookupFailedError
from app.translations.text import format_number, said_by
from app.translations.text import gettext as _
from app.views.editing import form_page, notice
from app.web import errors

blueprint = Blueprint("imports", __name__)
ONE = "/edit/import/<int:batch_id>"


@blueprint.route("/edit/import", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Show the import form and earlier imports, or start imports."""
    if request.method == "GET":
        return show_form(new_form())
    form = sent_form()
    # Reading the files may take a while.
    cache.release_write_lock()
    if not form.validate():
        return show_form(form, 422)
    # Release the lock, so that others can write during the network request.
    cache.release_write_lock()
    try:
        found = sources.look_up(form.identifier.data) if form.identifier.data else None
    except LookupFailedError as error:
        form.identifier.errors = [said_by(error)]
        return show_form(form, 422)
    inputs = [*form.inputs, found] if found else form.inputs
    return redirect_to_imports(
        sources.start_imports(inputs, security.require(), form.key.data or "")
    )


@blueprint.get("/fragments/edit/import")
def earlier_fragment() -> ResponseReturnValue:
    """Return the list of earlier imports."""
    return render_template("editing/imports/_earlier.html", imports=listing.recent())


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Show an error at the file field when an upload is too large."""
    if security.editor() is None:
        return errors.answer(error)
    form = new_form()
    size = current_app.config["MAX_CONTENT_LENGTH"] / 1024 / 1024
    form.files.errors = [
        _(
            "The upload is larger than %(size)s MB, the limit of this site. Its administrator can"
            " import larger files with “flask --app wsgi import”.",
            size=format_number(float(f"{size:.3g}")),
        )
    ]
    return show_form(form, 422)


@blueprint.route(ONE, methods=["GET", "POST"])
def one(batch_id: int) -> ResponseReturnValue:
    """Show an import, or handle a button of its preview."""
    if request.method == "POST":
        return answer_button(batch_id, view_of(batch_id))
    page_review = find_review(batch_id)
    worker.resume(page_review.batch)
    return show_review(page_review)


@blueprint.get(f"/fragments{ONE}")
def fragment(batch_id: int) -> ResponseReturnValue:
    """Return the progress of an import, or its preview once it is ready."""
    page_review = find_review(batch_id)
    worker.resume(page_review.batch)
    return show_review(page_review)


@blueprint.post(f"/fragments{ONE}/entries/<int:position>")
def entry(batch_id: int, position: int) -> ResponseReturnValue:
    """Save the choice for one entry, and return the updated summary."""
    data = form_page.authorized_post()[1]
    if chosen := forms.read_choice(data, position):
        choices.choose(batch_id, [chosen])
    page_review = find_review(batch_id)
    # The import button was pressed right after; its response will replace the page.
    if not page_review.is_open:
        return "", 204
    return render_template("editing/imports/_choice_saved.html", review=page_review)


@blueprint.post(f"{ONE}/stop")
def stop(batch_id: int) -> ResponseReturnValue:
    """Stop reading or applying."""
    form_page.authorized_post()
    worker.stop(batch_id)
    return redirect(url_for(".one", batch_id=batch_id), 303)


@blueprint.post(f"{ONE}/again")
def again(batch_id: int) -> ResponseReturnValue:
    """Read a stopped or failed import again."""
    form_page.authorized_post()
    if batches.get_batch(batch_id) is None:
        abort(404)
    if batches.request_reading(batch_id):
        worker.start(batch_id)
    return redirect(url_for(".one", batch_id=batch_id), 303)


@blueprint.post(f"{ONE}/deletion")
def deletion(batch_id: int) -> ResponseReturnValue:
    """Remove an import from the list; the works it has added stay."""
    editor = form_page.authorized_post()[0]
    done = batches.remove_from_list(batch_id, editor)
    return redirect(url_for(".page", done=done), 303)


def find_review(batch_id: int) -> ImportReview:
    """Return the review page that the URL asks for; 404 if there is no such import."""
    return review.import_review(batch_id, review.view_from_query(request.args)) or abort(404)


def view_of(batch_id: int) -> View:
    """Return the view that the URL asks for; 404 if there is no such import."""
    return review.view_of(batch_id, review.view_from_query(request.args)) or abort(404)


def show_review(page_review: ImportReview, status: int = 200) -> ResponseReturnValue:
    """Return an import as a page or, for htmx, as a fragment."""
    is_alone = form_page.is_fragment()
    html = render_template(
        "editing/imports/_review.html" if is_alone else "editing/imports/review.html",
        review=page_review,
        words=wording,
        view_url=lambda view: page_url(page_review.batch.id, view),
        can_be_repaired=repair.can_be_repaired,
        is_alone=is_alone,
    )
    return make_response(html, status)


def page_url(batch_id: int, view: View, anchor: str | None = None) -> str:
    """Return the URL of a page of an import's preview."""
    keys: dict[str, Any] = {**view.query, "_anchor": anchor}
    return url_for("imports.one", batch_id=batch_id, **keys)


def new_form() -> BeginForm:
    """Return an empty form."""
    form = _prepare(BeginForm(meta={"token": security.require().token}))
    form.key.data = secrets.token_urlsafe(16)
    return form


def sent_form() -> BeginForm:
    """Return the submitted form with its files."""
    data = BeginForm.submitted(security.form_data(), request.files)
    return _prepare(BeginForm(data, meta={"token": security.require().token}))


def show_form(form: BeginForm, status: int = 200) -> ResponseReturnValue:
    """Return the page with the import form."""
    html = render_template(
        "editing/imports/page.html",
        form=form,
        imports=listing.recent(),
        declined=declined.declined_page(notice.requested_id("declined")),
    )
    return make_response(html, status)


def redirect_to_imports(ids: Sequence[int]) -> ResponseReturnValue:
    """Redirect to the new import, or to the list if there are several."""
    if len(ids) == 1:
        return redirect(url_for("imports.one", batch_id=ids[0]), 303)
    return redirect(url_for("imports.page", _anchor="earlier"), 303)


def _prepare(form: BeginForm) -> BeginForm:
    form.set_place("import")
    limit = current_app.config["MAX_CONTENT_LENGTH"]
    form.files.render_kw = {**(form.files.render_kw or {}), "data-largest": limit}
    return form


ButtonAction = Callable[[int, View, str], ResponseReturnValue]


def answer_button(batch_id: int, view: View) -> ResponseReturnValue:
    """Save the choices and corrections of a preview page, then run the button's action."""
    data = form_page.authorized_post()[1]
    post = forms.read_review_post(data, review.PAGE_SIZE)
    choices.choose(batch_id, post.choices)
    repair.save_drafts(batch_id, post.drafts)
    return ACTIONS.get(post.action, _redirect_to_view)(batch_id, view, post.argument)


def _redirect_to_view(batch_id: int, view: View, anchor: str = "") -> ResponseReturnValue:
    return redirect(page_url(batch_id, view, anchor or None), 303)


def _show_view(batch_id: int, current: View, argument: str) -> ResponseReturnValue:
    view = review.view_from_text(argument)
    is_paging = view.state == current.state and view != current
    anchor = "entries" if is_paging else view.anchor
    return _redirect_to_view(batch_id, view, anchor)


def _choose_all(batch_id: int, view: View, argument: str) -> ResponseReturnValue:
    decision, _, state = argument.partition(".")
    choices.choose_all(batch_id, decision, state)
    return _redirect_to_view(batch_id, view, f"all-{decision}-{state}")


def _take_topics(batch_id: int, view: View, argument: str) -> ResponseReturnValue:
    how, _, state = argument.partition(".")
    choices.choose_suggested_topics(batch_id, state, take_all=how == "all")
    return _redirect_to_view(batch_id, view, f"topics-{how}-{state}")


def _repair(batch_id: int, view: View, argument: str) -> ResponseReturnValue:
    position = forms.position_from_text(argument)
    if position is None:
        return _redirect_to_view(batch_id, view)
    text = forms.entry_text(security.form_data(), position)
    try:
        error = repair.repair_entry(batch_id, position, text)
    except repair.IsReadError as already_read:
        page_review = find_review(batch_id)
        page_review.refused = said_by(already_read)
        return show_review(page_review, 409)
    if error is None:
        new_view = review.view_of_entry(batch_id, position)
        return _redirect_to_view(batch_id, new_view, f"entry-{position}")
    page_review = find_review(batch_id)
    page_review.failed_repairs[position] = FailedRepair(text, error)
    return show_review(page_review, 422)


def _import(batch_id: int, view: View, _argument: str) -> ResponseReturnValue:
    counts = outcomes.preview_counts(batch_id)
    if counts.has_effect and batches.request_apply(batch_id):
        worker.start(batch_id)
    return _redirect_to_view(batch_id, view)


ACTIONS: dict[str, ButtonAction] = {
    "show": _show_view,
    "all": _choose_all,
    "topics": _take_topics,
    "mend": _repair,
    "import": _import,
}

"""Imports: begun, looked at, decided, and put away."""

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
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from app import security
from app.forms import importing as forms
from app.forms.importing import BeginForm
from app.services import cache
from app.services.actor import Actor
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
from app.services.importing.review import ImportReview, Mending, View
from app.services.importing.sources import LookupFailedError
from app.views.editing import form_page

blueprint = Blueprint("imports", __name__)
ONE = "/edit/import/<int:batch_id>"


@blueprint.route("/edit/import", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Show the three ways to begin and what came of earlier ones; or begin."""
    if request.method == "GET":
        return show_form(new_form())
    form = sent_form()
    if not form.validate():
        return show_form(form, 422)
    # Others write while the network is waited for.
    cache.release_write_lock()
    try:
        found = sources.look_up(form.identifier.data) if form.identifier.data else None
    except LookupFailedError as error:
        form.identifier.errors = [str(error)]
        return show_form(form, 422)
    given = [*form.given, found] if found else form.given
    return redirect_to_imports(sources.start_imports(given, editor(), form.key.data or ""))


@blueprint.get("/fragments/edit/import")
def earlier_fragment() -> ResponseReturnValue:
    """Answer what came of the imports so far."""
    return render_template("editing/imports/_earlier.html", imports=listing.recent())


@blueprint.errorhandler(RequestEntityTooLarge)
def too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
    """Say beside the field that files are larger than the site takes."""
    return too_large_form()


@blueprint.route(ONE, methods=["GET", "POST"])
def one(batch_id: int) -> ResponseReturnValue:
    """Show an import, or do what a button of its preview says."""
    if request.method == "POST":
        return answer_button(batch_id, view_of(batch_id))
    desk = find_review(batch_id)
    worker.resume(desk.batch)
    return show_review(desk)


@blueprint.get(f"/fragments{ONE}")
def fragment(batch_id: int) -> ResponseReturnValue:
    """Answer how far an import is, or its preview once it is ready."""
    desk = find_review(batch_id)
    worker.resume(desk.batch)
    return show_review(desk)


@blueprint.post(f"/fragments{ONE}/entries/<int:position>")
def entry(batch_id: int, position: int) -> ResponseReturnValue:
    """Keep what was chosen of one entry, and answer what importing would do now."""
    _, data = form_page.authorized_post()
    if chosen := forms.read_choice(data, position):
        choices.choose(batch_id, [chosen])
    desk = find_review(batch_id)
    # Import was pressed right after: its answer is on its way.
    if not desk.is_open:
        return "", 204
    return render_template("editing/imports/_choice_saved.html", review=desk)


@blueprint.post(f"{ONE}/stop")
def stop(batch_id: int) -> ResponseReturnValue:
    """Stop reading or applying."""
    form_page.authorized_post()
    batches.stop(batch_id)
    return redirect(url_for(".one", batch_id=batch_id), 303)


@blueprint.post(f"{ONE}/again")
def again(batch_id: int) -> ResponseReturnValue:
    """Read once more what was stopped or failed."""
    form_page.authorized_post()
    if batches.get_batch(batch_id) is None:
        abort(404)
    if batches.read_again(batch_id):
        worker.start(batch_id)
    return redirect(url_for(".one", batch_id=batch_id), 303)


@blueprint.post(f"{ONE}/deletion")
def deletion(batch_id: int) -> ResponseReturnValue:
    """Put an import away; what it wrote stays."""
    form_page.authorized_post()
    batches.delete_import(batch_id)
    return redirect(url_for(".page"), 303)


def find_review(batch_id: int) -> ImportReview:
    """Return the import and the page of it that the address names."""
    return review.import_review(batch_id, review.view(request.args)) or abort(404)


def view_of(batch_id: int) -> View:
    """Return the view that the address asks for; 404 if there is no such import."""
    return review.view_of(batch_id, review.view(request.args)) or abort(404)


def show_review(desk: ImportReview, status: int = 200) -> ResponseReturnValue:
    """Answer an import, as a page or its desk alone."""
    alone = form_page.is_fragment()
    html = render_template(
        "editing/imports/_review.html" if alone else "editing/imports/review.html",
        review=desk,
        words=wording,
        view_url=lambda view: page_url(desk.batch.id, view),
        can_be_mended=repair.can_be_repaired,
        is_alone=alone,
    )
    return make_response(html, status)


def page_url(batch_id: int, view: View, anchor: str | None = None) -> str:
    """Return the address of a page of an import's preview."""
    keys: dict[str, Any] = {**view.query, "_anchor": anchor}
    return url_for("imports.one", batch_id=batch_id, **keys)


TOO_LARGE = (
    "That is more than {size:.3g} MB: more than this site takes at once. Whoever runs it can"
    " import it with “flask --app wsgi import”."
)


def new_form() -> BeginForm:
    """Return an empty form."""
    form = _stand(BeginForm(meta={"token": editor().token}))
    form.key.data = secrets.token_urlsafe(16)
    return form


def sent_form() -> BeginForm:
    """Return the form as it was sent, with its files."""
    given = security.form_data().items(multi=True)
    everything: MultiDict[str, Any] = MultiDict([*given, *request.files.items(multi=True)])
    return _stand(BeginForm(everything, meta={"token": editor().token}))


def show_form(form: BeginForm, status: int = 200) -> ResponseReturnValue:
    """Answer the page of imports."""
    html = render_template("editing/imports/page.html", form=form, imports=listing.recent())
    return make_response(html, status)


def too_large_form() -> ResponseReturnValue:
    """Answer the page with what is too much said beside the files: nothing of it was read."""
    form = new_form()
    size = current_app.config["MAX_CONTENT_LENGTH"] / 1024 / 1024
    form.files.errors = [TOO_LARGE.format(size=size)]
    return show_form(form, 422)


def redirect_to_imports(ids: Sequence[int]) -> ResponseReturnValue:
    """Lead to the import that was begun; to all of them, where there are several."""
    if len(ids) == 1:
        return redirect(url_for("imports.one", batch_id=ids[0]), 303)
    return redirect(url_for("imports.page", _anchor="earlier"), 303)


def editor() -> Actor:
    """Return who sends the form."""
    return security.require()


def _stand(form: BeginForm) -> BeginForm:
    form.set_place("import")
    largest = current_app.config["MAX_CONTENT_LENGTH"]
    form.files.render_kw = {**(form.files.render_kw or {}), "data-largest": largest}
    return form


Act = Callable[[int, View, str], ResponseReturnValue]


def answer_button(batch_id: int, view: View) -> ResponseReturnValue:
    """Keep what was chosen on a page of the preview, and do what the button says."""
    _, data = form_page.authorized_post()
    asked = forms.read_review_post(data, review.ON_A_PAGE)
    choices.choose(batch_id, asked.choices)
    repair.save_drafts(batch_id, asked.typed)
    return ACTS.get(asked.do, _back)(batch_id, view, asked.what)


def _back(batch_id: int, view: View, anchor: str = "") -> ResponseReturnValue:
    return redirect(page_url(batch_id, view, anchor or None), 303)


def _show(batch_id: int, present: View, what: str) -> ResponseReturnValue:
    view = review.view_from_text(what)
    is_leafed = view.state == present.state and view != present
    anchor = "entries" if is_leafed else view.anchor
    return _back(batch_id, view, anchor)


def _choose_all(batch_id: int, view: View, what: str) -> ResponseReturnValue:
    decision, _, state = what.partition(".")
    choices.choose_all(batch_id, decision, state)
    return _back(batch_id, view, f"all-{decision}-{state}")


def _take_topics(batch_id: int, view: View, what: str) -> ResponseReturnValue:
    how, _, state = what.partition(".")
    choices.take_suggested(batch_id, state, all_of_them=how == "all")
    return _back(batch_id, view, f"topics-{how}-{state}")


def _mend(batch_id: int, view: View, what: str) -> ResponseReturnValue:
    position = forms.number(what)
    if position is None:
        return _back(batch_id, view)
    text = forms.source(security.form_data(), position)
    try:
        problem = repair.repair_entry(batch_id, position, text)
    except repair.IsReadError as error:
        desk = find_review(batch_id)
        desk.refused = str(error)
        return show_review(desk, 409)
    if problem is None:
        return _back(batch_id, review.holding(batch_id, position), f"entry-{position}")
    desk = find_review(batch_id)
    desk.mending[position] = Mending(text, problem)
    return show_review(desk, 422)


def _import(batch_id: int, view: View, _: str) -> ResponseReturnValue:
    counts = outcomes.preview_counts(batch_id)
    if counts.chosen + counts.kept and batches.ask(batch_id):
        worker.start(batch_id)
    return _back(batch_id, view)


ACTS: dict[str, Act] = {
    "show": _show,
    "all": _choose_all,
    "topics": _take_topics,
    "mend": _mend,
    "import": _import,
}

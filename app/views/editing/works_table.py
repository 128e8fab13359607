"""The owner's table of all works: narrowed, and changed many at once."""

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.forms import works_table as forms
from app.forms.works_table import RowForm
from app.services.editing import works_filter, works_table
from app.services.history import timeline
from app.views.editing import form_page, notice, works_acts, works_table_page

blueprint = Blueprint("works_table", __name__)


@blueprint.get("/edit", strict_slashes=False)
def start() -> ResponseReturnValue:
    """Lead to where editing begins."""
    return redirect(url_for(".page"), 303)


@blueprint.route("/edit/works", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Show the table, or do what one of its buttons says."""
    chosen = works_filter.read(request.args)
    if request.method == "POST":
        return works_acts.answer(chosen)
    desk = works_table_page.opened(chosen)
    desk.note = works_table_page.words_for_gone(request.args.get("gone", 0, type=int))
    return works_table_page.show(desk, revision=timeline.message(notice.revision_id()))


@blueprint.route("/fragments/edit/works", methods=["GET", "POST"])
def fragment() -> ResponseReturnValue:
    """Answer the table alone; after a button, with its filter."""
    chosen = works_filter.read(request.args)
    if request.method == "POST":
        return works_acts.answer(chosen)
    desk = works_table_page.opened(chosen)
    answer = works_table_page.show(desk, part="editing/works_table/_table.html")
    response = make_response(answer)
    # A form can't know the one address of what it asks for.
    response.headers["HX-Push-Url"] = works_table_page.page_url(desk.table.filter)
    return response


@blueprint.post("/fragments/edit/works/<slug>/row")
def row(slug: str) -> ResponseReturnValue:
    """Save the year and the venue of one row, and answer the row."""
    editor, data = form_page.acted()
    shown = works_table.find(slug) or abort(404)
    asked, form = forms.read(data, 1), RowForm(data, shown)
    status, revision_id = works_table_page.save({shown.id: form}, editor)
    if status == 200:
        shown = works_table.find(slug) or abort(404)
        form = RowForm(None, shown)
    ticked = shown.id in asked.ticked
    return works_table_page.show_row(
        shown, form, ticked=ticked, status=status, revision_id=revision_id
    )

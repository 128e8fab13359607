"""The owner's table of all works: narrowed, and changed many at once."""

import re
from collections.abc import Callable
from typing import NamedTuple

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.forms import works_table as forms
from app.forms.works_table import RowForm, WorksTablePost
from app.services.actor import Actor
from app.services.editing import bulk, works_filter, works_table
from app.services.editing.bulk import UnknownTopicError
from app.services.editing.works_filter import WorksFilter
from app.services.history import timeline, undo
from app.services.history.collisions import CannotRestoreError
from app.views.editing import form_page, notice, works_table_page
from app.views.editing.works_table_page import WorksTablePage

blueprint = Blueprint("works_table", __name__)


@blueprint.get("/edit", strict_slashes=False)
def start() -> ResponseReturnValue:
    """Lead to where editing begins."""
    return redirect(url_for(".page"), 303)


@blueprint.route("/edit/works", methods=["GET", "POST"])
def page() -> ResponseReturnValue:
    """Show the table, or do what one of its buttons says."""
    chosen = works_filter.parse_filter(request.args)
    if request.method == "POST":
        return answer_action(chosen)
    desk = works_table_page.opened(chosen)
    desk.note = works_table_page.words_for_gone(request.args.get("gone", 0, type=int))
    return works_table_page.show(desk, revision=timeline.message(notice.revision_id()))


@blueprint.route("/fragments/edit/works", methods=["GET", "POST"])
def fragment() -> ResponseReturnValue:
    """Answer the table alone; after a button, with its filter."""
    chosen = works_filter.parse_filter(request.args)
    if request.method == "POST":
        return answer_action(chosen)
    desk = works_table_page.opened(chosen)
    answer = works_table_page.show(desk, part="editing/works_table/_table.html")
    response = make_response(answer)
    # A form can't know the one address of what it asks for.
    response.headers["HX-Push-Url"] = works_table_page.page_url(desk.table.filter)
    return response


@blueprint.post("/fragments/edit/works/<slug>/row")
def row(slug: str) -> ResponseReturnValue:
    """Save the year and the venue of one row, and answer the row."""
    editor, data = form_page.authorized_post()
    shown = works_table.table_row(slug) or abort(404)
    asked, form = forms.read_works_table_post(data, 1), RowForm(data, shown)
    status, revision_id = works_table_page.save({shown.id: form}, editor)
    if status == 200:
        shown = works_table.table_row(slug) or abort(404)
        form = RowForm(None, shown)
    ticked = shown.id in asked.ticked
    return works_table_page.show_row(
        shown, form, ticked=ticked, status=status, revision_id=revision_id
    )


Do = Callable[[list[int], str, Actor, str | None], int | None]

NONE_TICKED = "Select at least one work."
ALL_GONE = "The selected works no longer exist."


class Act(NamedTuple):
    """What a button does to works, and what to say where that changed none of them."""

    do: Do
    in_vain: str


ACTS = {
    "publish": Act(
        lambda ids, _, editor, key: bulk.publish(ids, editor, key),
        "Nothing to change: all of these are already published.",
    ),
    "draft": Act(
        lambda ids, _, editor, key: bulk.make_draft(ids, editor, key),
        "Nothing to change: all of these are already drafts.",
    ),
    "add-topic": Act(bulk.add_topic, "Nothing to change: all of these already have this topic."),
    "remove-topic": Act(bulk.remove_topic, "Nothing to change: none of these has this topic."),
    "delete": Act(
        lambda ids, _, editor, key: bulk.remove(ids, editor, key),
        "Nothing to change: these works are already deleted.",
    ),
}


def answer_action(chosen: WorksFilter) -> ResponseReturnValue:
    """Do what a button says to the works that are ticked, or to the rows that were typed in."""
    editor, data = form_page.authorized_post()
    asked, desk = works_table_page.sent(chosen, data)
    if asked.do == "select-page":
        desk.ticked = [row.id for row in desk.table.rows]
        return works_table_page.show(desk)
    if asked.do == "rows":
        return _save_rows(desk, editor)
    if earlier := timeline.done_by(asked.sending):
        return works_table_page.done(desk, earlier)
    if desk.typed:
        return works_table_page.refuse(desk, "Save the rows you changed first.")
    if undo := re.fullmatch(r"undo\.([0-9]{1,18})", asked.do):
        return _undo(desk, int(undo[1]), editor)
    return _act_on_many(desk, asked, editor)


def _save_rows(desk: WorksTablePage, editor: Actor) -> ResponseReturnValue:
    status, revision_id = works_table_page.save(desk.typed, editor)
    if status != 200:
        return works_table_page.refuse(desk, "Not saved. Please check the rows.", status)
    if revision_id is None:
        return works_table_page.refuse(desk, "Nothing to save: no year or venue was changed.", 200)
    return works_table_page.done(desk, revision_id)


def _undo(desk: WorksTablePage, number: int, editor: Actor) -> ResponseReturnValue:
    revision = timeline.get_revision(number)
    try:
        undone = undo.undo(revision, editor) if revision else None
    except CannotRestoreError as error:
        return works_table_page.refuse(desk, str(error), 409)
    if undone is None:
        return works_table_page.refuse(desk, "There is nothing left to undo.", 200)
    return works_table_page.done(desk, undone)


def _act_on_many(desk: WorksTablePage, asked: WorksTablePost, editor: Actor) -> ResponseReturnValue:
    wanted = works_table.matching(desk.table.filter) if asked.all_that_match else asked.ticked
    ids = bulk.existing_ids(wanted)
    if refusal := _refusal(desk, asked, wanted, ids):
        return refusal
    if asked.do == "delete" and asked.sure != str(len(ids)):
        return works_table_page.show(desk, to_delete=ids, titles=works_table.rows(ids[:10]))
    topic = desk.topic.name.data or ""
    try:
        revision_id = ACTS[asked.do].do(ids, topic, editor, asked.sending)
    except UnknownTopicError:
        desk.topic.name.errors = (f"There is no topic “{topic}”.",)
        return works_table_page.show(desk, 422)
    if revision_id is None:
        return works_table_page.refuse(desk, ACTS[asked.do].in_vain, 200)
    return works_table_page.done(desk, revision_id, gone=len(wanted) - len(ids))


def _refusal(
    desk: WorksTablePage, asked: WorksTablePost, wanted: list[int], ids: list[int]
) -> ResponseReturnValue | None:
    if not ids:
        return works_table_page.refuse(desk, ALL_GONE if wanted else NONE_TICKED)
    if asked.do not in ACTS:
        return works_table_page.refuse(desk, "Choose an action for the selected works.")
    if asked.do.endswith("-topic") and not desk.topic.validate():
        return works_table_page.show(desk, 422)
    return None

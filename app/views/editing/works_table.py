"""The table of all works, with filters and bulk actions."""

import re
from collections.abc import Callable
from typing import NamedTuple

from flask import Blueprint, abort, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.bibliography.messages import message
from app.forms import works_table as forms
from app.forms.works_table import RowForm, WorksTablePost
from app.services.actor import Actor
from app.services.backup import latest
from app.services.editing import bulk, featured
from app.services.editing.bulk import UnknownTopicError
from app.services.editing.works_table import table
from app.services.editing.works_table.filters import WorksFilter
from app.services.history import timeline, undo
from app.services.history.collisions import CannotRestoreError
from app.translations.text import gettext as _
from app.translations.text import said_by
from app.views import responses, urls
from app.views.editing import form_page, notice, works_table_page
from app.views.editing.works_table_page import WorksTablePage
from app.views.public import facets

blueprint = Blueprint("works_table", __name__)
# The first "Delete …" asks for a confirmation.
only_shows = security.only_shows(
    lambda sent: (
        sent.get("do") == "select-page" or (sent.get("do") == "delete" and not sent.get("sure"))
    )
)


@blueprint.get("/edit", strict_slashes=False)
def start() -> ResponseReturnValue:
    """Redirect to the works table."""
    return redirect(url_for(".page"), 303)


@blueprint.route("/edit/works", methods=["GET", "POST"])
@only_shows
def page() -> ResponseReturnValue:
    """Show the table or run an action."""
    chosen = urls.requested_table()
    if request.method == "POST":
        return answer_action(chosen)
    if moved := responses.merged_choices():
        return moved
    view = works_table_page.opened(chosen)
    view.note = works_table_page.deleted_notice(request.args.get("gone", 0, type=int))
    return works_table_page.show(
        view,
        revision=timeline.revision_to_announce(notice.revision_id()),
        backup=latest.backup_age() if security.require().is_owner else None,
    )


@blueprint.route("/fragments/edit/works", methods=["GET", "POST"])
@only_shows
def fragment() -> ResponseReturnValue:
    """Render the table; after an action, with its filter."""
    chosen = urls.requested_table()
    if request.method == "POST":
        return answer_action(chosen)
    if moved := responses.merged_choices():
        return moved
    view = works_table_page.opened(chosen)
    answer = works_table_page.show(view, part="editing/works_table/table_fragment.html")
    response = make_response(answer)
    # A form can't know the canonical URL of the result.
    response.headers["HX-Push-Url"] = urls.page_url(view.table.filter)
    return response


@blueprint.get(f"/edit/works/facets/{facets.KEY}")
def facet_page(key: str) -> ResponseReturnValue:
    """Show all topics or co-authors of the matching works, drafts included, to choose one."""
    return facets.show_page(key, urls.requested_table())


@blueprint.get(f"/fragments/edit/works/facets/{facets.KEY}")
def facet_fragment(key: str) -> ResponseReturnValue:
    """Render all topics or co-authors, or those that match the words typed."""
    return facets.show_fragment(key, urls.requested_table())


@blueprint.post("/fragments/edit/works/<slug>/row")
def row(slug: str) -> ResponseReturnValue:
    """Save the year and venue of one row, and render the row."""
    editor, data = form_page.authorized_post()
    shown = table.table_row(slug) or abort(404)
    post, form = forms.read_works_table_post(data, 1), RowForm(data, shown)
    status, revision_id = works_table_page.save({shown.id: form}, editor)
    if status == 200:
        shown = table.table_row(slug) or abort(404)
        form = RowForm(None, shown)
    is_selected = shown.id in post.selected
    return works_table_page.show_row(
        shown, form, selected=is_selected, status=status, revision_id=revision_id
    )


Action = Callable[[list[int], str, Actor, str | None], int | None]

NONE_SELECTED = message("Select at least one work.")
ALL_GONE = message("The selected works no longer exist.")


class BulkAction(NamedTuple):
    """A bulk action and the message if it changed nothing."""

    run: Action
    unchanged_message: str


ACTIONS = {
    "publish": BulkAction(
        lambda ids, _, editor, key: bulk.publish(ids, editor, key),
        message("Nothing to change: all of these are already published."),
    ),
    "draft": BulkAction(
        lambda ids, _, editor, key: bulk.hide(ids, editor, key),
        message("Nothing to change: all of these are already hidden from visitors."),
    ),
    "add-topic": BulkAction(
        bulk.add_topic, message("Nothing to change: all of these already have this topic.")
    ),
    "remove-topic": BulkAction(
        bulk.remove_topic, message("Nothing to change: none of these has this topic.")
    ),
    "delete": BulkAction(
        lambda ids, _, editor, key: bulk.remove(ids, editor, key),
        message("Nothing to change: these works are already deleted."),
    ),
}


def answer_action(chosen: WorksFilter) -> ResponseReturnValue:
    """Run an action on the selected works, or save the edited rows."""
    editor, data = form_page.authorized_post()
    post, view = works_table_page.sent(chosen, data)
    if post.do == "select-page":
        view.selected = [row.id for row in view.table.rows]
        return works_table_page.show(view)
    if post.do == "rows":
        return _save_rows(view, editor)
    if earlier := timeline.done_by(post.sending):
        return works_table_page.done(view, earlier)
    if view.edited:
        return works_table_page.refuse(view, _("Save the rows you changed first."))
    return _press_button(view, post.do, editor) or _run_bulk_action(view, post, editor)


def _press_button(view: WorksTablePage, do: str, editor: Actor) -> ResponseReturnValue | None:
    """Undo a change, or feature a work; return None for other buttons."""
    if found := re.fullmatch(r"undo\.([0-9]{1,18})", do):
        return _undo(view, int(found[1]), editor)
    if found := re.fullmatch(r"(un)?feature\.([0-9]{1,18})", do):
        return _feature(view, int(found[2]), not found[1], editor)
    return None


def _save_rows(view: WorksTablePage, editor: Actor) -> ResponseReturnValue:
    status, revision_id = works_table_page.save(view.edited, editor)
    if status != 200:
        return works_table_page.refuse(view, _("Not saved. Please check the rows."), status)
    if revision_id is None:
        unchanged = _("Nothing to save: no year or venue was changed.")
        return works_table_page.refuse(view, unchanged, 200)
    return works_table_page.done(view, revision_id)


def _undo(view: WorksTablePage, number: int, editor: Actor) -> ResponseReturnValue:
    revision = timeline.get_revision(number)
    try:
        undone = undo.undo(revision, editor) if revision else None
    except CannotRestoreError as error:
        return works_table_page.refuse(view, said_by(error), 409)
    if undone is None:
        return works_table_page.refuse(view, _("There is nothing left to undo."), 200)
    return works_table_page.done(view, undone)


def _feature(
    view: WorksTablePage, work_id: int, is_featured: bool, editor: Actor
) -> ResponseReturnValue:
    slug = next((row.slug for row in view.table.rows if row.id == work_id), None)
    revision_id = featured.set_featured(slug, is_featured, editor) if slug else None
    if revision_id is None:
        return works_table_page.refuse(view, _("Nothing to change."), 200)
    return works_table_page.done(view, revision_id)


def _run_bulk_action(
    view: WorksTablePage, post: WorksTablePost, editor: Actor
) -> ResponseReturnValue:
    requested = table.matching(view.table.filter) if post.all_matching else post.selected
    ids = bulk.existing_ids(requested)
    if refusal := _refusal(view, post, requested, ids):
        return refusal
    if post.do == "delete" and post.confirmed != str(len(ids)):
        return works_table_page.show(view, to_delete=ids, titles=table.rows(ids[:10]))
    topic = view.topic.name.data or ""
    try:
        revision_id = ACTIONS[post.do].run(ids, topic, editor, post.sending)
    except UnknownTopicError:
        view.topic.name.errors = (_("There is no topic “%(name)s”.", name=topic),)
        return works_table_page.show(view, 422)
    if revision_id is None:
        return works_table_page.refuse(view, ACTIONS[post.do].unchanged_message, 200)
    return works_table_page.done(view, revision_id, gone=len(requested) - len(ids))


def _refusal(
    view: WorksTablePage, post: WorksTablePost, requested: list[int], ids: list[int]
) -> ResponseReturnValue | None:
    if not ids:
        return works_table_page.refuse(view, ALL_GONE if requested else NONE_SELECTED)
    if post.do not in ACTIONS:
        return works_table_page.refuse(view, _("Choose an action for the selected works."))
    if post.do.endswith("-topic") and not view.topic.validate():
        return works_table_page.show(view, 422)
    return None

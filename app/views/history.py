"""History, undo, restore and the trash."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import security
from app.services.actor import Actor
from app.services.erasing import erase
from app.services.history import pages, recording, timeline, trash
from app.services.history import undo as history_undo
from app.services.history.collisions import CannotRestoreError
from app.services.history.snapshots import RecordRef
from app.services.history.undo import NamesAfterUndo
from app.translations.text import gettext as _
from app.translations.text import translated
from app.views.editing import form_page

blueprint = Blueprint("history", __name__)


@blueprint.get("/edit/history")
def page() -> str:
    """Show all changes, newest first."""
    return _page()


@blueprint.get("/edit/history/<int:revision_id>")
def revision(revision_id: int) -> str:
    """Show one revision with all its records."""
    after = _number("after") or 0
    entry = pages.revision_entry(revision_id, after) or abort(404)
    return render_template("editing/history/revision.html", entry=entry, after=after)


@blueprint.get("/edit/history/<noun>/<int:record_id>")
def record(noun: str, record_id: int) -> str:
    """Show the changes of one record, and the states that can be restored."""
    return _record_page(_record(noun, str(record_id)))


@blueprint.post("/edit/history/<int:revision_id>/undo")
def undo(revision_id: int) -> ResponseReturnValue:
    """Undo a revision."""
    editor = form_page.authorized_post()[0]
    revision = timeline.get_revision(revision_id) or abort(404)
    names = history_undo.names_after(revision)
    try:
        return _redirect_back(history_undo.undo(revision, editor), names=names)
    except CannotRestoreError as error:
        refused = _("%(change)s: %(reason)s", change=translated(revision.title), reason=str(error))
        return _page(refused=refused), 409


@blueprint.post("/edit/history/<int:revision_id>/restore")
def restore(revision_id: int) -> ResponseReturnValue:
    """Restore a record to its state after or before a revision."""
    editor, data = form_page.authorized_post()
    of = _record(data.get("noun", ""), data.get("record", ""))
    revision = timeline.get_revision(revision_id) or abort(404)
    try:
        done = history_undo.restore(of, revision, editor, before="before" in data)
    except CannotRestoreError as error:
        return _record_page(of, refused=str(error)), 409
    return _redirect_back(done)


@blueprint.get("/edit/trash")
def trash_page() -> str:
    """Show deleted records."""
    return _trash_page()


@blueprint.post("/edit/trash/<int:revision_id>")
def restore_deleted(revision_id: int) -> ResponseReturnValue:
    """Restore one record that a revision deleted."""
    editor, data = form_page.authorized_post()
    of = _record(data.get("noun", ""), data.get("record", ""))
    revision = timeline.get_revision(revision_id) or abort(404)
    try:
        return _redirect_back(trash.restore(of, revision, editor), "history.trash_page")
    except CannotRestoreError as error:
        return _trash_page(refused=str(error)), 409


@blueprint.route("/edit/trash/<noun>/<int:record_id>/erasure", methods=["GET", "POST"])
def erasure(noun: str, record_id: int) -> ResponseReturnValue:
    """Delete one record permanently, after a confirmation."""
    security.require_owner()
    if request.method == "POST":
        editor, data = form_page.authorized_post()
        of = _record(noun, str(record_id))
        return _erased(form_page.idempotent(data, lambda key: _erase_one(of, editor, key)))
    deleted = trash.deleted_record(_record(noun, str(record_id))) or abort(404)
    return render_template("editing/history/erasure.html", records=[deleted], one=deleted)


@blueprint.route("/edit/trash/erasure", methods=["GET", "POST"])
def erasure_of_all() -> ResponseReturnValue:
    """Delete everything in the trash permanently, after a confirmation."""
    security.require_owner()
    if request.method == "POST":
        editor, data = form_page.authorized_post()
        return _erased(form_page.idempotent(data, lambda key: _erase_all(data, editor, key)))
    return render_template("editing/history/erasure.html", records=trash.everything(), one=None)


def configure(app: Flask) -> None:
    """Add the template globals for Undo buttons, and for who made a change."""
    app.jinja_env.globals.update(
        here=_here, undo_word=timeline.undo_word, who_in_words=timeline.who_in_words
    )


def _erase_one(of: RecordRef, editor: Actor, key: str | None) -> int | None:
    deleted = trash.deleted_record(of) or abort(404)
    return erase.erase([(deleted.noun, deleted.record_id)], editor, key)


def _erase_all(data: MultiDict[str, str], editor: Actor, key: str | None) -> int | None:
    """Erase what the confirmation showed, not what was deleted since."""
    until = data.get("until", "")
    records = trash.everything(int(until)) if recording.is_id(until) else abort(400)
    return erase.erase([(one.noun, one.record_id) for one in records], editor, key)


def _erased(revision_id: int | None) -> ResponseReturnValue:
    return redirect(url_for(".trash_page", done=revision_id), 303)


def _page(**context: str) -> str:
    shown = pages.history_page(_number("before"))
    return render_template("editing/history/page.html", page=shown, **context)


def _record_page(of: RecordRef, **context: str) -> str:
    story = pages.record_history(of, _number("before")) or abort(404)
    return render_template(
        "editing/history/record.html", story=story, noun=of[0], record_id=of[1], **context
    )


def _trash_page(**context: str) -> str:
    one, _, other = request.args.get("before", "").partition(".")
    before = (int(one), int(other)) if recording.is_id(one) and recording.is_id(other) else None
    return render_template("editing/history/trash.html", trash=trash.trash_page(before), **context)


def _redirect_back(
    done: int | None, default: str = "history.page", names: NamesAfterUndo | None = None
) -> ResponseReturnValue:
    """Redirect back to the page with the button, with the revision in the URL for its notice."""
    next_path = security.form_data().get("next")
    path = (
        next_path if next_path and security.own_path(next_path) == next_path else url_for(default)
    )
    parts = urlsplit(path)
    parts = parts._replace(path=_path_after_undo(parts.path, names or {}))
    query = [pair for pair in parse_qsl(parts.query, True) if pair[0] != "done"]
    query += [("done", str(done))] if done else []
    return redirect(parts._replace(query=urlencode(query)).geturl(), 303)


RECORD_PAGE = re.compile(r"(.*/(publications|edit/works|edit/people|edit/topics)/)([^/.]+)(.*)")
# By folder: the noun of its records, and the list to show if one is gone.
LISTS = {
    "publications": ("work", "works_table.page"),
    "edit/works": ("work", "works_table.page"),
    "edit/people": ("supervision", "edit_people.page"),
    "edit/topics": ("topic", "edit_topics.page"),
}


def _path_after_undo(path: str, names: NamesAfterUndo) -> str:
    """Return the path of a page after an undo: its record may have another slug, or be gone."""
    page = RECORD_PAGE.fullmatch(path)
    noun, shown_instead = LISTS[page[2]] if page else ("", "")
    if page is None or (noun, page[3]) not in names:
        return path
    name = names[noun, page[3]]
    return f"{page[1]}{name}{page[4]}" if name else url_for(shown_instead)


def _here() -> str:
    """Return the current page; the history page for the response to a button."""
    path = security.here()
    is_button = request.method == "POST" and request.blueprint == "history"
    return url_for("history.page") if is_button else path


def _record(noun: str, id_: str) -> RecordRef:
    return timeline.record_ref(noun, id_) or abort(404)


def _number(name: str) -> int | None:
    given = request.args.get(name, "")
    return int(given) if recording.is_id(given) else None

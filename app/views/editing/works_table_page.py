"""Render the works table with its selection, edited rows and messages."""

import secrets
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from flask import current_app, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app.forms import works_table as forms
from app.forms.works_table import BulkTopicForm, RowForm, WorksTablePost
from app.services.actor import Actor
from app.services.editing import bulk
from app.services.editing.works_table import table as works_table
from app.services.editing.works_table.filters import WorksFilter
from app.services.editing.works_table.table import Table, TableRow
from app.services.history import timeline
from app.translations.text import ngettext
from app.views.editing import form_page

Data = MultiDict[str, str]


@dataclass
class WorksTablePage:
    """A page of the table with its forms; `note` says what could not be done."""

    table: Table
    forms: dict[int, RowForm]
    topic: BulkTopicForm
    key: str
    selected: list[int] = field(default_factory=list)
    all_matching: bool = False
    note: str = ""

    @property
    def edited(self) -> dict[int, RowForm]:
        """The rows with unsaved changes."""
        return {id_: form for id_, form in self.forms.items() if form.is_edited}


def opened(chosen: WorksFilter) -> WorksTablePage:
    """Return a page of the table for a filter."""
    table = works_table.table_page(chosen, current_app.config["WORKS_PER_TABLE"])
    return WorksTablePage(table, _forms(table, None), BulkTopicForm(), secrets.token_urlsafe(16))


def sent(chosen: WorksFilter, data: Data) -> tuple[WorksTablePost, WorksTablePage]:
    """Return the submitted action, and the page with the rows that it showed."""
    per_page = current_app.config["WORKS_PER_TABLE"]
    post = forms.read_works_table_post(data, per_page)
    table = works_table.table_page(chosen, per_page)
    if post.shown:
        table = replace(table, rows=works_table.rows(post.shown))
    view = WorksTablePage(
        table, _forms(table, data), BulkTopicForm(data), post.key or secrets.token_urlsafe(16)
    )
    view.selected, view.all_matching = post.selected, post.all_matching
    return post, view


def show(view: WorksTablePage, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Render the table as a page or a fragment; `part` is the template of another fragment."""
    alone = context.pop("part", "editing/works_table/_content.html")
    html = render_template(
        alone if form_page.is_fragment() else "editing/works_table/page.html",
        page=view,
        table=view.table,
        choices=works_table.Choices(),
        **context,
    )
    return make_response(html, status)


def refuse(view: WorksTablePage, note: str, status: int = 422) -> ResponseReturnValue:
    """Render the submitted table with a message why nothing was done."""
    view.note = note
    return show(view, status)


def done(view: WorksTablePage, revision_id: int, gone: int = 0) -> ResponseReturnValue:
    """Render the table with the result and an Undo button."""
    chosen = view.table.filter
    if not form_page.is_fragment():
        keys = {"done": revision_id} | ({"gone": gone} if gone else {})
        return redirect("?".join([url_for("works_table.page"), _joined(chosen, keys)]), 303)
    view = opened(chosen)
    view.note = deleted_notice(gone)
    return show(view, revision=timeline.revision_to_announce(revision_id))


def deleted_notice(number: int) -> str:
    """Return a message about selected works that no longer exist, "" for none."""
    if not number:
        return ""
    return ngettext(
        "%(num)s of the selected works no longer exists.",
        "%(num)s of the selected works no longer exist.",
        number,
    )


def save(rows: dict[int, RowForm], editor: Actor) -> tuple[int, int | None]:
    """Save the edited rows, all or none; return the HTTP status and the id of the revision."""
    # Validate every row, so that each one shows its errors.
    if False in [form.validate() for form in rows.values()]:
        return 422, None
    conflicting = [form for form in rows.values() if form.conflicts()]
    for form in conflicting:
        form.accept_current()
    if conflicting:
        return 409, None
    changes = {id_: form.changes for id_, form in rows.items()}
    return 200, bulk.save(changes, editor) if changes else None


def show_row(
    row: TableRow, form: RowForm, *, selected: bool, status: int, revision_id: int | None
) -> ResponseReturnValue:
    """Render one row of the table."""
    html = render_template(
        "editing/works_table/row_fragment.html",
        row=row,
        form=form,
        selected=selected,
        revision=timeline.revision_to_announce(revision_id),
    )
    return make_response(html, status)


def _joined(chosen: WorksFilter, keys: dict[str, int]) -> str:
    return "&".join(filter(None, [chosen.query, urlencode(keys)]))


def _forms(table: Table, data: Data | None) -> dict[int, RowForm]:
    return {row.id: RowForm(data, row) for row in table.rows}

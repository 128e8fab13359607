"""The works table as it is answered: with what was ticked, typed and said of it."""

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
from app.services.editing import bulk, works_table
from app.services.editing.works_filter import WorksFilter
from app.services.editing.works_table import Table, TableRow
from app.services.history import timeline
from app.views.editing import form_page

Data = MultiDict[str, str]


@dataclass
class WorksTablePage:
    """A page of the table with its forms; `note` is a kind word on what could not be done."""

    table: Table
    forms: dict[int, RowForm]
    topic: BulkTopicForm
    key: str
    ticked: list[int] = field(default_factory=list)
    all_that_match: bool = False
    note: str = ""

    @property
    def typed(self) -> dict[int, RowForm]:
        """The rows in which something waits to be saved."""
        return {id_: form for id_, form in self.forms.items() if form.is_typed}


def opened(chosen: WorksFilter) -> WorksTablePage:
    """Return a page of a view as it is opened."""
    table = works_table.table_page(chosen, current_app.config["WORKS_PER_TABLE"])
    return WorksTablePage(table, _forms(table, None), BulkTopicForm(), secrets.token_urlsafe(16))


def sent(chosen: WorksFilter, data: Data) -> tuple[WorksTablePost, WorksTablePage]:
    """Return what was asked for, and the page as it was sent: with the rows that it showed."""
    per_page = current_app.config["WORKS_PER_TABLE"]
    asked = forms.read_works_table_post(data, per_page)
    table = works_table.table_page(chosen, per_page)
    if asked.shown:
        table = replace(table, rows=works_table.rows(asked.shown))
    desk = WorksTablePage(
        table, _forms(table, data), BulkTopicForm(data), asked.key or secrets.token_urlsafe(16)
    )
    desk.ticked, desk.all_that_match = asked.ticked, asked.all_that_match
    return asked, desk


def show(desk: WorksTablePage, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Answer the table: as a page, the whole desk on a fragment's address, or what `part` says."""
    alone = context.pop("part", "editing/works_table/_content.html")
    html = render_template(
        alone if form_page.is_fragment() else "editing/works_table/page.html",
        page=desk,
        table=desk.table,
        choices=works_table.filter_choices(),
        view_url=page_url,
        part_url=fragment_url,
        **context,
    )
    return make_response(html, status)


def refuse(desk: WorksTablePage, note: str, status: int = 422) -> ResponseReturnValue:
    """Answer the table as it was sent, and say why nothing was done."""
    desk.note = note
    return show(desk, status)


def done(desk: WorksTablePage, revision_id: int, gone: int = 0) -> ResponseReturnValue:
    """Answer the view once more, with what was done and its undoing."""
    chosen = desk.table.filter
    if not form_page.is_fragment():
        keys = {"done": revision_id} | ({"gone": gone} if gone else {})
        return redirect("?".join([url_for("works_table.page"), _joined(chosen, keys)]), 303)
    desk = opened(chosen)
    desk.note = words_for_gone(gone)
    return show(desk, revision=timeline.message(revision_id))


def words_for_gone(number: int) -> str:
    """Return a sentence on works that were ticked and deleted meanwhile, "" for none."""
    if not number:
        return ""
    verb = "exists" if number == 1 else "exist"
    return f"{number:,} of the selected works no longer {verb}."


def save(rows: dict[int, RowForm], editor: Actor) -> tuple[int, int | None]:
    """Save rows that were typed in, all or none; return the status and the revision's id."""
    # Every one, so that each row says what is wrong with it.
    if False in [form.validate() for form in rows.values()]:
        return 422, None
    overtaken = [form for form in rows.values() if form.meanwhile()]
    for form in overtaken:
        form.renew()
    if overtaken:
        return 409, None
    changes = {id_: form.changes for id_, form in rows.items()}
    return 200, bulk.save(changes, editor) if changes else None


def show_row(
    row: TableRow, form: RowForm, *, ticked: bool, status: int, revision_id: int | None
) -> ResponseReturnValue:
    """Answer one row of the table."""
    html = render_template(
        "editing/works_table/row_fragment.html",
        row=row,
        form=form,
        ticked=ticked,
        revision=timeline.message(revision_id),
    )
    return make_response(html, status)


def page_url(chosen: WorksFilter) -> str:
    """Return the address of a view's page."""
    return _with_query("works_table.page", chosen)


def fragment_url(chosen: WorksFilter) -> str:
    """Return the address of a view's table alone."""
    return _with_query("works_table.fragment", chosen)


def _with_query(endpoint: str, chosen: WorksFilter) -> str:
    return url_for(endpoint) + (f"?{chosen.query}" if chosen.query else "")


def _joined(chosen: WorksFilter, keys: dict[str, int]) -> str:
    return "&".join(filter(None, [chosen.query, urlencode(keys)]))


def _forms(table: Table, data: Data | None) -> dict[int, RowForm]:
    return {row.id: RowForm(data, row) for row in table.rows}

"""Show, validate and save every editing form, as a page or in place."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, ParamSpec

from flask import Flask, abort, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import security
from app.forms.attributes import control_attributes, error_attributes, suggestion_attributes
from app.forms.base import EditForm
from app.services import cache, form_state
from app.services.actor import Actor
from app.services.form_state import Digests, Values
from app.services.history import recording, timeline
from app.services.history.recording import DoneAlreadyError
from app.translations.shown import text_attributes
from app.views.editing import conflicts, notice
from app.views.editing.conflicts import Choices
from app.views.editing.subject import FormSubject
from app.web import fragments

P = ParamSpec("P")


class FormOutdatedError(Exception):
    """The site was changed after the form was read."""


def form_view(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Let a view take the write lock only to save a valid form, not while it reads the form.

    If the site has changed by then, the view starts again, this time with the lock.
    """

    @wraps(view)
    def answer_form(*args: P.args, **keys: P.kwargs) -> ResponseReturnValue:
        if cache.only_reads():
            g.compared_with = cache.change_count()
        try:
            return view(*args, **keys)
        except FormOutdatedError:
            return view(*args, **keys)

    return security.only_shows()(answer_form)


def answer(subject: FormSubject) -> ResponseReturnValue:
    """Show the form of a subject, or process the submitted form."""
    current = subject.values()
    if request.method == "GET":
        return show(subject, _new_form(subject, current))
    if cache.only_reads():
        # Long lists and texts are read while no one waits.
        cache.hold_no_lock()
    form = _submitted_form(subject, current)
    chosen = conflicts.choices(form, security.form_data())
    if form.press(security.form_data().get("do", "save")):
        status = 422 if any(field.errors for field in form) else 200
        still_open = conflicts.open_conflicts(form, current, chosen)
        return show(subject, form, status, conflicts=still_open)
    if (earlier := timeline.done_by(form.sending)) is not None:
        return subject.saved(earlier)
    return _save(subject, form, current, chosen)


def answer_deleted(subject: FormSubject) -> ResponseReturnValue:
    """Show the submitted form of a deleted record, or the result if it was saved before."""
    current = subject.values()
    cache.hold_no_lock()
    form = _submitted_form(subject, current)
    if (earlier := timeline.done_by(form.sending)) is not None:
        return subject.saved(earlier)
    form.press(security.form_data().get("do", "save"))
    return show(subject, form, 409, is_gone=True)


def authorized_post() -> tuple[Actor, MultiDict[str, str]]:
    """Return the editor and the data of a button's form; refuse an invalid token."""
    security.require_token()
    return security.require(), security.form_data()


def idempotent(data: MultiDict[str, str], act: Callable[[str | None], int | None]) -> int | None:
    """Run an action once per idempotency key; the second time, return the first revision."""
    key = data.get("key")
    if (earlier := timeline.done_by(key)) is not None:
        return earlier
    try:
        return act(key)
    except DoneAlreadyError as error:
        # A concurrent request with the same key was first.
        return error.revision.id


def direction(data: MultiDict[str, str]) -> str:
    """Return where a button moves an item, "up" or "down"; answer 400 to anything else."""
    way = data.get("way", "")
    return way if way in {"up", "down"} else abort(400)


def show(
    subject: FormSubject, form: EditForm, status: int = 200, **context: Any
) -> ResponseReturnValue:
    """Render the form, as a fragment or a page."""
    alone, place = is_fragment(), subject.place
    if not alone:
        # On its own page, the form is sent without htmx.
        place = replace(place, tag="section", fragment="", restore=None)
    form.is_unsaved = request.method == "POST" and form.has_input
    if request.method == "POST" and not alone:
        # In place, a script keeps them.
        form.ask_for_files_again()
    html = render_template(
        subject.template if alone else "editing/form_page.html",
        fragment=subject.template,
        subject=subject,
        form=form,
        at=place,
        last=timeline.last_change(*subject.records()),
        is_unchanged=notice.is_unchanged(),
        **context,
    )
    return make_response(html, status)


def is_fragment() -> bool:
    """Return whether the request is for a fragment."""
    return fragments.is_fragment(request.path)


def done(
    subject: FormSubject, template: str, revision_id: int | None, **context: Any
) -> ResponseReturnValue:
    """Answer a saved form: the saved record in place of the form, or a redirect to its page."""
    unchanged = revision_id is None
    if not is_fragment():
        return redirect(notice.unchanged(subject.place.page, unchanged), 303)
    return in_place(template, revision_id, unchanged=unchanged, **context)


def in_place(template: str, revision_id: int | None, **context: Any) -> str:
    """Render what was saved or deleted, with an Undo button."""
    revision = timeline.revision_to_announce(revision_id)
    return render_template(template, revision=revision, focus=True, **context)


def configure(app: Flask) -> None:
    """Add the template globals for attributes of form controls and of what was typed."""
    app.jinja_env.globals.update(
        control_attributes=control_attributes,
        error_attributes=error_attributes,
        suggestion_attributes=suggestion_attributes,
        text_attributes=text_attributes,
    )


def _save(
    subject: FormSubject, form: EditForm, current: Values, chosen: Choices
) -> ResponseReturnValue:
    conflicts.apply_current(form, current, {name for name, is_newer in chosen.items() if is_newer})
    if not form.validate():
        return show(subject, form, 422, conflicts=conflicts.open_conflicts(form, current, chosen))
    _begin_saving()
    change = conflicts.merge_current(subject, form, current)
    if change.needs_review:
        _refresh_state(subject, form, change.digests)
        form.focus = "conflicts"
        return show(subject, form, 409, conflicts=change.conflicts, updated=change.updated)
    if change.updated and not form.validate():
        return show(subject, form, 422)
    try:
        return subject.saved(subject.save(form, security.require()))
    except DoneAlreadyError as error:
        # The same form was saved by a concurrent request.
        return subject.saved(error.revision.id)


def _begin_saving() -> None:
    """Take the write lock if the request has only read so far. Raises FormOutdatedError."""
    if not cache.only_reads():
        return
    cache.take_write_lock()
    # The account may have been removed, or its session ended, in the meantime.
    security.require_again()
    if cache.change_count() != g.compared_with:
        raise FormOutdatedError


def _new_form(subject: FormSubject, current: Values) -> EditForm:
    form = subject.form_class(data=current, meta={"token": security.require().token})
    form.set_place(subject.place.id)
    _refresh_state(subject, form, form_state.digests(current))
    return form


def _submitted_form(subject: FormSubject, current: Values) -> EditForm:
    """Return the submitted form; missing fields keep their current values."""
    data = security.form_data()
    submitted = subject.form_class.submitted(data, request.files)
    form = subject.form_class(submitted, data=current, meta={"token": security.require().token})
    form.set_place(subject.place.id)
    pairs = submitted.items(multi=True)
    pairs_to_digest = ((k, getattr(v, "filename", v)) for k, v in pairs if k != "token")
    form.sending = form_state.sending(form.key.data or "", pairs_to_digest)
    return form


def _refresh_state(subject: FormSubject, form: EditForm, digests: Digests) -> None:
    """Set the hidden state of the form to the current version and values."""
    form.key.data = secrets.token_urlsafe(16)
    form.version.data = str(recording.latest_revision(*subject.records()))
    form.seen.data = form_state.seen(digests)

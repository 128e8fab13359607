"""How every form of the owner's side is opened, refused and saved, as a page or in place."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from app import security
from app.forms.attributes import control_attributes, error_attributes, suggestion_attributes
from app.forms.base import OwnersForm
from app.forms.rows import Rows
from app.services import form_state
from app.services.actor import Actor
from app.services.form_state import Digests, Values
from app.services.history import recording, timeline
from app.services.history.recording import DoneAlreadyError
from app.views.editing import conflicts, notice
from app.views.editing.conflicts import Choices
from app.views.editing.subject import FormSubject
from app.web import fragments


def answer(subject: FormSubject) -> ResponseReturnValue:
    """Show a subject's form, or do what it was sent for."""
    present = subject.values()
    if request.method == "GET":
        return show(subject, _opened(subject, present))
    form = _sent(subject, present)
    chosen = conflicts.choices(form, security.form_data())
    if _act(form):
        return show(subject, form, conflicts=conflicts.asked(form, present, chosen))
    if (earlier := timeline.done_by(form.sending)) is not None:
        return subject.saved(earlier)
    return _save(subject, form, present, chosen)


def keep(subject: FormSubject) -> ResponseReturnValue:
    """Answer a form whose record is gone as it was sent, or what it did before that."""
    form = _sent(subject, subject.values())
    if (earlier := timeline.done_by(form.sending)) is not None:
        return subject.saved(earlier)
    _act(form)
    return show(subject, form, 409, is_gone=True)


def authorized_post() -> tuple[Actor, MultiDict[str, str]]:
    """Return who sent a button's own small form, and what it brought; refuse a wrong token."""
    security.require_token()
    return security.require(), security.form_data()


def idempotent(data: MultiDict[str, str], act: Callable[[str | None], int | None]) -> int | None:
    """Do what a button says, under the key it brings; pressed twice, return what it did first."""
    key = data.get("key")
    earlier = timeline.done_by(key)
    return act(key) if earlier is None else earlier


def show(
    subject: FormSubject, form: OwnersForm, status: int = 200, **context: Any
) -> ResponseReturnValue:
    """Answer the form, alone on a fragment's address, else as a page."""
    alone, place = is_fragment(), subject.place
    if not alone:
        # On a page of its own it is sent as any form: its page comes back, saved or not.
        place = replace(place, tag="section", fragment="", restore=None)
    form.is_unsaved = request.method == "POST"
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
    """Tell whether the request is for a part of a page."""
    return fragments.is_fragment(request.path)


def done(
    subject: FormSubject, template: str, revision_id: int | None, **context: Any
) -> ResponseReturnValue:
    """Answer a saved form: what it was about, in its place, or its page once more."""
    unchanged = revision_id is None
    if not is_fragment():
        return redirect(notice.unchanged(subject.place.page, unchanged), 303)
    revision = timeline.message(revision_id)
    return render_template(template, revision=revision, unchanged=unchanged, focus=True, **context)


def configure(app: Flask) -> None:
    """Let the templates of `app` ask for the attributes of a form's controls."""
    app.jinja_env.globals.update(
        control_attributes=control_attributes,
        error_attributes=error_attributes,
        suggestion_attributes=suggestion_attributes,
    )


def _save(
    subject: FormSubject, form: OwnersForm, present: Values, chosen: Choices
) -> ResponseReturnValue:
    conflicts.take(form, present, {name for name, is_theirs in chosen.items() if is_theirs})
    if not form.validate():
        return show(subject, form, 422, conflicts=conflicts.asked(form, present, chosen))
    meanwhile = conflicts.look(subject, form, present)
    if meanwhile.refuses:
        _renew(subject, form, meanwhile.digests)
        form.focus = "conflicts"
        return show(subject, form, 409, conflicts=meanwhile.both, taken=meanwhile.taken)
    if meanwhile.taken and not form.validate():
        return show(subject, form, 422)
    try:
        return subject.saved(subject.save(form, security.require()))
    except DoneAlreadyError as again:
        # The same sending came through while this one was looked at.
        return subject.saved(again.revision.id)


def _opened(subject: FormSubject, present: Values) -> OwnersForm:
    form = subject.form_class(data=present, meta={"token": security.require().token})
    form.stand_at(subject.place.id)
    _renew(subject, form, form_state.digests(present))
    return form


def _sent(subject: FormSubject, present: Values) -> OwnersForm:
    """Return the form as it was sent; what was not sent stays as it is."""
    given = security.form_data()
    everything: MultiDict[str, Any] = MultiDict(
        [*given.items(multi=True), *request.files.items(multi=True)]
    )
    form = subject.form_class(everything, data=present, meta={"token": security.require().token})
    form.stand_at(subject.place.id)
    pairs = everything.items(multi=True)
    said = ((k, getattr(v, "filename", v)) for k, v in pairs if k != "token")
    form.sending = form_state.sending(form.key.data or "", said)
    return form


def _renew(subject: FormSubject, form: OwnersForm, digests: Digests) -> None:
    """Let the form be about what there is now: its version, and what it shows of it."""
    form.key.data = secrets.token_urlsafe(16)
    form.version.data = str(recording.latest_revision(*subject.records()))
    form.seen.data = form_state.seen(digests)


def _act(form: OwnersForm) -> bool:
    """Do what a button within the form says; tell whether it was one that saves nothing."""
    do = security.form_data().get("do", "save")
    acted = [field.act(do) for field in form if isinstance(field, Rows)]
    return any(acted) or do == "preview"

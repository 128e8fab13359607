"""The list of a work's versions as it is answered: in place, or with the work's form."""

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple

from flask import abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.services.catalog import version_order
from app.services.catalog.version_order import NoSuchRecordError, OnlyVersionError
from app.services.editing import works
from app.services.editing.merging import CannotJoinError
from app.services.history import timeline
from app.services.history.recording import DoneAlreadyError
from app.views.editing import form_page, refresh

A = TypeVarTuple("A")
T = TypeVar("T")


def found(read: Callable[[*A], T], *args: *A) -> T:
    """Return what is read; 404 where there is no such work or version."""
    try:
        return read(*args)
    except NoSuchRecordError:
        abort(404)


def show(slug: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Answer the list alone, or a page of it."""
    template = "editing/versions/_versions.html"
    html = render_template(
        template if form_page.is_fragment() else "editing/versions/page.html",
        fragment=template,
        work=found(version_order.work_at, slug),
        focus=True,
        **context,
    )
    return make_response(html, status)


def answer(slug: str, act: Callable[[], int | None]) -> ResponseReturnValue:
    """Do what a button or a form says, and answer the list, with what was done or why not."""
    try:
        revision_id = act()
    except DoneAlreadyError as again:
        revision_id = again.revision.id
    except NoSuchRecordError:
        abort(404)
    except (OnlyVersionError, CannotJoinError) as refusal:
        return show(slug, 422, refused=str(refusal))
    return done(slug, revision_id)


def done(slug: str, revision_id: int | None) -> ResponseReturnValue:
    """Answer the list, with what was done; as a page, the work's form."""
    if not form_page.is_fragment():
        return redirect(work_url(slug, done=revision_id), 303)
    made = works.made_by(revision_id)
    answer = show(slug, revision=timeline.message(revision_id), made=made)
    return refresh.with_works(
        refresh.with_last(answer, version_order.work_at(slug).id), revision_id
    )


def work_url(slug: str, **query: Any) -> str:
    """Return the address of a work's form."""
    return url_for("edit_works.work", slug=slug, **query)

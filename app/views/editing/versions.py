"""The versions of a work: which one is shown, one split off, removed or added."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, TypeVarTuple

from flask import Blueprint, Flask, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.forms.version import VersionForm
from app.services.actor import Actor
from app.services.catalog import version_order
from app.services.catalog.version_order import NoSuchRecordError, OnlyVersionError
from app.services.editing import splitting, versions, works
from app.services.editing.merging import CannotJoinError
from app.services.editing.versions import Addition
from app.services.history import timeline
from app.services.history.recording import DoneAlreadyError
from app.views.editing import form_page, refresh
from app.views.editing.subject import FormTarget

blueprint = Blueprint("edit_versions", __name__)
WORK = "/edit/works/<slug>"
ONE = f"{WORK}/versions/<int:version>"
Act = Callable[[str, int, Actor, str | None], int | None]


@dataclass(frozen=True)
class NewVersion:
    """A version that is to be; nobody else can be editing it."""

    addition: Addition

    kind, template, form_class = "Work", "editing/versions/_new.html", VersionForm

    @property
    def heading(self) -> str:
        """Say what it is a version of."""
        return f"New version of “{self.addition.title}”"

    @property
    def place(self) -> FormTarget:
        """Where the form stands: in place of the list of versions."""
        slug = self.addition.work.slug
        return FormTarget(
            page=url_for("edit_versions.new", slug=slug),
            fragment=url_for("edit_versions.new_fragment", slug=slug),
            id=f"versions-{self.addition.work.id}",
            back=work_url(slug),
            restore=url_for("edit_versions.listed", slug=slug),
        )

    def records(self) -> list[Any]:
        """Return none: the form is about nothing that is there."""
        return []

    def values(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return self.addition.values()

    def save(self, form: VersionForm, editor: Actor) -> int | None:
        """Add the version."""
        slug = self.addition.work.slug
        return versions.add(slug, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer all versions."""
        return answer_done(self.addition.work.slug, revision_id)


@blueprint.get(f"/fragments{WORK}/versions")
def listed(slug: str) -> ResponseReturnValue:
    """Answer the list of versions: where Cancel leads back to."""
    return show_versions(slug)


@blueprint.post(f"{ONE}/shown")
@blueprint.post(f"/fragments{ONE}/shown", endpoint="show_fragment")
def show(slug: str, version: int) -> ResponseReturnValue:
    """Let the list show this version."""
    return _act(slug, version, versions.show)


@blueprint.post(f"{ONE}/split")
@blueprint.post(f"/fragments{ONE}/split", endpoint="split_fragment")
def split(slug: str, version: int) -> ResponseReturnValue:
    """Make a version a work of its own."""
    return _act(slug, version, splitting.split)


@blueprint.post(f"{ONE}/deletion")
@blueprint.post(f"/fragments{ONE}/deletion", endpoint="remove_fragment")
def remove(slug: str, version: int) -> ResponseReturnValue:
    """Remove a version."""
    return _act(slug, version, versions.remove)


@blueprint.route(f"{WORK}/versions/new", methods=["GET", "POST"])
@blueprint.route(f"/fragments{WORK}/versions/new", methods=["GET", "POST"], endpoint="new_fragment")
def new(slug: str) -> ResponseReturnValue:
    """Add a version."""
    return form_page.answer(NewVersion(found_or_404(versions.addition, slug)))


def configure(app: Flask) -> None:
    """Let the templates of `app` name versions, and give each button a key of its own."""
    app.jinja_env.globals.update(
        version_label=version_order.version_label, new_key=lambda: secrets.token_urlsafe(16)
    )


def _act(slug: str, version: int, act: Act) -> ResponseReturnValue:
    editor, data = form_page.authorized_post()
    return answer_action(slug, lambda: act(slug, version, editor, data.get("key")))


A = TypeVarTuple("A")
T = TypeVar("T")


def found_or_404(read: Callable[[*A], T], *args: *A) -> T:
    """Return what is read; 404 where there is no such work or version."""
    try:
        return read(*args)
    except NoSuchRecordError:
        abort(404)


def show_versions(slug: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Answer the list alone, or a page of it."""
    template = "editing/versions/_versions.html"
    html = render_template(
        template if form_page.is_fragment() else "editing/versions/page.html",
        fragment=template,
        work=found_or_404(version_order.work_at, slug),
        focus=True,
        **context,
    )
    return make_response(html, status)


def answer_action(slug: str, act: Callable[[], int | None]) -> ResponseReturnValue:
    """Do what a button or a form says, and answer the list, with what was done or why not."""
    try:
        revision_id = act()
    except DoneAlreadyError as again:
        revision_id = again.revision.id
    except NoSuchRecordError:
        abort(404)
    except (OnlyVersionError, CannotJoinError) as refusal:
        return show_versions(slug, 422, refused=str(refusal))
    return answer_done(slug, revision_id)


def answer_done(slug: str, revision_id: int | None) -> ResponseReturnValue:
    """Answer the list, with what was done; as a page, the work's form."""
    if not form_page.is_fragment():
        return redirect(work_url(slug, done=revision_id), 303)
    made = works.made_by(revision_id)
    answer = show_versions(slug, revision=timeline.message(revision_id), made=made)
    return refresh.with_works(
        refresh.with_last(answer, version_order.work_at(slug).id), revision_id
    )


def work_url(slug: str, **query: Any) -> str:
    """Return the address of a work's form."""
    return url_for("edit_works.work", slug=slug, **query)

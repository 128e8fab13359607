"""The versions of a work: show, split off, remove and add versions."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
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
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext, said_by
from app.views.editing import form_page, refresh
from app.views.editing.subject import FormTarget

blueprint = Blueprint("edit_versions", __name__)
WORK = "/edit/works/<slug>"
ONE = f"{WORK}/versions/<int:version>"
Act = Callable[[str, int, Actor, str | None], int | None]


@dataclass(frozen=True)
class NewVersion:
    """The form for a new version."""

    addition: Addition

    kind, template, form_class = lazy_gettext("Work"), "editing/versions/_new.html", VersionForm

    @property
    def heading(self) -> str:
        """The title of the work."""
        return _("New version of “%(title)s”", title=self.addition.title)

    @property
    def place(self) -> FormTarget:
        """The place of the form: it replaces the list of versions."""
        slug = self.addition.work.slug
        return FormTarget(
            page=url_for("edit_versions.new", slug=slug),
            fragment=url_for("edit_versions.new_fragment", slug=slug),
            id=f"versions-{self.addition.work.id}",
            back=work_url(slug),
            restore=url_for("edit_versions.listed", slug=slug),
        )

    def records(self) -> list[Any]:
        """Return none: the version does not exist yet."""
        return []

    def values(self) -> dict[str, Any]:
        """Return the initial values of the form."""
        return self.addition.values()

    def save(self, form: VersionForm, editor: Actor) -> int | None:
        """Add the version."""
        slug = self.addition.work.slug
        return versions.add(slug, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render all versions."""
        return answer_done(self.addition.work.slug, revision_id)


@blueprint.get(f"/fragments{WORK}/versions")
def listed(slug: str) -> ResponseReturnValue:
    """Render the list of versions, for Cancel."""
    return show_versions(slug)


@blueprint.post(f"{ONE}/shown")
@blueprint.post(f"/fragments{ONE}/shown", endpoint="show_fragment")
def show(slug: str, version: int) -> ResponseReturnValue:
    """Show this version in the list of works."""
    return _act(slug, version, versions.show)


@blueprint.post(f"{ONE}/split")
@blueprint.post(f"/fragments{ONE}/split", endpoint="split_fragment")
def split(slug: str, version: int) -> ResponseReturnValue:
    """Split a version off as a separate work."""
    return _act(slug, version, splitting.split)


@blueprint.post(f"{ONE}/deletion")
@blueprint.post(f"/fragments{ONE}/deletion", endpoint="remove_fragment")
def remove(slug: str, version: int) -> ResponseReturnValue:
    """Remove a version."""
    return _act(slug, version, versions.remove)


@blueprint.route(f"{WORK}/versions/new", methods=["GET", "POST"])
@blueprint.route(f"/fragments{WORK}/versions/new", methods=["GET", "POST"], endpoint="new_fragment")
@form_page.form_view
def new(slug: str) -> ResponseReturnValue:
    """Add a version."""
    return form_page.answer(NewVersion(found_or_404(versions.addition, slug)))


def configure(app: Flask) -> None:
    """Add the template globals for version labels and idempotency keys."""
    app.jinja_env.globals.update(
        version_label=version_order.version_label, new_key=lambda: secrets.token_urlsafe(16)
    )


def _act(slug: str, version: int, act: Act) -> ResponseReturnValue:
    editor, data = form_page.authorized_post()
    run = partial(form_page.idempotent, data, partial(act, slug, version, editor))
    return answer_action(slug, run)


A = TypeVarTuple("A")
T = TypeVar("T")


def found_or_404(read: Callable[[*A], T], *args: *A) -> T:
    """Return the result of `read`, or abort with 404 for an unknown work or version."""
    try:
        return read(*args)
    except NoSuchRecordError:
        abort(404)


def show_versions(slug: str, status: int = 200, **context: Any) -> ResponseReturnValue:
    """Render the list of versions as a fragment or page."""
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
    """Run an action and render the list, with its result or the reason for a refusal."""
    try:
        revision_id = act()
    except NoSuchRecordError:
        abort(404)
    except (OnlyVersionError, CannotJoinError) as error:
        return show_versions(slug, 422, refused=said_by(error))
    return answer_done(slug, revision_id)


def answer_done(slug: str, revision_id: int | None) -> ResponseReturnValue:
    """Render the list with the result, or redirect to the form of the work."""
    if not form_page.is_fragment():
        return redirect(work_url(slug, done=revision_id), 303)
    made = works.made_by(revision_id)
    answer = show_versions(slug, revision=timeline.revision_to_announce(revision_id), made=made)
    return refresh.with_works(
        refresh.with_last_change(answer, version_order.work_at(slug).id), revision_id
    )


def work_url(slug: str, **query: Any) -> str:
    """Return the URL of a work's form."""
    return url_for("edit_works.work", slug=slug, **query)

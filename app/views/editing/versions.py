"""The versions of a work: which one is shown, one split off, removed or added."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, url_for
from flask.typing import ResponseReturnValue

from app.forms.version import VersionForm
from app.services.actor import Editor
from app.services.catalog import version_order
from app.services.editing import splitting, versions
from app.services.editing.versions import Addition
from app.views.editing import form_page, version_list
from app.views.editing.subject import Place

blueprint = Blueprint("edit_versions", __name__)
WORK = "/edit/works/<slug>"
ONE = f"{WORK}/versions/<int:version>"
Act = Callable[[str, int, Editor, str | None], int | None]


@dataclass(frozen=True)
class NewVersion:
    """A version that is to be; nobody else can be editing it."""

    addition: Addition

    kind, template, form_class = "Work", "editing/versions/_new.html", VersionForm

    @property
    def heading(self) -> str:
        """Say what it is a version of."""
        return f"A further version of “{self.addition.title}”"

    @property
    def place(self) -> Place:
        """Where the form stands: in place of the list of versions."""
        slug = self.addition.work.slug
        return Place(
            page=url_for("edit_versions.new", slug=slug),
            fragment=url_for("edit_versions.new_fragment", slug=slug),
            id=f"versions-{self.addition.work.id}",
            back=version_list.work_url(slug),
            restore=url_for("edit_versions.listed", slug=slug),
        )

    def records(self) -> list[Any]:
        """Return none: the form is about nothing that is there."""
        return []

    def values(self) -> dict[str, Any]:
        """Return what the form begins with."""
        return self.addition.values()

    def save(self, form: VersionForm, editor: Editor) -> int | None:
        """Add the version."""
        slug = self.addition.work.slug
        return versions.add(slug, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer all versions."""
        return version_list.done(self.addition.work.slug, revision_id)


@blueprint.get(f"/fragments{WORK}/versions")
def listed(slug: str) -> ResponseReturnValue:
    """Answer the list of versions: where Cancel leads back to."""
    return version_list.show(slug)


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
    return form_page.answer(NewVersion(version_list.found(versions.addition, slug)))


def configure(app: Flask) -> None:
    """Let the templates of `app` name versions, and give each button a key of its own."""
    app.jinja_env.globals.update(
        version_label=version_order.label, new_key=lambda: secrets.token_urlsafe(16)
    )


def _act(slug: str, version: int, act: Act) -> ResponseReturnValue:
    editor, data = form_page.acted()
    return version_list.answer(slug, lambda: act(slug, version, editor, data.get("key")))

"""The portrait: uploaded, cut square, and taken away."""

from typing import Any

from flask import Blueprint, Flask, redirect, url_for
from flask.typing import ResponseReturnValue

from app.forms.profile import PortraitForm
from app.services.actor import Actor
from app.services.catalog import profile as catalog_profile
from app.services.editing import portrait
from app.services.editing import profile as editing_profile
from app.views.editing import form_page, notice
from app.views.editing.profile import header_context
from app.views.editing.subject import FormTarget

blueprint = Blueprint("portrait", __name__)


class Portrait:
    kind, template, heading = "Profile", "editing/profile/_portrait_form.html", "Photograph"
    form_class = PortraitForm
    records = staticmethod(editing_profile.records)

    @property
    def place(self) -> FormTarget:
        """Where the portrait stands: in the header."""
        return place_of()

    @property
    def profile(self) -> catalog_profile.Header | None:
        """The profile as it is, to show the present portrait."""
        return catalog_profile.header()

    def values(self) -> dict[str, Any]:
        """Return what the form opens with; a file can't be shown again."""
        return {"picture": None, "across": 50, "down": 35, "closer": 100}

    def save(self, form: PortraitForm, editor: Actor) -> int | None:
        """Keep the squares that the form cut."""
        return portrait.save(form.squares, editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the header as the page shows it; as a page, all of the site's."""
        if not form_page.is_fragment() and revision_id is None:
            return redirect(notice.unchanged(url_for(".page"), True), 303)
        if not form_page.is_fragment():
            return redirect(url_for("profile.page", done=revision_id), 303)
        return form_page.done(self, "public/profile/_header.html", revision_id, **header_context())


@blueprint.route("/edit/portrait", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/portrait", methods=["GET", "POST"], endpoint="fragment")
def page() -> ResponseReturnValue:
    """Choose a photograph."""
    if catalog_profile.owner_name() is None:
        return redirect(url_for("starting.page"), 303)
    return form_page.answer(Portrait())


@blueprint.post("/edit/portrait/removal")
def remove() -> ResponseReturnValue:
    """Show drawn initials again."""
    editor, given = form_page.authorized_post()
    form_page.idempotent(given, lambda key: portrait.save((), editor, key))
    return redirect(url_for(".page"), 303)


def configure(app: Flask) -> None:
    """Let the header of `app` name where the form of its photograph is."""
    app.jinja_env.globals["place_of_portrait"] = place_of


def place_of() -> FormTarget:
    """Return where the portrait's form goes and stands: in the header."""
    return FormTarget(
        page=url_for("portrait.page"),
        fragment=url_for("portrait.fragment"),
        id="about",
        back=url_for("profile.page"),
        restore=url_for("edit_profile.header_shown"),
    )

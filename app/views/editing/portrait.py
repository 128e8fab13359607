"""Upload, crop and remove the portrait."""

from typing import Any

from flask import Blueprint, Flask, redirect, url_for
from flask.typing import ResponseReturnValue

from app.forms.profile import PortraitForm
from app.services.actor import Actor
from app.services.catalog import owner
from app.services.catalog import profile as catalog_profile
from app.services.editing import portrait
from app.services.editing import profile as editing_profile
from app.translations.text import lazy_gettext
from app.views.editing import form_page
from app.views.editing.profile import header_context
from app.views.editing.subject import FormTarget

blueprint = Blueprint("portrait", __name__)


class Portrait:
    kind, heading = lazy_gettext("Profile"), lazy_gettext("Photograph")
    template = "editing/profile/_portrait_form.html"
    form_class = PortraitForm
    records = staticmethod(editing_profile.records)

    @property
    def place(self) -> FormTarget:
        """The place of the portrait in the header."""
        return place_of()

    @property
    def profile(self) -> catalog_profile.Header | None:
        """The profile, to show the current portrait."""
        return catalog_profile.header()

    def values(self) -> dict[str, Any]:
        """Return the initial values of the form; a file can't be preset."""
        return {"picture": None, "across": 50, "down": 35, "closer": 100}

    def save(self, form: PortraitForm, editor: Actor) -> int | None:
        """Save the cropped pictures."""
        return portrait.save(form.squares, editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the header, or redirect to the profile."""
        if not form_page.is_fragment() and revision_id is not None:
            return redirect(url_for("profile.page", done=revision_id), 303)
        return form_page.done(self, "public/profile/_header.html", revision_id, **header_context())


@blueprint.route("/edit/portrait", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/portrait", methods=["GET", "POST"], endpoint="fragment")
@form_page.form_view
def page() -> ResponseReturnValue:
    """Show and process the form for the portrait."""
    if owner.owner_name() is None:
        return redirect(url_for("starting.page"), 303)
    return form_page.answer(Portrait())


@blueprint.post("/edit/portrait/removal")
def remove() -> ResponseReturnValue:
    """Remove the portrait; initials are shown instead."""
    editor, data = form_page.authorized_post()
    form_page.idempotent(data, lambda key: portrait.save((), editor, key))
    return redirect(url_for(".page"), 303)


def configure(app: Flask) -> None:
    """Add the template global for the target of the portrait form."""
    app.jinja_env.globals["place_of_portrait"] = place_of


def place_of() -> FormTarget:
    """Return the target of the portrait form, which replaces the header."""
    return FormTarget(
        page=url_for("portrait.page"),
        fragment=url_for("portrait.fragment"),
        id="about",
        back=url_for("profile.page"),
        restore=url_for("edit_profile.header_shown"),
    )

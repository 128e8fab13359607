"""Start a new site, replacing the sample profile."""

from flask import Blueprint, Flask, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.forms.profile import StartForm
from app.services.actor import Actor
from app.services.editing import profile
from app.services.history import timeline
from app.services.loading import new_site
from app.translations.text import lazy_gettext
from app.views.editing import form_page, notice
from app.views.editing.subject import FormTarget

blueprint = Blueprint("starting", __name__)


class NewSiteSubject:
    kind, heading = lazy_gettext("Profile"), lazy_gettext("Start with your own name")
    template = "editing/profile/_new_site_form.html"
    form_class = StartForm
    records = staticmethod(profile.records)

    @property
    def place(self) -> FormTarget:
        """The page of the form; saving it replaces the whole site."""
        return FormTarget(
            page=url_for("starting.page"),
            fragment=url_for("starting.fragment"),
            id="start",
            back=url_for("profile.page"),
        )

    def values(self) -> dict[str, str]:
        """Return an empty name."""
        return {"name": ""}

    def save(self, form: StartForm, editor: Actor) -> int | None:
        """Replace the sample, unless another request already did."""
        return new_site.start(form.name.data or "", editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Redirect to the new profile."""
        address = url_for("profile.page", done=revision_id)
        if not form_page.is_fragment():
            return redirect(address, 303)
        response = make_response("")
        response.headers["HX-Redirect"] = address
        return response


@blueprint.route("/edit/start", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/start", methods=["GET", "POST"], endpoint="fragment")
@form_page.form_view
def page() -> ResponseReturnValue:
    """Start with only a name; redirect if the site is no longer the sample."""
    if request.method == "GET" and not new_site.is_offered():
        return NewSiteSubject().saved(None)
    return form_page.answer(NewSiteSubject())


def configure(app: Flask) -> None:
    """Add the template globals of the profile's notices."""
    app.jinja_env.globals.update(
        start_is_offered=new_site.is_offered,
        just_done=lambda: timeline.revision_to_announce(notice.revision_id()),
    )

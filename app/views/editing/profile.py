"""Edit the header and biography of the profile."""

from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.forms.cv import CvForm
from app.forms.languages import LanguagesForm
from app.forms.profile import BiographyForm, HeaderForm
from app.services.actor import Actor
from app.services.catalog import owner
from app.services.catalog import profile as catalog_profile
from app.services.catalog.facets import overview
from app.services.catalog.selection import Arrangement
from app.services.editing import profile as editing_profile
from app.services.editing import topics
from app.services.exporting.cv import content, parts
from app.translations.text import gettext as _
from app.translations.text import lazy_gettext
from app.views import urls
from app.views.editing import form_page, refresh
from app.views.editing.subject import FormTarget

blueprint = Blueprint("edit_profile", __name__)


class HeaderSubject:
    kind, heading = lazy_gettext("Profile"), lazy_gettext("Name, position and links")
    template = "editing/profile/_header_form.html"
    form_class = HeaderForm
    records = staticmethod(editing_profile.records)
    values = staticmethod(editing_profile.header)

    @property
    def place(self) -> FormTarget:
        """The place of the header on the profile."""
        return _place("header", "about")

    def save(self, form: HeaderForm, editor: Actor) -> int | None:
        """Save the header."""
        return editing_profile.save_header(form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the header."""
        answer = form_page.done(
            self, "public/profile/_header.html", revision_id, **header_context()
        )
        return refresh.with_checklist(refresh.with_name(answer))


class Biography:
    kind, heading = lazy_gettext("Profile"), lazy_gettext("Biography")
    template = "editing/profile/_biography_form.html"
    form_class = BiographyForm
    records = staticmethod(editing_profile.records)
    values = staticmethod(editing_profile.biography)

    @property
    def place(self) -> FormTarget:
        """The place of the biography on the profile."""
        return _place("biography", "biography")

    def save(self, form: BiographyForm, editor: Actor) -> int | None:
        """Save the biography."""
        text = form.biography.data or ""
        return editing_profile.save_biography(text, editor, form.sending, form.values())

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the biography."""
        answer = form_page.done(
            self, "public/profile/_biography.html", revision_id, profile=catalog_profile.header()
        )
        return refresh.with_checklist(answer)


class CvSubject:
    kind, heading = lazy_gettext("Profile"), lazy_gettext("Curriculum vitae")
    template = "editing/profile/_cv_form.html"
    form_class = CvForm
    records = staticmethod(editing_profile.records)

    @property
    def place(self) -> FormTarget:
        """The page of the form."""
        return FormTarget(
            page=url_for("edit_profile.cv"),
            fragment="",
            id="cv",
            back=url_for("cv.page"),
        )

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the parts."""
        return content.part_titles(with_empty=True)

    def values(self) -> dict[str, Any]:
        """Return the choices, with all parts in their order."""
        chosen = editing_profile.cv_choices()
        return {**chosen, "parts": parts.arranged(self.titles, chosen["parts"])}

    def save(self, form: CvForm, editor: Actor) -> int | None:
        """Save the choices."""
        values = form.values()
        if values["parts"] == self.values()["parts"]:
            values["parts"] = editing_profile.cv_choices()["parts"]
        return editing_profile.save_cv(values, editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Show the form again, with what was saved."""
        return form_page.done(self, self.template, revision_id)


class LanguagesSubject:
    kind, template = lazy_gettext("Profile"), "editing/profile/_languages_form.html"
    form_class = LanguagesForm
    records = staticmethod(editing_profile.records)
    values = staticmethod(editing_profile.languages)

    @property
    def heading(self) -> str:
        """The heading of the form."""
        return _("Languages")

    @property
    def place(self) -> FormTarget:
        """The page of the form."""
        page, back = url_for("edit_profile.languages"), url_for("profile.page")
        return FormTarget(page=page, fragment="", id="languages", back=back)

    def save(self, form: LanguagesForm, editor: Actor) -> int | None:
        """Save the languages."""
        text_language = form.text_language.data
        return editing_profile.save_languages(form.tags, text_language, editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Show the form again, with what was saved."""
        return form_page.done(self, self.template, revision_id)


def header_context() -> dict[str, Any]:
    """Return the template context of the header."""
    owner = catalog_profile.header()
    count = owner.changes if owner else 0
    return {
        "profile": owner,
        "overview": overview.overview(count, security.sees_drafts()),
    }


@blueprint.route("/edit/profile", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/profile", methods=["GET", "POST"], endpoint="header_fragment")
@form_page.form_view
def header() -> ResponseReturnValue:
    """Edit the name, position, links and research topics."""
    return form_page.answer(HeaderSubject())


@blueprint.route("/edit/biography", methods=["GET", "POST"])
@blueprint.route(
    "/fragments/edit/biography", methods=["GET", "POST"], endpoint="biography_fragment"
)
@form_page.form_view
def biography() -> ResponseReturnValue:
    """Edit the biography."""
    if owner.owner_name() is None:
        return redirect(url_for("starting.page"), 303)
    return form_page.answer(Biography())


@blueprint.route("/edit/cv", methods=["GET", "POST"])
@form_page.form_view
def cv() -> ResponseReturnValue:
    """Choose the sections of the CV, their order, the citation style and the paper."""
    if owner.owner_name() is None:
        return redirect(url_for("starting.page"), 303)
    return form_page.answer(CvSubject())


@blueprint.route("/edit/languages", methods=["GET", "POST"])
@form_page.form_view
def languages() -> ResponseReturnValue:
    """Choose the site's languages and their order."""
    if owner.owner_name() is None:
        return redirect(url_for("starting.page"), 303)
    return form_page.answer(LanguagesSubject())


@blueprint.get("/fragments/edit/profile/shown")
def header_shown() -> str:
    """Render the header, for Cancel."""
    return render_template("public/profile/_header.html", focus=True, **header_context())


@blueprint.get("/fragments/edit/biography/shown")
def biography_shown() -> str:
    """Render the biography."""
    return render_template(
        "public/profile/_biography.html", focus=True, profile=catalog_profile.header()
    )


@blueprint.post("/edit/list-view")
def list_view() -> ResponseReturnValue:
    """Make a view of the list the default."""
    editor, data = form_page.authorized_post()
    chosen = Arrangement(*(data.get(key, "") for key in Arrangement._fields))  # type: ignore[arg-type]
    if chosen != urls.requested_filter(data).arrangement or owner.owner_name() is None:
        abort(400)
    revision_id = form_page.idempotent(
        data, lambda key: editing_profile.save_arrangement(chosen, editor, key)
    )
    return redirect(url_for("profile.page", done=revision_id), 303)


def configure(app: Flask) -> None:
    """Add the template globals of the profile."""
    app.jinja_env.globals.update(
        place_of=lambda name: PLACES[name]().place,
        owner_name=owner.owner_name,
        topic_names=topics.all_names,
    )


PLACES: dict[str, type[HeaderSubject] | type[Biography]] = {
    "header": HeaderSubject,
    "biography": Biography,
}


def _place(name: str, element: str) -> FormTarget:
    return FormTarget(
        page=url_for(f"edit_profile.{name}"),
        fragment=url_for(f"edit_profile.{name}_fragment"),
        id=element,
        back=url_for("profile.page"),
        restore=url_for(f"edit_profile.{name}_shown"),
    )

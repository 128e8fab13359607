"""Edit sections of the profile: add, rename, move and delete them."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import security
from app.bibliography.document.sections import SectionKind
from app.forms.section import NewSectionForm, SectionForm, TalksForm
from app.services.actor import Actor
from app.services.catalog import sections as catalog_sections
from app.services.catalog.sections import DatedSection
from app.services.editing.sections import sections
from app.services.editing.sections.sections import ListedSection
from app.services.history import timeline
from app.services.history.snapshots import RecordRef
from app.translations.text import lazy_gettext
from app.views.editing import form_page, notice
from app.views.editing.subject import DeletedSubject, FormTarget

blueprint = Blueprint("edit_sections", __name__)
ONE = "<int:section_id>"


@blueprint.get("/edit/sections")
def page() -> str:
    """List all sections in order."""
    return _show("editing/sections/page.html", notice.revision_id())


@blueprint.route(f"/edit/sections/{ONE}", methods=["GET", "POST"])
@blueprint.route(
    f"/fragments/edit/sections/{ONE}", methods=["GET", "POST"], endpoint="section_fragment"
)
@form_page.form_view
def section(section_id: int) -> ResponseReturnValue:
    """Edit a section."""
    if request.method == "POST" and timeline.is_deleted(sections.records(section_id)[0]):
        return form_page.answer_deleted(DeletedSection(section_id))
    return form_page.answer(SectionSubject(_found(section_id)))


@blueprint.get(f"/fragments/edit/sections/{ONE}/shown")
def section_shown(section_id: int) -> str:
    """Render the section, for Cancel."""
    _found(section_id)
    return render_template(
        "editing/sections/section_fragment.html", section=shown(section_id), focus=True
    )


@blueprint.route("/edit/new/section", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/new/section", methods=["GET", "POST"], endpoint="new_fragment")
@form_page.form_view
def new() -> ResponseReturnValue:
    """Add a section."""
    return form_page.answer(NewSection())


@blueprint.get("/fragments/edit/new/section/shown")
def new_shown() -> str:
    """Render the button that the form replaced, for Cancel."""
    return render_template("editing/sections/_add.html", focus=True)


@blueprint.post(f"/edit/sections/{ONE}/move")
@blueprint.post(f"/fragments/edit/sections/{ONE}/move", endpoint="move_fragment")
def move(section_id: int) -> ResponseReturnValue:
    """Move a section up or down by one; the fragment is the whole list."""
    editor, data = form_page.authorized_post()
    way = form_page.direction(data)
    one = _found(section_id)
    revision_id = sections.move(section_id, way, editor)
    if not form_page.is_fragment():
        return _to_list(revision_id)
    focus_on = f"{place_of(one.id, one.slug).id}-{way}"
    return _show("editing/sections/_list.html", revision_id, focus_on=focus_on)


@blueprint.post(f"/edit/sections/{ONE}/deletion")
def deletion(section_id: int) -> ResponseReturnValue:
    """Delete a section with its entries."""
    editor, data = form_page.authorized_post()

    def delete(key: str | None) -> int | None:
        _found(section_id)
        return sections.delete(section_id, editor, key)

    return _to_list(form_page.idempotent(data, delete))


def configure(app: Flask) -> None:
    """Add the template globals of the sections."""
    app.jinja_env.globals.update(place_of_section=place_of, place_of_new_section=place_of_new)


def shown(section_id: int) -> DatedSection | None:
    """Return a section as the owner sees it, or None."""
    return next((one for one in catalog_sections.every_section() if one.id == section_id), None)


def _found(section_id: int) -> ListedSection:
    return sections.get_section(section_id) or abort(404)


def _to_list(revision_id: int | None) -> ResponseReturnValue:
    return redirect(url_for("edit_sections.page", done=revision_id), 303)


def _show(template: str, revision_id: int | None, **context: str) -> str:
    done = timeline.revision_to_announce(revision_id)
    return render_template(template, sections=sections.all_sections(), done=done, **context)


@dataclass(frozen=True)
class SectionSubject:
    kind, template = lazy_gettext("Section"), "editing/sections/_form.html"

    section: ListedSection

    @property
    def form_class(self) -> type[SectionForm]:
        """The form of this kind of section."""
        return TalksForm if self.section.kind is SectionKind.TALKS else SectionForm

    @property
    def heading(self) -> str:
        """The name of the section."""
        return self.section.shown_name

    @property
    def done(self) -> Any:
        """What was just done to one of its entries."""
        return timeline.revision_to_announce(notice.revision_id())

    @property
    def shown(self) -> DatedSection | None:
        """The section with all its entries."""
        return shown(self.section.id)

    @property
    def place(self) -> FormTarget:
        """The place of the section."""
        return place_of(self.section.id, self.section.slug)

    def records(self) -> list[RecordRef]:
        """The section."""
        return sections.records(self.section.id)

    def values(self) -> dict[str, Any]:
        """The current values of the form."""
        is_of_talks = self.section.kind is SectionKind.TALKS
        own = {"lists_talks": self.section.lists_talks} if is_of_talks else {}
        return {**sections.form_values(self.section), **own}

    def save(self, form: SectionForm, editor: Actor) -> int | None:
        """Save the section."""
        return sections.save(self.section.id, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the section."""
        template = "editing/sections/section_fragment.html"
        return form_page.done(self, template, revision_id, section=shown(self.section.id))


class NewSection:
    kind, template = lazy_gettext("Section"), "editing/sections/_form.html"
    form_class = NewSectionForm
    section, heading = None, lazy_gettext("New section")

    @property
    def place(self) -> FormTarget:
        """The place of the button."""
        return place_of_new()

    def records(self) -> list[RecordRef]:
        """Return none: the section does not exist yet."""
        return []

    def values(self) -> dict[str, Any]:
        """The initial values of the form."""
        return {"kind": sections.next_kind().value, **sections.form_values(None)}

    def save(self, form: NewSectionForm, editor: Actor) -> int | None:
        """Add the section at the end."""
        kind, name = SectionKind(form.kind.data), form.name.data or ""
        return sections.add(kind, name, editor, form.sending, form.values())

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the new section and the button, or go to its page, which takes entries."""
        section_id = sections.made_by(revision_id)
        if not form_page.is_fragment():
            if section_id is None:
                return _to_list(revision_id)
            return redirect(url_for("edit_sections.section", section_id=section_id), 303)
        section = shown(section_id) if section_id else None
        return form_page.in_place("editing/sections/_added.html", revision_id, section=section)


class DeletedSection(DeletedSubject):
    """The submitted form of a deleted section."""

    kind, template = lazy_gettext("Section"), "editing/sections/_form.html"
    form_class = SectionForm
    section = None

    def __init__(self, section_id: int) -> None:
        self._id = section_id

    @property
    def place(self) -> FormTarget:
        """The place of the form; Cancel has nothing to restore."""
        slug = security.form_data().get("place", "").removeprefix("section-")
        return replace(place_of(self._id, slug), restore=None)

    def records(self) -> list[RecordRef]:
        """Return none, as the section is deleted."""
        return []

    def values(self) -> dict[str, Any]:
        """The values of an empty form."""
        return sections.form_values(None)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Go to the list: what the form saved was deleted since."""
        if form_page.is_fragment():
            return form_page.in_place("editing/_deleted_item.html", revision_id, at=self.place)
        return _to_list(revision_id)


def place_of(section_id: int, slug: str) -> FormTarget:
    """Return the target of a section's form."""
    return _place("section", f"section-{slug}", section_id=section_id)


def place_of_new() -> FormTarget:
    """Return the target of the form for a new section."""
    return _place("new", "new-section")


def _place(name: str, element: str, **key: Any) -> FormTarget:
    back = url_for("edit_sections.page")
    return FormTarget.of_view(f"edit_sections.{name}", element, back, "section", **key)

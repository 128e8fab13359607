"""Edit the entries of sections."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.forms.section import EntryForm, EventForm, MovableEntryForm, MovableEventForm
from app.services.actor import Actor
from app.services.editing.sections import entries, sections
from app.services.editing.sections.sections import ListedSection
from app.services.history import timeline
from app.services.history.snapshots import RecordRef
from app.translations.text import lazy_gettext
from app.views.editing import form_page
from app.views.editing.sections import sections as section_views
from app.views.editing.subject import DeletedSubject, FormTarget

blueprint = Blueprint("edit_entries", __name__)
SECTION = "edit/sections/<int:section_id>/entries"
ONE = f"{SECTION}/<int:entry_id>"


@blueprint.route(f"/{ONE}", methods=["GET", "POST"])
@blueprint.route(f"/fragments/{ONE}", methods=["GET", "POST"], endpoint="entry_fragment")
@form_page.form_view
def entry(section_id: int, entry_id: int) -> ResponseReturnValue:
    """Edit an entry."""
    if request.method == "POST" and timeline.is_deleted(entries.records(entry_id)[0]):
        return form_page.answer_deleted(DeletedEntry(_section(section_id), entry_id))
    current = _section_of(entry_id)
    if request.method == "GET" and current != section_id:
        return redirect(url_for(request.endpoint or "", section_id=current, entry_id=entry_id), 302)
    return form_page.answer(EntrySubject(_section(current), entry_id))


@blueprint.get(f"/fragments/{ONE}/shown")
def entry_shown(section_id: int, entry_id: int) -> str:
    """Render the entry, for Cancel."""
    found = _found(_section_of(entry_id), entry_id)
    return render_template("editing/sections/entry_fragment.html", focus=True, **found)


@blueprint.post(f"/{ONE}/deletion")
@blueprint.post(f"/fragments/{ONE}/deletion", endpoint="deletion_fragment")
def deletion(section_id: int, entry_id: int) -> ResponseReturnValue:
    """Delete an entry."""
    editor, data = form_page.authorized_post()

    def delete(key: str | None) -> int | None:
        _section_of(entry_id)
        return entries.delete(entry_id, editor, key)

    revision_id = form_page.idempotent(data, delete)
    if form_page.is_fragment():
        place = place_of(section_id, entry_id)
        return form_page.in_place("editing/_deleted_item.html", revision_id, at=place)
    return _to_section(section_id, revision_id)


@blueprint.route(f"/{SECTION}/new", methods=["GET", "POST"])
@blueprint.route(f"/fragments/{SECTION}/new", methods=["GET", "POST"], endpoint="new_fragment")
@form_page.form_view
def new(section_id: int) -> ResponseReturnValue:
    """Add an entry to a section."""
    return form_page.answer(NewEntry(_section(section_id)))


@blueprint.get(f"/fragments/{SECTION}/new/shown")
def new_shown(section_id: int) -> str:
    """Render the button that the form replaced, for Cancel."""
    section = section_views.shown(section_id) or abort(404)
    return render_template("editing/sections/_add_entry.html", section=section, focus=True)


def configure(app: Flask) -> None:
    """Add the template globals of the entries."""
    app.jinja_env.globals.update(place_of_entry=place_of, place_of_new_entry=place_of_new)


def _section(section_id: int) -> ListedSection:
    return sections.get_section(section_id) or abort(404)


def _section_of(entry_id: int) -> int:
    """Return the section that an entry is in, whatever an older address says, or answer 404."""
    return entries.section_of(entry_id) or abort(404)


def _found(section_id: int, entry_id: int) -> dict[str, Any]:
    """Return the template context of an entry, or answer 404."""
    section = section_views.shown(section_id) or abort(404)
    found = next((one for one in section.entries if one.id == entry_id), None)
    return {"section": section, "entry": found or abort(404)}


def _to_section(section_id: int, revision_id: int | None) -> ResponseReturnValue:
    url = url_for("edit_sections.section", section_id=section_id, done=revision_id)
    return redirect(url, 303)


class NewEntry:
    template, heading, id = "editing/sections/_entry_form.html", lazy_gettext("New entry"), 0

    def __init__(self, section: ListedSection) -> None:
        self.section = section

    @property
    def kind(self) -> str:
        """The name of the section."""
        return self.section.shown_name

    @property
    def form_class(self) -> type[EntryForm]:
        """The form of an entry in this kind of section."""
        return EventForm if self.section.kind.is_of_events else EntryForm

    @property
    def place(self) -> FormTarget:
        """The place of the button."""
        return place_of_new(self.section.id)

    def records(self) -> list[RecordRef]:
        """Return none: the entry does not exist yet."""
        return []

    def values(self) -> dict[str, Any]:
        """The initial values of the form."""
        return entries.new_values(self.section.id)

    def save(self, form: EntryForm, editor: Actor) -> int | None:
        """Add the entry."""
        return entries.add(self.section.id, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the button and the new entry."""
        if not form_page.is_fragment():
            return _to_section(self.section.id, revision_id)
        section = section_views.shown(self.section.id)
        entry_id = entries.made_by(revision_id)
        made = [one for one in section.entries if one.id == entry_id] if section else []
        return form_page.in_place(
            "editing/sections/_added_entry.html", revision_id, section=section, made=made
        )


class EntrySubject(NewEntry):
    """An entry that exists."""

    def __init__(self, section: ListedSection, entry_id: int) -> None:
        super().__init__(section)
        self.id = entry_id
        self.heading = entries.values(entry_id)["what"]

    @property
    def place(self) -> FormTarget:
        """The place of the entry in its section."""
        return place_of(self.section.id, self.id)

    def records(self) -> list[RecordRef]:
        """The entry."""
        return entries.records(self.id)

    @property
    def form_class(self) -> type[EntryForm]:
        """The form, in which another section can be chosen."""
        return MovableEventForm if self.section.kind.is_of_events else MovableEntryForm

    def values(self) -> dict[str, Any]:
        """The current values of the form."""
        return entries.values(self.id)

    def save(self, form: EntryForm, editor: Actor) -> int | None:
        """Save the form."""
        return entries.save(self.id, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the entry, or where it went."""
        section = _section(_section_of(self.id))
        if section.id != self.section.id and form_page.is_fragment():
            template = "editing/sections/moved_entry_fragment.html"
            return form_page.in_place(template, revision_id, at=self.place, section=section)
        moved, template = EntrySubject(section, self.id), "editing/sections/entry_fragment.html"
        return form_page.done(moved, template, revision_id, **_found(section.id, self.id))


class DeletedEntry(DeletedSubject, NewEntry):
    """The submitted form of a deleted entry."""

    def __init__(self, section: ListedSection, entry_id: int) -> None:
        super().__init__(section)
        self._deleted_id = entry_id

    @property
    def place(self) -> FormTarget:
        """The place of the entry; Cancel has nothing to restore."""
        return replace(place_of(self.section.id, self._deleted_id), restore=None)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render what the form saved before the entry was deleted."""
        if form_page.is_fragment():
            return form_page.in_place("editing/_deleted_item.html", revision_id, at=self.place)
        return _to_section(self.section.id, revision_id)


def place_of(section_id: int, entry_id: int) -> FormTarget:
    """Return the target of an entry's form."""
    return _place("entry", f"entry-{entry_id}", section_id=section_id, entry_id=entry_id)


def place_of_new(section_id: int) -> FormTarget:
    """Return the target of the form for a new entry."""
    return _place("new", f"new-entry-{section_id}", section_id=section_id)


def _place(name: str, element: str, **key: Any) -> FormTarget:
    back = url_for("edit_sections.section", section_id=key["section_id"])
    return FormTarget.of_view(f"edit_entries.{name}", element, back, "li", **key)

"""Edit students and collaborators."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.forms.person import PersonForm
from app.services.actor import Actor
from app.services.catalog import people as catalog_people
from app.services.catalog.people import PersonCard
from app.services.editing import people as editing_people
from app.services.history import timeline
from app.services.history.snapshots import RecordRef
from app.translations.text import lazy_gettext
from app.views.editing import form_page, notice
from app.views.editing.subject import DeletedSubject, FormTarget

blueprint = Blueprint("edit_people", __name__)
ONE = "<int:person_id>"


@blueprint.get("/edit/people")
def page() -> str:
    """List all students and collaborators, with edit links."""
    done = timeline.revision_to_announce(notice.revision_id())
    return render_template(
        "editing/people/page.html", people=catalog_people.people_cards(), done=done
    )


@blueprint.route(f"/edit/people/{ONE}", methods=["GET", "POST"])
@blueprint.route(
    f"/fragments/edit/people/{ONE}", methods=["GET", "POST"], endpoint="person_fragment"
)
@form_page.form_view
def person(person_id: int) -> ResponseReturnValue:
    """Edit a person."""
    if request.method == "POST" and timeline.is_deleted(editing_people.records(person_id)[0]):
        return form_page.answer_deleted(DeletedPerson(person_id))
    card = _found(person_id)
    return form_page.answer(KnownPerson(person_id, card.heading, card.is_alumnus))


@blueprint.get(f"/fragments/edit/people/{ONE}/shown")
def person_shown(person_id: int) -> str:
    """Render the card, for Cancel."""
    return render_template(
        "editing/people/person_fragment.html", person=_found(person_id), focus=True
    )


@blueprint.post(f"/edit/people/{ONE}/alumni")
@blueprint.post(f"/fragments/edit/people/{ONE}/alumni", endpoint="alumni_fragment")
def alumni(person_id: int) -> ResponseReturnValue:
    """Move a person to the alumni, with today as the last day."""
    editor, data = form_page.authorized_post()

    def move(key: str | None) -> int | None:
        _found(person_id)
        return editing_people.move_to_alumni(person_id, editor, key)

    revision_id = form_page.idempotent(data, move)
    if not form_page.is_fragment():
        return redirect(url_for(".page", done=revision_id), 303)
    if revision_id is None:
        return person_shown(person_id)
    return _moved(_found(person_id), revision_id)


@blueprint.post(f"/edit/people/{ONE}/deletion")
@blueprint.post(f"/fragments/edit/people/{ONE}/deletion", endpoint="deletion_fragment")
def deletion(person_id: int) -> ResponseReturnValue:
    """Delete a person."""
    editor, data = form_page.authorized_post()

    def delete(key: str | None) -> int | None:
        _found(person_id)
        return editing_people.delete(person_id, editor, key)

    revision_id = form_page.idempotent(data, delete)
    if form_page.is_fragment():
        return form_page.in_place("editing/_deleted_item.html", revision_id, at=place_of(person_id))
    return redirect(url_for(".page", done=revision_id), 303)


@blueprint.route("/edit/new/person", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/new/person", methods=["GET", "POST"], endpoint="new_fragment")
@form_page.form_view
def new() -> ResponseReturnValue:
    """Add a student or collaborator."""
    return form_page.answer(NewPerson())


@blueprint.get("/fragments/edit/new/person/shown")
def new_shown() -> str:
    """Render the button that the form replaced, for Cancel."""
    return render_template("editing/people/_add.html", focus=True)


def configure(app: Flask) -> None:
    """Add the template globals of the cards."""
    app.jinja_env.globals.update(
        place_of_person=place_of,
        place_of_new_person=place_of_new,
        known_people=editing_people.known_names,
    )


def _found(person_id: int) -> PersonCard:
    return catalog_people.person_card(person_id) or abort(404)


def _moved(person: PersonCard, revision_id: int | None) -> str:
    """Render the notice in place of a card, and the card in the other list."""
    return form_page.in_place(
        "editing/people/_moved.html",
        revision_id,
        person=person,
        people=catalog_people.people_cards(),
    )


@dataclass(frozen=True)
class KnownPerson:
    kind, template, form_class = lazy_gettext("Person"), "editing/people/_form.html", PersonForm

    id: int
    heading: str
    is_alumnus: bool

    @property
    def place(self) -> FormTarget:
        """The place of the card in the list."""
        return place_of(self.id)

    def records(self) -> list[RecordRef]:
        """The supervision, and its student."""
        return editing_people.records(self.id)

    def values(self) -> dict[str, Any]:
        """The current values of the form."""
        return editing_people.values(self.id)

    def save(self, form: PersonForm, editor: Actor) -> int | None:
        """Save the form."""
        return editing_people.save(self.id, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the card, in the other list if the person moved to or from the alumni."""
        person = catalog_people.person_card(self.id)
        if form_page.is_fragment() and person and person.is_alumnus != self.is_alumnus:
            return _moved(person, revision_id)
        return form_page.done(
            self, "editing/people/person_fragment.html", revision_id, person=person
        )


class NewPerson:
    kind, template, form_class = lazy_gettext("Person"), "editing/people/_form.html", PersonForm
    id, heading = None, lazy_gettext("New person")
    values = staticmethod(editing_people.new_values)

    @property
    def place(self) -> FormTarget:
        """The place of the button."""
        return place_of_new()

    def records(self) -> list[RecordRef]:
        """Return none: the person does not exist yet."""
        return []

    def save(self, form: PersonForm, editor: Actor) -> int | None:
        """Add the person."""
        return editing_people.add(form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render the button and the new card."""
        person = _created(revision_id)
        if form_page.is_fragment():
            all_people = catalog_people.people_cards()
            return form_page.in_place(
                "editing/people/_added.html", revision_id, person=person, people=all_people
            )
        if person is None:
            return redirect(url_for("edit_people.page"), 303)
        return redirect(url_for("edit_people.person", person_id=person.id), 303)


class DeletedPerson(DeletedSubject, NewPerson):
    """The submitted form of a deleted person."""

    def __init__(self, person_id: int) -> None:
        self._id = person_id

    @property
    def place(self) -> FormTarget:
        """The place of the card; Cancel has nothing to restore."""
        return replace(place_of(self._id), restore=None)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Render what the form saved before the person was deleted."""
        if form_page.is_fragment():
            return form_page.in_place("editing/_deleted_item.html", revision_id, at=self.place)
        return redirect(url_for("edit_people.page", done=revision_id), 303)


def place_of(person_id: int) -> FormTarget:
    """Return the target of a card's form."""
    return _place("person", f"person-{person_id}", person_id=person_id)


def place_of_new() -> FormTarget:
    """Return the target of the form for a new card."""
    return _place("new", "new-person")


def _place(name: str, element: str, **key: Any) -> FormTarget:
    back = url_for("edit_people.page")
    return FormTarget.of_view(f"edit_people.{name}", element, back, "li", **key)


def _created(revision_id: int | None) -> PersonCard | None:
    person_id = editing_people.made_by(revision_id)
    return catalog_people.person_card(person_id) if person_id else None

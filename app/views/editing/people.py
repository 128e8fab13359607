"""Editing students and collaborators: each card, a new one, and the list of all."""

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
from app.views.editing import form_page, notice
from app.views.editing.subject import DeletedSubject, FormTarget

blueprint = Blueprint("edit_people", __name__)
ONE = "<int(max=9223372036854775807):person_id>"


@blueprint.get("/edit/people")
def page() -> str:
    """Show all students and collaborators, with the way to edit each."""
    done = timeline.message(notice.revision_id())
    return render_template(
        "editing/people/page.html", people=catalog_people.people_cards(), done=done
    )


@blueprint.route(f"/edit/people/{ONE}", methods=["GET", "POST"])
@blueprint.route(
    f"/fragments/edit/people/{ONE}", methods=["GET", "POST"], endpoint="person_fragment"
)
def person(person_id: int) -> ResponseReturnValue:
    """Edit one of them."""
    if request.method == "POST" and timeline.is_deleted(editing_people.records(person_id)[0]):
        return form_page.keep(GonePerson(person_id))
    card = _found(person_id)
    return form_page.answer(KnownPerson(person_id, card.heading, card.is_alumnus))


@blueprint.get(f"/fragments/edit/people/{ONE}/shown")
def person_shown(person_id: int) -> str:
    """Answer the card as the page shows it: where Cancel leads back to."""
    return render_template(
        "public/profile/person_fragment.html", person=_found(person_id), focus=True
    )


@blueprint.post(f"/edit/people/{ONE}/deletion")
@blueprint.post(f"/fragments/edit/people/{ONE}/deletion", endpoint="deletion_fragment")
def deletion(person_id: int) -> ResponseReturnValue:
    """Delete one of them."""
    editor, data = form_page.authorized_post()

    def delete(key: str | None) -> int | None:
        _found(person_id)
        return editing_people.delete(person_id, editor, key)

    revision_id = form_page.idempotent(data, delete)
    if form_page.is_fragment():
        return in_place("editing/_deleted_item.html", revision_id, at=place_of(person_id))
    return redirect(url_for(".page", done=revision_id), 303)


@blueprint.route("/edit/new/person", methods=["GET", "POST"])
@blueprint.route("/fragments/edit/new/person", methods=["GET", "POST"], endpoint="new_fragment")
def new() -> ResponseReturnValue:
    """Add a student or collaborator."""
    return form_page.answer(NewPerson())


@blueprint.get("/fragments/edit/new/person/shown")
def new_shown() -> str:
    """Answer the button that the form took the place of."""
    return render_template("editing/people/_add.html", focus=True)


def configure(app: Flask) -> None:
    """Let the cards of `app` name where their forms are."""
    app.jinja_env.globals.update(
        place_of_person=place_of,
        place_of_new_person=place_of_new,
        known_people=editing_people.known_names,
    )


def _found(person_id: int) -> PersonCard:
    return catalog_people.person_card(person_id) or abort(404)


@dataclass(frozen=True)
class KnownPerson:
    kind, template, form_class = "Person", "editing/people/_form.html", PersonForm

    id: int
    heading: str
    is_alumnus: bool

    @property
    def place(self) -> FormTarget:
        """Where the card stands in the list."""
        return place_of(self.id)

    def records(self) -> list[RecordRef]:
        """The supervision, and its student."""
        return editing_people.records(self.id)

    def values(self) -> dict[str, Any]:
        """What the card is made from."""
        return editing_people.values(self.id)

    def save(self, form: PersonForm, editor: Actor) -> int | None:
        """Write the form."""
        return editing_people.save(self.id, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the card as the page shows it; where it belongs among others now, there."""
        person = catalog_people.person_card(self.id)
        if form_page.is_fragment() and person and person.is_alumnus != self.is_alumnus:
            everybody = catalog_people.people_cards()
            return in_place(
                "editing/people/_moved.html", revision_id, person=person, people=everybody
            )
        return form_page.done(
            self, "public/profile/person_fragment.html", revision_id, person=person
        )


class NewPerson:
    kind, template, form_class = "Person", "editing/people/_form.html", PersonForm
    id, heading = None, "New person"
    values = staticmethod(editing_people.new_values)

    @property
    def place(self) -> FormTarget:
        """Where the button stood."""
        return place_of_new()

    def records(self) -> list[RecordRef]:
        """There are none yet."""
        return []

    def save(self, form: PersonForm, editor: Actor) -> int | None:
        """Add the person."""
        return editing_people.add(form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the button once more, and the new card beside it."""
        person = _made(revision_id)
        if form_page.is_fragment():
            everybody = catalog_people.people_cards()
            return in_place(
                "editing/people/_added.html", revision_id, person=person, people=everybody
            )
        if person is None:
            return redirect(url_for("edit_people.page"), 303)
        return redirect(url_for("edit_people.person", person_id=person.id), 303)


class GonePerson(DeletedSubject, NewPerson):
    """The form of a person as it was sent."""

    def __init__(self, person_id: int) -> None:
        self._id = person_id

    @property
    def place(self) -> FormTarget:
        """Where the card stood: there is none to put back."""
        return replace(place_of(self._id), restore=None)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer what the form did while the person was there."""
        if form_page.is_fragment():
            return in_place("editing/_deleted_item.html", revision_id, at=self.place)
        return redirect(url_for("edit_people.page", done=revision_id), 303)


def place_of(person_id: int) -> FormTarget:
    """Return where a card's form goes and stands."""
    return _place("person", f"person-{person_id}", person_id=person_id)


def place_of_new() -> FormTarget:
    """Return where the form of a new card goes and stands."""
    return _place("new", "new-person")


def in_place(template: str, revision_id: int | None, **context: Any) -> str:
    """Render what was just saved or deleted, with its undoing."""
    revision = timeline.message(revision_id)
    return render_template(template, revision=revision, focus=True, **context)


def _place(name: str, element: str, **key: Any) -> FormTarget:
    return FormTarget(
        page=url_for(f"edit_people.{name}", **key),
        fragment=url_for(f"edit_people.{name}_fragment", **key),
        id=element,
        back=url_for("edit_people.page"),
        restore=url_for(f"edit_people.{name}_shown", **key),
        tag="li",
    )


def _made(revision_id: int | None) -> PersonCard | None:
    person_id = editing_people.made_by(revision_id)
    return catalog_people.person_card(person_id) if person_id else None

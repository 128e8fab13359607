"""What the forms of students and collaborators are about, and where they stand."""

from dataclasses import dataclass, replace
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.forms.person import PersonForm
from app.services.actor import Editor
from app.services.catalog import people as catalog_people
from app.services.catalog.people import Supervisee
from app.services.editing import people as editing_people
from app.services.history import timeline
from app.services.history.snapshots import Record
from app.views.editing import form_page
from app.views.editing.subject import Gone, Place


@dataclass(frozen=True)
class KnownPerson:
    kind, template, form_class = "Person", "editing/people/_form.html", PersonForm

    id: int
    heading: str
    is_alumnus: bool

    @property
    def place(self) -> Place:
        """Where the card stands in the list."""
        return place_of(self.id)

    def records(self) -> list[Record]:
        """The supervision, and its student."""
        return editing_people.records(self.id)

    def values(self) -> dict[str, Any]:
        """What the card is made from."""
        return editing_people.values(self.id)

    def save(self, form: PersonForm, editor: Editor) -> int | None:
        """Write the form."""
        return editing_people.save(self.id, form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the card as the page shows it; where it belongs among others now, there."""
        person = catalog_people.find(self.id)
        if form_page.is_fragment() and person and person.is_alumnus != self.is_alumnus:
            everybody = catalog_people.listed()
            return in_place(
                "editing/people/_moved.html", revision_id, person=person, people=everybody
            )
        return form_page.done(
            self, "public/profile/person_fragment.html", revision_id, person=person
        )


class NewPerson:
    kind, template, form_class = "Person", "editing/people/_form.html", PersonForm
    id, heading = None, "Somebody new"
    values = staticmethod(editing_people.new_values)

    @property
    def place(self) -> Place:
        """Where the button stood."""
        return place_of_new()

    def records(self) -> list[Record]:
        """There are none yet."""
        return []

    def save(self, form: PersonForm, editor: Editor) -> int | None:
        """Add the person."""
        return editing_people.add(form.values(), editor, form.sending)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer the button once more, and the new card beside it."""
        person = _made(revision_id)
        if form_page.is_fragment():
            everybody = catalog_people.listed()
            return in_place(
                "editing/people/_added.html", revision_id, person=person, people=everybody
            )
        if person is None:
            return redirect(url_for("edit_people.page"), 303)
        return redirect(url_for("edit_people.person", person_id=person.id), 303)


class GonePerson(Gone, NewPerson):
    """The form of a person as it was sent."""

    def __init__(self, person_id: int) -> None:
        self._id = person_id

    @property
    def place(self) -> Place:
        """Where the card stood: there is none to put back."""
        return replace(place_of(self._id), restore=None)

    def saved(self, revision_id: int | None) -> ResponseReturnValue:
        """Answer what the form did while the person was there."""
        if form_page.is_fragment():
            return in_place("editing/_deleted_item.html", revision_id, at=self.place)
        return redirect(url_for("edit_people.page", done=revision_id), 303)


def place_of(person_id: int) -> Place:
    """Return where a card's form goes and stands."""
    return _place("person", f"person-{person_id}", person_id=person_id)


def place_of_new() -> Place:
    """Return where the form of a new card goes and stands."""
    return _place("new", "new-person")


def in_place(template: str, revision_id: int | None, **context: Any) -> str:
    """Render what was just saved or deleted, with its undoing."""
    revision = timeline.message(revision_id)
    return render_template(template, revision=revision, focus=True, **context)


def _place(name: str, element: str, **key: Any) -> Place:
    return Place(
        page=url_for(f"edit_people.{name}", **key),
        fragment=url_for(f"edit_people.{name}_fragment", **key),
        id=element,
        back=url_for("edit_people.page"),
        restore=url_for(f"edit_people.{name}_shown", **key),
        tag="li",
    )


def _made(revision_id: int | None) -> Supervisee | None:
    person_id = editing_people.made_by(revision_id)
    return catalog_people.find(person_id) if person_id else None

"""Editing students and collaborators: each card, a new one, and the list of all."""

from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.services.catalog import people as catalog_people
from app.services.catalog.people import Supervisee
from app.services.editing import people as editing_people
from app.services.history import timeline
from app.views.editing import form_page, notice
from app.views.editing.person_subjects import (
    GonePerson,
    KnownPerson,
    NewPerson,
    in_place,
    place_of,
    place_of_new,
)

blueprint = Blueprint("edit_people", __name__)
ONE = "<int(max=9223372036854775807):person_id>"


@blueprint.get("/edit/people")
def page() -> str:
    """Show all students and collaborators, with the way to edit each."""
    done = timeline.message(notice.revision_id())
    return render_template("editing/people/page.html", people=catalog_people.listed(), done=done)


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
    editor, data = form_page.acted()

    def delete(key: str | None) -> int | None:
        _found(person_id)
        return editing_people.delete(person_id, editor, key)

    revision_id = form_page.once(data, delete)
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


def _found(person_id: int) -> Supervisee:
    return catalog_people.find(person_id) or abort(404)

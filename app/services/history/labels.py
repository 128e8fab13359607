"""The words that history names records by, whether they are still there or not."""

from collections.abc import Mapping

from sqlalchemy import Select, select

from app.bibliography import latex
from app.database import db
from app.models import Noun, Person, Publication
from app.services.history.collisions import batches
from app.services.history.snapshots import Record, State


def of(states: Mapping[Record, State]) -> dict[Record, str]:
    """Return a label for each record, from its own state and from what its state points to."""
    people, titles = _people(states), _titles(states)
    return {
        (noun, id_): titles.get(id_, "") if noun is Noun.WORK else _label(noun, state, people)
        for (noun, id_), state in states.items()
    }


def _label(noun: Noun, state: State, people: dict[int, str]) -> str:
    if noun is Noun.PROFILE:
        return "Profile"
    if noun is Noun.SUPERVISION:
        name = people.get(state.get("student_id") or 0)
        level = state.get("level")
        return f"{name or 'An unnamed person'} ({level})" if level else name or "An unnamed person"
    return str(state.get("name", ""))


def _people(states: Mapping[Record, State]) -> dict[int, str]:
    ids = {s["student_id"] for (noun, _), s in states.items() if noun is Noun.SUPERVISION and s}
    found: dict[int, str] = {}
    for some in batches(sorted(ids - {None})):
        found.update(_pairs(select(Person.id, Person.name).where(Person.id.in_(some))))
    told = {id_: s["name"] for (noun, id_), s in states.items() if noun is Noun.PERSON and s}
    return found | told


def _titles(states: Mapping[Record, State]) -> dict[int, str]:
    """Return the titles of the versions shown as plain text; snapshots in part have none."""
    works = {id_: state for (noun, id_), state in states.items() if noun is Noun.WORK}
    partly = [id_ for id_, state in works.items() if not state.get("publications")]
    found = {id_: str(state.get("slug") or "Work") for id_, state in works.items()}
    for some in batches(partly):
        query = select(Publication.work_id, Publication.title_text)
        shown = query.where(Publication.position == 0, Publication.work_id.in_(some))
        found.update(_pairs(shown))
    for id_, state in works.items():
        if state.get("publications"):
            title = state[f"{state['publications'][0]}.title"]
            found[id_] = latex.to_text(title) or title
    return found


def _pairs(query: Select[int, str]) -> dict[int, str]:
    return {row[0]: row[1] for row in db.session.execute(query)}

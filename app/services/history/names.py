"""Names and labels of existing and deleted records, read in bulk by their ids."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Select, select

from app.bibliography import latex
from app.bibliography.messages import message
from app.bibliography.record import PublicationType
from app.database import db
from app.database.bulk import batches
from app.models import Noun, Person, Publication, RevisionItem, Section, Topic, Venue
from app.services.catalog.translations.languages import publication_language
from app.services.history import labels
from app.services.history.snapshots import RecordRef, State
from app.translations.text import gettext as _
from app.translations.text import translated

# The columns of the id and the name; works are named by the version shown.
NAMED: dict[Noun, tuple[Any, Any]] = {
    Noun.TOPIC: (Topic.id, Topic.name),
    Noun.VENUE: (Venue.id, Venue.name),
    Noun.PERSON: (Person.id, Person.name),
    Noun.SECTION: (Section.id, Section.name),
    Noun.WORK: (Publication.work_id, Publication.title_text),
}


class Names:
    """The names of the records that some changes refer to."""

    def __init__(self, items: Iterable[RevisionItem]) -> None:
        items = list(items)
        wanted: dict[Noun, set[int]] = {noun: set() for noun in NAMED}
        for item in items:
            for state in (item.before, item.after):
                for noun, id_ in _references(item.noun, state):
                    wanted[noun].add(id_)
        self._known = {(n, id_): name for n, ids in wanted.items() for id_, name in _names(n, ids)}
        missing = {id_ for n, ids in wanted.items() for id_ in ids if (n, id_) not in self._known}
        self._known = _deleted_names(missing) | self._known
        self._versions: dict[int, str] = {}
        self._works: Counter[int] = Counter()
        self._languages: dict[int, str | None] = {}
        works = sorted({item.record_id for item in items if item.noun is Noun.WORK})
        for id_, work_id, type_, year, language in _publications(works):
            self._versions[id_] = _version(type_, year)
            self._languages[id_] = language
            self._works[work_id] += 1

    def of(self, noun: Noun, id_: int) -> str:
        """Return a record's name."""
        return self._known.get((noun, id_)) or _deleted(noun)

    def version(self, id_: int | str, *states: dict[str, Any]) -> str:
        """Return a version's label, such as "Preprint, 2023", from the states or as it is today."""
        for state in states:
            if type_ := state.get(f"{id_}.type"):
                return _version(type_, state.get(f"{id_}.year"))
        return self._versions.get(int(id_)) or _("A version")

    def is_one_of_several(self, work_id: int) -> bool:
        """Return whether a work has more than one version today."""
        return self._works[work_id] > 1

    def language(self, version: int) -> str:
        """Return the language of a version's own texts, "" if it was removed."""
        is_known = version in self._languages
        return publication_language(self._languages[version]) if is_known else ""


def _references(noun: Noun, state: dict[str, Any]) -> Iterator[tuple[Noun, int]]:
    for name, value in state.items():
        field = name.rpartition(".")[2]
        if not value:
            continue
        if field == "topics":
            yield from ((Noun.TOPIC, id_) for id_ in value)
        elif field == "venue_id":
            yield Noun.VENUE, value
        elif field == "section_id":
            yield Noun.SECTION, value
        elif field == "work_id":
            yield Noun.WORK, value
        elif field in {"student_id", "person_id"}:
            yield Noun.PERSON, value
        elif field in {"authors", "supervisors"}:
            at = 1 if noun is Noun.WORK else 0
            yield from ((Noun.PERSON, row[at]) for row in value if row[at])


def _names(noun: Noun, ids: set[int]) -> Iterator[tuple[int, str]]:
    id_, name = NAMED[noun]
    query = select(id_, name)
    if noun is Noun.WORK:
        query = query.where(Publication.position == 0)
    for some in batches(sorted(ids)):
        yield from map(tuple, db.session.execute(query.where(id_.in_(some))))


def _deleted_names(ids: set[int]) -> dict[tuple[Noun, int], str]:
    found: dict[tuple[Noun, int], str] = {}
    for some in batches(sorted(ids)):
        query = select(RevisionItem.noun, RevisionItem.record_id, RevisionItem.label)
        gone = query.where(RevisionItem.record_id.in_(some), RevisionItem.is_gone)
        gone = gone.where(RevisionItem.noun.in_(list(NAMED)), ~RevisionItem.is_erased)
        for noun, id_, label in db.session.execute(gone.order_by(RevisionItem.revision_id)):
            found[noun, id_] = label
    return found


def _publications(works: list[int]) -> Iterator[Any]:
    one = Publication
    columns = one.id, one.work_id, one.type, one.year, one.language
    for some in batches(works):
        yield from db.session.execute(select(*columns).where(Publication.work_id.in_(some)))


def _version(type_: str, year: int | None) -> str:
    label = translated(PublicationType(type_).label)
    return _("%(type)s, %(year)s", type=label, year=year) if year else label


def _deleted(noun: Noun) -> str:
    words = {
        Noun.TOPIC: _("a deleted topic"),
        Noun.VENUE: _("a deleted venue"),
        Noun.PERSON: _("a deleted person"),
        Noun.SECTION: _("a deleted section"),
        Noun.WORK: _("a deleted work"),
    }
    return words[noun]


# Stored as labels, in English.
PROFILE = message("Profile")
NAMELESS = message("An unnamed person")


def label_in_words(noun: Noun, label: str) -> str:
    """Return a stored label in the language used now, where it is not the name of something."""
    if noun is Noun.PROFILE and label == PROFILE:
        return translated(PROFILE)
    if noun is Noun.SUPERVISION and label.startswith(NAMELESS):
        return translated(NAMELESS) + label.removeprefix(NAMELESS)
    return labels.erased_in_words(noun, label)


def record_labels(states: Mapping[RecordRef, State]) -> dict[RecordRef, str]:
    """Return a label for each record, from its state and the records that it refers to."""
    people, titles = _people(states), _titles(states)
    return {
        (noun, id_): titles.get(id_, "") if noun is Noun.WORK else _label(noun, state, people)
        for (noun, id_), state in states.items()
    }


def _label(noun: Noun, state: State, people: dict[int, str]) -> str:
    if noun is Noun.PROFILE:
        return str(PROFILE)
    if noun is Noun.SUPERVISION:
        name = people.get(state.get("student_id") or 0)
        level = state.get("level")
        name = name or str(NAMELESS)
        return f"{name} ({level})" if level else name
    return str(state.get("what" if noun is Noun.ENTRY else "name", ""))


def _people(states: Mapping[RecordRef, State]) -> dict[int, str]:
    ids = {s["student_id"] for (noun, _), s in states.items() if noun is Noun.SUPERVISION and s}
    found: dict[int, str] = {}
    for some in batches(sorted(ids - {None})):
        found.update(_pairs(select(Person.id, Person.name).where(Person.id.in_(some))))
    restored = {id_: s["name"] for (noun, id_), s in states.items() if noun is Noun.PERSON and s}
    return found | restored


def _titles(states: Mapping[RecordRef, State]) -> dict[int, str]:
    """Return the titles of the versions shown, as plain text; partial snapshots lack them."""
    works = {id_: state for (noun, id_), state in states.items() if noun is Noun.WORK}
    partial = [id_ for id_, state in works.items() if not state.get("publications")]
    found = {id_: str(state.get("slug") or "Work") for id_, state in works.items()}
    for some in batches(partial):
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

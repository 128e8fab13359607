"""Remove the content of erased records from history: snapshots, labels and titles."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from sqlalchemy import or_, select, update

from app.bibliography import latex
from app.bibliography.messages import message, stored_parts, with_values
from app.database import db
from app.database.bulk import batches
from app.models import Action, Noun, Person, PersonName, Revision, RevisionItem, Work, WorkSlug
from app.services.erasing.scope import Scope
from app.services.history import labels
from app.services.history.names import NAMELESS
from app.services.history.snapshots import State, field_name

TITLES = {
    Action.SAVE: message("Edited %(what)s"),
    Action.ADD: message("Added %(what)s"),
    Action.DELETE: message("Deleted %(what)s"),
    Action.JOIN: message("Joined %(what)s"),
    Action.SPLIT: message("Split %(what)s"),
    Action.IMPORT: message("Imported %(what)s"),
    Action.UNDO: message("Undone: a change of %(what)s"),
    Action.RESTORE: message("Restored %(what)s"),
    Action.ERASE: message("Deleted %(what)s permanently"),
}
UNNAMED = str(NAMELESS)


def erase_history(scope: Scope, texts: set[str]) -> None:
    """Empty the snapshots of the erased records, and reword what named them or has these texts."""
    texts = texts | _texts(scope)
    names = _names(scope)
    touched = set(_erase_items(scope))
    touched |= set(_erase_versions(scope))
    touched |= set(_unname_supervisions(scope, names))
    reword(touched, texts | names)
    _reword_topics(texts, scope)


def _erase_items(scope: Scope) -> Iterator[int]:
    """Empty the items of the records; yield the revisions that had content of them."""
    item = RevisionItem
    for noun in Noun:
        for some in batches(sorted(scope.ids(noun))):
            here = item.noun == noun, item.record_id.in_(some)
            yield from db.session.scalars(select(item.revision_id).where(*here).distinct())
            label = labels.erased_label(noun)
            erased = {"before": {}, "after": {}, "label": label, "is_erased": True}
            db.session.execute(update(item).where(*here).values(erased))


def _erase_versions(scope: Scope) -> Iterator[int]:
    """Remove the versions, and their works' addresses, from the changes of works that had them."""
    slugs = _slugs(scope)
    for item in scope.related:
        states = item.before, item.after
        before, after = (_without(state, scope.versions, slugs) for state in states)
        if (before, after) != (item.before, item.after):
            item.before, item.after, item.is_erased = before, after, True
            yield item.revision_id
    db.session.flush()


def _without(state: State, versions: set[int], slugs: set[str]) -> State:
    kept = {n: v for n, v in state.items() if n.partition(".")[0] not in map(str, versions)}
    if "publications" in kept:
        kept["publications"] = [id_ for id_ in kept["publications"] if id_ not in versions]
    if "former" in kept:
        kept["former"] = [slug for slug in kept["former"] if slug not in slugs]
    return kept


def _slugs(scope: Scope) -> set[str]:
    """Return the addresses of the erased works that no other work has."""
    found = {
        slug for state in scope.states for slug in (state.get("slug"), *state.get("former", ()))
    }
    kept = {*db.session.scalars(select(Work.slug)), *db.session.scalars(select(WorkSlug.slug))}
    return {slug for slug in found if slug} - kept


def _unname_supervisions(scope: Scope, names: set[str]) -> Iterator[int]:
    """Remove the names of erased people from the labels of supervisions that they had."""
    people = scope.ids(Noun.PERSON)
    theirs = {id_ for id_, ids in scope.students.items() if ids & people}
    item = RevisionItem
    here = item.noun == Noun.SUPERVISION, item.record_id.in_(theirs), ~item.is_erased
    for one in db.session.scalars(select(item).where(*here)):
        name = one.label.partition(" (")[0]
        if name in names:
            one.label = UNNAMED + one.label.removeprefix(name)
            yield one.revision_id
    db.session.flush()


def reword(revision_ids: Iterable[int], texts: AbstractSet[str]) -> None:
    """Replace the titles of these revisions that contain one of the texts."""
    folded = {text.casefold() for text in texts if text.strip()}
    for some in batches(sorted(revision_ids)):
        for revision in db.session.scalars(select(Revision).where(Revision.id.in_(some))):
            title = revision.title.casefold()
            if any(text in title for text in folded):
                revision.title = with_values(TITLES[revision.action], what=_subject(revision))
    db.session.flush()


def _subject(revision: Revision) -> str:
    first = next((item for item in revision.items if item.is_erased), None)
    return labels.UNNAMED[first.noun if first else Noun.SUPERVISION]


def _reword_topics(texts: set[str], scope: Scope) -> None:
    """Reword the titles of changes of works that name an erased topic."""
    topics = scope.ids(Noun.TOPIC)
    if not topics:
        return
    for text in texts:
        # Within the values of a message, quotation marks have a backslash.
        parts = {f"“{text}”", stored_parts(text)}
        named = or_(*(Revision.title.contains(part, autoescape=True) for part in parts))
        for revision in db.session.scalars(select(Revision).where(named)):
            states = (s for item in revision.items for s in (item.before, item.after))
            if f"“{text}”".casefold() not in revision.title.casefold():
                continue
            if any(topics.intersection(state.get("topics", ())) for state in states):
                revision.title = message("Changed a topic of works")
    db.session.flush()


def _texts(scope: Scope) -> set[str]:
    """Return the labels, titles and names that history has of the erased records."""
    found: set[str] = set()
    for noun in Noun:
        for some in batches(sorted(scope.ids(noun))):
            here = RevisionItem.noun == noun, RevisionItem.record_id.in_(some)
            for item in db.session.scalars(select(RevisionItem).where(*here)):
                found |= {item.label, item.label.partition(" (")[0]}
                found |= _named(item.before) | _named(item.after)
    for item in scope.related:
        found |= titles_of(item.before, scope.versions) | titles_of(item.after, scope.versions)
    return found - {UNNAMED, *map(labels.erased_label, Noun)}


def _named(state: State) -> set[str]:
    own = {
        str(value)
        for name, value in state.items()
        if field_name(name).field in {"name", "slug"} and value
    }
    return own | {*state.get("names", ())} | titles_of(state)


def titles_of(state: State, versions: set[int] | None = None) -> set[str]:
    """Return the titles in a work's snapshot, as entered and as plain text."""
    found: set[str] = set()
    for name, value in state.items():
        version, field, _ = field_name(name)
        if field == "title" and (versions is None or version in versions):
            found |= {value, latex.to_text(value)}
    return found - {""}


def _names(scope: Scope) -> set[str]:
    """Return the names of the erased people, and of the students of erased supervisions."""
    people = scope.ids(Noun.PERSON).union(
        *(scope.students.get(id_, ()) for id_ in scope.ids(Noun.SUPERVISION))
    )
    return names_of(people)


def names_of(people: Iterable[int]) -> set[str]:
    """Return all names of people, now and in history."""
    wanted = sorted(people)
    found: set[str] = set()
    for some in batches(wanted):
        here = RevisionItem.noun == Noun.PERSON, RevisionItem.record_id.in_(some)
        for item in db.session.scalars(select(RevisionItem).where(*here)):
            for state in (item.before, item.after):
                found |= {state.get("name", ""), *state.get("names", ())}
        found |= set(db.session.scalars(select(Person.name).where(Person.id.in_(some))))
        own = PersonName.person_id.in_(some)
        found |= set(db.session.scalars(select(PersonName.name).where(own)))
    return found - {""}

"""Delete records in the trash permanently: nothing of their content remains in the database."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from sqlalchemy import Text, cast, delete, or_, select

from app.bibliography.messages import with_values
from app.database import db
from app.database.bulk import batches
from app.models import (
    Action,
    DismissedDuplicate,
    DismissedNames,
    Image,
    LinkCheck,
    Noun,
    PdfContent,
    Publication,
    Revision,
    RevisionItem,
    Venue,
)
from app.services import cache
from app.services.actor import Actor
from app.services.catalog.listing import refresh
from app.services.catalog.listing.author_names import name_slug
from app.services.declined import store
from app.services.erasing import revisions
from app.services.erasing.imports import ErasedWorks, erase_from_imports
from app.services.erasing.scope import Scope, scope_of
from app.services.history import labels, recording, stored_content
from app.services.history.snapshots import RecordRef, State


def erase(
    refs: Sequence[RecordRef],
    actor: Actor,
    form_key: str | None,
    names: AbstractSet[str] = frozenset(),
) -> int | None:
    """Delete records in the trash permanently; return the revision that says so.

    `names` are those of erased people, if history does not have them. Raises DoneAlreadyError if
    the form was already submitted.
    """
    recording.check_not_submitted(form_key)
    if not refs:
        return None
    scope = scope_of(refs)
    states = _states(scope)
    scope.records |= {(Noun.VENUE, id_) for id_ in _unused_venues(scope, states)}
    erased = ErasedWorks(scope, states)
    people = revisions.names_of(scope.ids(Noun.PERSON)) | names
    revisions.erase_history(scope, erased.texts | names)
    erase_from_imports(erased, people)
    store.hash_works(sorted(scope.ids(Noun.WORK)))
    store.hash_author(people)
    _delete_leftovers(scope, people)
    revision_id = _write_revision(refs, scope, actor, form_key)
    refresh.purge()
    cache.commit()
    return revision_id


def _states(scope: Scope) -> list[State]:
    """Return the snapshots of the erased works, and of their versions in other works."""
    versions = tuple(f"{id_}." for id_ in scope.versions)
    return scope.states + [
        {name: value for name, value in state.items() if name.startswith(versions)}
        for item in scope.related
        for state in (item.before, item.after)
    ]


def _unused_venues(scope: Scope, states: Iterable[State]) -> set[int]:
    """Return the venues of the erased works that nothing else on the site or in history has."""
    item = RevisionItem
    venues = {v for state in states for n, v in state.items() if n.endswith(".venue_id") and v}
    used = set(db.session.scalars(select(Publication.venue_id).distinct()))
    works, unused = scope.ids(Noun.WORK), set()
    for id_ in venues - used:
        ends = (f'.venue_id": {id_}{end}' for end in ",}")
        texts = [
            cast(column, Text).contains(end) for end in ends for column in (item.before, item.after)
        ]
        holders = select(item.record_id).where(item.noun == Noun.WORK, or_(*texts)).distinct()
        if works.issuperset(db.session.scalars(holders)):
            unused.add(id_)
    return unused


def _delete_leftovers(scope: Scope, people: AbstractSet[str]) -> None:
    """Delete what was dismissed of them, what their links answered, and what nothing uses."""
    slugs = {slug for name in people if (slug := name_slug(name))}
    names = DismissedNames
    db.session.execute(delete(names).where(or_(names.one.in_(slugs), names.other.in_(slugs))))
    for some in batches(sorted(scope.versions)):
        pair = DismissedDuplicate
        either = or_(pair.one_id.in_(some), pair.other_id.in_(some))
        db.session.execute(delete(pair).where(either))
    for some in batches(sorted(scope.ids(Noun.VENUE))):
        db.session.execute(delete(Venue).where(Venue.id.in_(some)))
    # Derived: the next check asks for the links that are still there.
    db.session.execute(delete(LinkCheck))
    _delete_content(Image, stored_content.portrait_hashes())
    _delete_content(PdfContent, stored_content.pdf_hashes())


def _delete_content(model: type[Image | PdfContent], kept: set[str]) -> None:
    for hash_ in db.session.scalars(select(model.hash)).all():
        if hash_ not in kept:
            db.session.execute(delete(model).where(model.hash == hash_))


def _write_revision(
    refs: Sequence[RecordRef], scope: Scope, actor: Actor, form_key: str | None
) -> int:
    """Record that something was deleted, but not what."""
    kinds = {noun for noun, _ in refs}
    what = labels.UNNAMED[refs[0][0]] if len(refs) == 1 else labels.counted(kinds, len(refs))
    revision = Revision(
        who=actor.name,
        account_id=actor.account_id,
        action=Action.ERASE,
        title=with_values(revisions.TITLES[Action.ERASE], what=what),
        form_key=form_key or None,
    )
    revision.items = [
        RevisionItem(
            position=position,
            noun=noun,
            record_id=id_,
            label=labels.erased_label(noun),
            is_made=False,
            is_gone=True,
            is_erased=True,
            before={},
            after={},
        )
        for position, (noun, id_) in enumerate(sorted(scope.records, key=recording.rank))
    ]
    db.session.add(revision)
    db.session.flush()
    return revision.id

"""The profile and sections in history: whose they were at each change, since owners can change."""

from sqlalchemy import select

from app.database import db
from app.models import Noun, RevisionItem, Section
from app.services.history.snapshots import RecordRef, State
from app.services.personal.subject import Subject


def profile_changes() -> list[RevisionItem]:
    """Return the changes of the profile, oldest first."""
    own = select(RevisionItem).where(RevisionItem.noun == Noun.PROFILE)
    return list(db.session.scalars(own.order_by(RevisionItem.revision_id)))


def own_states(subject: Subject) -> dict[int, tuple[State, State]]:
    """Return the states of the person's profile before and after each change, by revision."""
    found: dict[int, tuple[State, State]] = {}
    owner_id: int | None = None
    for one in profile_changes():
        # A change names the owner only if it is another one from then on.
        was = one.before.get("person_id", owner_id)
        owner_id = one.after.get("person_id", was)
        before = one.before if was in subject.ids else {}
        after = one.after if owner_id in subject.ids else {}
        if before or after:
            found[one.revision_id] = before, after
    return found


def former_sections(subject: Subject) -> list[RecordRef]:
    """Return the sections that were deleted when the person ceased to be the owner."""
    left = [id_ for id_, (before, after) in own_states(subject).items() if before and not after]
    item = RevisionItem
    gone = item.noun == Noun.SECTION, item.is_gone, item.revision_id.in_(left)
    ids = set(db.session.scalars(select(item.record_id).where(*gone)))
    present = db.session.scalars(select(Section.id).where(Section.id.in_(ids)))
    return [(Noun.SECTION, id_) for id_ in sorted(ids.difference(present))]


def erase_profile(subject: Subject) -> set[int]:
    """Empty the person's profile in history, without a commit; return the touched revisions."""
    own = own_states(subject)
    for one in profile_changes():
        before, after = own.get(one.revision_id, ({}, {}))
        if before:
            one.before, one.is_erased = {}, True
        if after:
            one.after, one.is_erased = {}, True
    db.session.flush()
    return set(own)

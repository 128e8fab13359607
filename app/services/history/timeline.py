"""What was done to a record, in words for those who may edit it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from app.database import db
from app.models import Action, Noun, Revision, RevisionItem
from app.services import form_state
from app.services.history.snapshots import RecordRef

# No database counts further than 2**63.
LONGEST_ID = 19
UNDID, REDID = "Undid: ", "Redid: "


@dataclass(frozen=True)
class LastChange:
    """The latest revision of some records, how many they have, and whose history shows them."""

    id: int
    when: str
    who: str
    revisions: int
    noun: Noun
    record_id: int
    title: str
    can_undo: bool


def last_change(*records: RecordRef) -> LastChange | None:
    """Return the latest revision of these records together, None before any."""
    if not records:
        return None
    of = [and_(RevisionItem.noun == noun, RevisionItem.record_id == id_) for noun, id_ in records]
    ids = select(RevisionItem.revision_id).where(or_(*of)).distinct().subquery()
    count, newest = db.session.execute(select(func.count(), func.max(ids.c.revision_id))).one()
    revision = db.session.get(Revision, newest) if newest else None
    if revision is None:
        return None
    when, can_undo = time_ago(revision.made_at), _is_about(records, revision)
    return LastChange(revision.id, when, revision.who, count, *records[0], revision.title, can_undo)


def _is_about(records: Sequence[RecordRef], revision: Revision) -> bool:
    """Tell whether a revision is of these records: others it only made, or joined to them.

    What was done to many things at once is not to be taken back from one thing's form.
    """
    others = [item for item in revision.items if (item.noun, item.record_id) not in records]
    alike = [item for item in others if item.noun is records[0][0]]
    own = all(item.is_made or (item.is_gone and item in alike) for item in others)
    return own and len(alike) <= 1 and revision.action is not Action.IMPORT


def is_deleted(record: RecordRef) -> bool:
    """Tell whether the last that was done to a record was to delete it."""
    of = RevisionItem
    latest = select(of.is_gone).where(of.noun == record[0], of.record_id == record[1])
    return bool(db.session.scalar(latest.order_by(of.revision_id.desc()).limit(1)))


def get_revision(revision_id: int) -> Revision | None:
    """Return a revision, or None."""
    return db.session.get(Revision, revision_id)


def record_ref(noun: str, id_: str) -> RecordRef | None:
    """Return the record that an address names, None where it names none that can be."""
    is_number = id_.isascii() and id_.isdigit() and len(id_) < LONGEST_ID
    return (Noun(noun), int(id_)) if noun in set(Noun) and is_number else None


def undo_word(title: str) -> str:
    """Return what taking back a revision of this title is called."""
    return "Redo" if title.startswith(UNDID) else "Undo"


def done_by(form_key: str | None) -> int | None:
    """Return the revision that this very form made when it was sent before."""
    done = form_state.already_made(Revision, form_key)
    return done.id if done else None


def message(revision_id: int | None) -> Revision | None:
    """Return the revision that was just made, to say so and to offer its undoing."""
    return get_revision(revision_id) if revision_id else None


def time_ago(moment: datetime) -> str:
    """Return how long ago something was, in words: "2 minutes ago", "on 3 March 2026"."""
    seconds = (datetime.now(UTC) - moment).total_seconds()
    for limit, unit, size in ((60, "", 1), (3600, "minute", 60), (86_400, "hour", 3600)):
        if seconds < limit:
            number = int(seconds // size)
            return f"{number} {unit}{'s' if number > 1 else ''} ago" if unit else "just now"
    return f"on {moment.day} {moment:%B %Y}"


def value_as_text(value: Any) -> str:
    """Return a form's value as text that can be compared by eye."""
    if isinstance(value, list):
        return "\n".join(value_as_text(item) for item in value) or "nothing"
    if isinstance(value, dict):
        words = (key if part is True else part for key, part in value.items())
        return ", ".join(str(part) for part in words if part not in {"", None, False})
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in {None, ""} else "nothing"

"""The latest change of a record, and what forms say about revisions and values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from app.bibliography.messages import Message, as_clause, message
from app.database import db
from app.models import (
    Action,
    Noun,
    Revision,
    RevisionItem,
    Section,
    SectionEntry,
    Supervision,
    Topic,
)
from app.services import form_state
from app.services.actor import TERMINAL
from app.services.history import recording
from app.services.history.snapshots import RecordRef
from app.translations.text import format_date, ngettext
from app.translations.text import gettext as _

Record = Section | SectionEntry | Supervision | Topic
UNDONE, REDONE = "Undone: ", "Redone: "
# Older revisions have these prefixes in their stored titles.
FORMER_PREFIXES = {"Undid: ": UNDONE, "Redid: ": REDONE}


@dataclass(frozen=True)
class LastChange:
    """The latest revision of some records, and how many they have; the noun and id link to them."""

    id: int
    when: str
    who: str
    revisions: int
    noun: Noun
    record_id: int
    title: str
    can_undo: bool


def last_change(*refs: RecordRef) -> LastChange | None:
    """Return the latest revision of any of these records, or None."""
    if not refs:
        return None
    ids = select(RevisionItem.revision_id).where(recording.refers_to(refs)).distinct().subquery()
    count, newest = db.session.execute(select(func.count(), func.max(ids.c.revision_id))).one()
    revision = db.session.get(Revision, newest) if newest else None
    if revision is None:
        return None
    when, can_undo = time_ago(revision.made_at), _is_limited_to(refs, revision)
    who = who_in_words(revision.who)
    return LastChange(revision.id, when, who, count, *refs[0], revision.title, can_undo)


def _is_limited_to(refs: Sequence[RecordRef], revision: Revision) -> bool:
    """Return whether a revision changed only these records, apart from new or merged ones.

    A bulk change can't be undone from the form of one record.
    """
    if any(item.is_erased for item in revision.items):
        return False
    others = [item for item in revision.items if (item.noun, item.record_id) not in refs]
    same_kind = [item for item in others if item.noun is refs[0][0]]
    own = all(item.is_made or (item.is_gone and item in same_kind) for item in others)
    return own and len(same_kind) <= 1 and revision.action is not Action.IMPORT


def is_deleted(ref: RecordRef) -> bool:
    """Return whether the latest change of a record deleted it."""
    item = RevisionItem
    latest = select(item.is_gone).where(item.noun == ref[0], item.record_id == ref[1])
    return bool(db.session.scalar(latest.order_by(item.revision_id.desc()).limit(1)))


def get_revision(revision_id: int) -> Revision | None:
    """Return a revision, or None."""
    return db.session.get(Revision, revision_id)


def record_ref(noun: str, id_: str) -> RecordRef | None:
    """Return the record that a URL names, or None if it can't name one."""
    return (Noun(noun), int(id_)) if noun in set(Noun) and recording.is_id(id_) else None


def undo_word(title: str) -> str:
    """Return the label of the button that undoes a revision with this title."""
    return _("Redo") if redoes(title) else _("Undo")


def redoes(title: str) -> bool:
    """Return whether undoing a revision with this title does again what an undo took back."""
    return _prefix(title)[0] == UNDONE


def undo_title(title: str) -> str:
    """Return the title of the revision that undoes one with this title."""
    prefix, change = _prefix(title)
    if prefix == UNDONE:
        return message("Redone: %(change)s", change=as_clause(change))
    return message("Undone: %(change)s", change=as_clause(change))


def _prefix(title: str) -> tuple[str, str]:
    """Split "Undone: " or "Redone: " off a title, "" where it has neither."""
    for former, prefix in FORMER_PREFIXES.items():
        for start in (former, prefix):
            if title.startswith(start):
                change = title.values["change"] if isinstance(title, Message) else None
                return prefix, change or title.removeprefix(start)
    return "", title


def done_by(form_key: str | None) -> int | None:
    """Return the id of the revision that this form made when it was submitted before, or None."""
    done = form_state.already_made(Revision, form_key)
    return done.id if done else None


def added_record(revision_id: int | None, noun: Noun, model: type[Record]) -> int | None:
    """Return the id of the record of a kind that a revision added, or None if it was deleted."""
    query = select(model.id).join(RevisionItem, RevisionItem.record_id == model.id)
    query = query.where(RevisionItem.revision_id == revision_id, RevisionItem.noun == noun)
    return db.session.scalar(query)


def revision_to_announce(revision_id: int | None) -> Revision | None:
    """Return the revision that was just made, for the message with its Undo button."""
    return get_revision(revision_id) if revision_id else None


def who_in_words(who: str) -> str:
    """Return who made a change, in the language used now where it is not an account."""
    return _("the terminal") if who == TERMINAL.name else who


def time_ago(moment: datetime) -> str:
    """Return a time in words: "2 minutes ago", "on 3 March 2026"."""
    seconds = (datetime.now(UTC) - moment).total_seconds()
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return ngettext("%(num)s minute ago", "%(num)s minutes ago", int(seconds // 60))
    if seconds < 86_400:
        return ngettext("%(num)s hour ago", "%(num)s hours ago", int(seconds // 3600))
    return _("on %(day)s", day=format_date(moment))


def value_as_text(value: Any) -> str:
    """Return a form's value as readable text."""
    if isinstance(value, list):
        return "\n".join(value_as_text(item) for item in value) or _("nothing")
    if isinstance(value, dict):
        words = (key if part is True else part for key, part in value.items())
        return ", ".join(str(part) for part in words if part not in {"", None, False})
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value not in {None, ""} else _("nothing")

"""The declined entries: listed with when and why, and taken back."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from app.bibliography.messages import plural_message
from app.database import db
from app.models import Action, Declined, DeclineReason
from app.services.actor import Actor
from app.services.history import recording as history_recording
from app.services.history import timeline
from app.translations.text import gettext as _

PAGE_SIZE = 50


@dataclass(frozen=True)
class DeclinedEntry:
    """A declined entry in the list; `reason` says why and when."""

    id: int
    title: str
    reason: str
    who: str
    has_title: bool


@dataclass(frozen=True)
class DeclinedPage:
    """A page of declined entries, newest first, the number of all, and the next older page."""

    entries: list[DeclinedEntry]
    number: int
    older: int | None


def declined_page(before: int | None) -> DeclinedPage:
    """Return the entries declined before the one with this id, or the newest."""
    query = select(Declined).where(_is_declined())
    if before is not None:
        query = query.where(Declined.id < before)
    found = list(db.session.scalars(query.order_by(Declined.id.desc()).limit(PAGE_SIZE + 1)))
    number = db.session.scalar(select(func.count()).select_from(Declined).where(_is_declined()))
    shown = found[:PAGE_SIZE]
    older = shown[-1].id if len(found) > PAGE_SIZE else None
    return DeclinedPage([_entry(one) for one in shown], number or 0, older)


def reasons(ids: Iterable[int | None]) -> dict[int, str]:
    """Return when and why these entries were declined, by id."""
    wanted = {id_ for id_ in ids if id_}
    if not wanted:
        return {}
    found = db.session.scalars(select(Declined).where(Declined.id.in_(wanted)))
    return {one.id: _reason(one) for one in found}


def take_back(declined_id: int | None, actor: Actor) -> int | None:
    """Forget one declined entry, or all of them; return the revision, or None without any."""
    query = select(Declined.id).where(_is_declined())
    if declined_id is not None:
        query = query.where(Declined.id == declined_id)
    found = list(db.session.scalars(query))
    # Without the entry's own title, which the history could not forget.
    title = plural_message(
        "Took back a declined entry", "Took back %(num)s declined entries", len(found)
    )
    with history_recording.recording(actor, Action.SAVE, title) as recording:
        recording.taken_back.update(found)
    return recording.revision_id


def _is_declined() -> ColumnElement[bool]:
    return Declined.taken_back_by.is_(None)


def _entry(one: Declined) -> DeclinedEntry:
    title = one.title or _("A work deleted permanently")
    return DeclinedEntry(one.id, title, _reason(one), one.who, one.title is not None)


def _reason(one: Declined) -> str:
    when = timeline.time_ago(one.made_at)
    if not one.title:
        return _("Deleted permanently %(when)s", when=when)
    if one.reason is DeclineReason.DELETED:
        return _("Deleted %(when)s", when=when)
    return _("Marked “Not mine” %(when)s", when=when)

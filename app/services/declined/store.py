"""Remember what is declined, forget what is taken back, and hash what is deleted permanently."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import aliased

from app.bibliography.matching.keys import author_key
from app.database import db
from app.database.bulk import batches, insert
from app.models import Declined, DeclinedKind, DeclinedValue, DeclineReason, now
from app.services.declined import hashing
from app.services.declined.values import Value

WORKS_AT_ONCE = 1_000
# The values that alone say which work is meant.
NAMING = (DeclinedKind.TITLE, DeclinedKind.DOI, DeclinedKind.ARXIV, DeclinedKind.ENTRY)


class NewDecline(NamedTuple):
    """What is to be remembered: a title to show, and the values of each version."""

    reason: DeclineReason
    title: str
    versions: Sequence[Iterable[Value]]
    work_id: int | None = None


def remember(declines: Sequence[NewDecline], who: str, revision_id: int) -> None:
    """Remember declined entries with the revision that declined them, without a commit."""
    if not declines:
        return
    same = {"who": who, "declined_by": revision_id, "made_at": now(), "taken_back_by": None}
    own = ("reason", "title", "work_id")
    last = db.session.scalar(select(func.max(Declined.id))) or 0
    insert(Declined, ({**same, **{name: getattr(one, name) for name in own}} for one in declines))
    made = select(Declined.id).where(Declined.id > last, Declined.declined_by == revision_id)
    ids = db.session.scalars(made.order_by(Declined.id))
    rows = [
        {"declined_id": id_, "version": n, "kind": kind, "value": value, "is_hashed": False}
        for id_, one in zip(ids, declines, strict=True)
        for n, values in enumerate(one.versions)
        for kind, value in values
    ]
    insert(DeclinedValue, rows)


def take_back(ids: Iterable[int], revision_id: int) -> None:
    """Forget declined entries with the revision that took them back, without a commit."""
    for some in batches(sorted(ids)):
        here = Declined.id.in_(some), Declined.taken_back_by.is_(None)
        db.session.execute(update(Declined).where(*here).values(taken_back_by=revision_id))


def hash_works(work_ids: Sequence[int]) -> None:
    """Replace what is known of deleted works by hashes, without a commit.

    For works that are deleted permanently: later imports still recognize them. What was declined
    as not the owner's before it became one of these works is hashed as well.
    """
    for some in batches(list(work_ids), WORKS_AT_ONCE):
        own = set(db.session.scalars(select(Declined.id).where(Declined.work_id.in_(some))))
        ids = own | _alike(own)
        values = {"title": None, "made_at": now()}
        db.session.execute(update(Declined).where(Declined.id.in_(ids)).values(values))
        _hash_values(_readable(DeclinedValue.declined_id.in_(ids)))


def hash_author(names: Iterable[str]) -> None:
    """Replace an author's names by hashes, without a commit, so that the person can be erased."""
    keys = {key for name in names if (key := author_key(name))}
    of = DeclinedValue
    _hash_values(_readable((of.kind == DeclinedKind.AUTHOR) & of.value.in_(keys)))


def _alike(ids: set[int]) -> set[int]:
    """Return what else has a title or an identifier of these declined entries, as readable text."""
    of, other = DeclinedValue, aliased(DeclinedValue)
    is_same = (of.kind == other.kind) & (of.value == other.value) & of.is_hashed.is_(False)
    query = select(of.declined_id).join(other, is_same)
    query = query.where(other.declined_id.in_(ids), of.kind.in_(NAMING))
    return set(db.session.scalars(query))


def _readable(condition: ColumnElement[bool]) -> list[DeclinedValue]:
    query = select(DeclinedValue).where(DeclinedValue.is_hashed.is_(False), condition)
    return list(db.session.scalars(query))


def _hash_values(found: Sequence[DeclinedValue]) -> None:
    if not found:
        return
    hashed = hashing.hasher()
    rows = []
    for one in found:
        kind, value = hashed((one.kind, one.value))
        rows.append(
            {
                "declined_id": one.declined_id,
                "version": one.version,
                "kind": kind,
                "value": value,
                "is_hashed": True,
            }
        )
    # The values are part of the primary key, so the rows are written anew.
    for row in found:
        db.session.delete(row)
    db.session.flush()
    insert(DeclinedValue, rows)

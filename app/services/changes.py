"""How every write ends: the site's counter of changes grows with it, in one transaction."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar, TypeVarTuple

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.models import Site

A = TypeVarTuple("A")
T = TypeVar("T")
KEPT = 256
LOCK = Lock()


def commit() -> None:
    """Commit the session's writes and count them as one change of the site."""
    site = db.session.get(Site, 1) or Site(id=1, changes=0)
    site.changes += 1
    db.session.add(site)
    db.session.commit()


def let_others_write() -> None:
    """End the request's transaction before something slow: one that writes holds all others up."""
    db.session.rollback()


def count() -> int:
    """Return how often the site changed: what was read at one count holds until the next."""
    return db.session.scalar(select(Site.changes)) or 0


def remembered(read: Callable[[*A], T]) -> Callable[[*A], T]:
    """Keep the latest answers of a read whose arguments include the count of changes."""

    place = f"{read.__module__}.{read.__qualname__}"

    def recall(*args: *A) -> T:
        kept: dict[object, T] = current_app.extensions.setdefault(place, {})
        answer = kept.get(args)
        if answer is None:
            answer = read(*args)
            with LOCK:
                while len(kept) >= KEPT:
                    del kept[next(iter(kept))]
                kept[args] = answer
        return answer

    return recall

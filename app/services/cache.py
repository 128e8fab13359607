"""The site's change counter, and the in-memory cache of results that hold until it grows."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from flask import current_app
from sqlalchemy import select

from app.database import db
from app.models import Site

A = TypeVarTuple("A")
T = TypeVar("T")
# The capacity of the cache, and the share of a result as large as the whole list.
ROOM, WHOLE_LIST = 1_024, 128
PLACE = "vitae_cache"


class CachedAnswer(NamedTuple):
    """A cached answer, the state of the site that it holds for, and its share of the capacity."""

    state: Hashable
    answer: Any
    share: int


class Cache:
    """A thread-safe cache of limited capacity that drops the least recently used answers first."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._taken = 0
        self._kept: dict[Hashable, CachedAnswer] = {}
        self._lock = Lock()

    def recall(
        self, key: Hashable, state: Hashable, make: Callable[[], Any], share: int = 1
    ) -> Any:
        """Return the answer cached for this state, or make and cache it; None is not cached."""
        with self._lock:
            kept = self._pop(key)
            if kept and kept.state == state:
                self._put(key, kept)
                return kept.answer
        # Not under the lock: at worst, two threads make the same answer.
        answer = make()
        if answer is not None:
            with self._lock:
                self._pop(key)
                self._put(key, CachedAnswer(state, answer, share))
        return answer

    def _pop(self, key: Hashable) -> CachedAnswer | None:
        kept = self._kept.pop(key, None)
        self._taken -= kept.share if kept else 0
        return kept

    def _put(self, key: Hashable, kept: CachedAnswer) -> None:
        self._kept[key] = kept
        self._taken += kept.share
        while self._taken > self._room:
            self._pop(next(iter(self._kept)))


def commit() -> None:
    """Commit the session's writes and count them as one change of the site."""
    site = db.session.get(Site, 1) or Site(id=1, changes=0)
    site.changes += 1
    db.session.add(site)
    db.session.commit()


def change_count() -> int:
    """Return how often the site changed: what was read at one count holds until the next."""
    return db.session.scalar(select(Site.changes)) or 0


def remembered(read: Callable[[int, *A], T]) -> Callable[[int, *A], T]:
    """Cache the answers of a read whose first argument is the change counter."""
    return _recalling(read, 1)


def remembered_whole(read: Callable[[int, *A], T]) -> Callable[[int, *A], T]:
    """Cache the answers of such a read that are as large as the whole list."""
    return _recalling(read, WHOLE_LIST)


def cache() -> Cache:
    """Return the cache of the running application."""
    found: Cache = current_app.extensions.setdefault(PLACE, Cache())
    return found


def _recalling(read: Callable[[int, *A], T], share: int) -> Callable[[int, *A], T]:
    place = f"{read.__module__}.{read.__qualname__}"

    def recall(count: int, *args: *A) -> T:
        answer: T = cache().recall((place, args), count, lambda: read(count, *args), share)
        return answer

    return recall


def release_write_lock() -> None:
    """End the request's transaction before something slow: others wait for its write lock."""
    db.session.rollback()

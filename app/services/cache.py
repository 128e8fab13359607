"""The site's change counter, and the in-memory cache of results valid until it grows."""

import secrets
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, NamedTuple, TypeVar, TypeVarTuple

from flask import current_app, g
from sqlalchemy import Select, select, update

from app import database
from app.database import db
from app.models import Profile, Site
from app.services import purging
from app.translations.current import current_language, note_site_languages

A = TypeVarTuple("A")
T = TypeVar("T")
# The capacity of the cache, and the share of a result as large as the whole list.
CAPACITY, WHOLE_LIST = 1_024, 64
# Larger than what a site counts while another state of it is used in its place.
LEAP = 2**40
EXTENSION = "vitae_cache"
KNOWN, LANGUAGES = "vitae_known", "languages"
# The languages are needed wherever the count is, and a further statement would take longer.
CHANGES: Select[*tuple[Any, ...]] = select(
    Site.changes, Profile.languages, Profile.text_language
).outerjoin(Profile, Profile.id == Site.id)
COUNT_CHANGE = (
    update(Site).values(changes=Site.changes + 1).execution_options(synchronize_session=False)
)


class CachedAnswer(NamedTuple):
    """A cached answer, the state that it is valid for, and its share of the capacity."""

    state: Hashable
    answer: Any
    share: int


class Cache:
    """A thread-safe cache of limited capacity that drops the least recently used answers first."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._used = 0
        self._answers: dict[Hashable, CachedAnswer] = {}
        self._lock = Lock()

    def recall(
        self, key: Hashable, state: Hashable, make: Callable[[], Any], share: int = 1
    ) -> Any:
        """Return the answer cached for this state, or make and cache it; None is not cached."""
        with self._lock:
            cached = self._pop(key)
            if cached and cached.state == state:
                self._put(key, cached)
                return cached.answer
        # Not under the lock: at worst, two threads make the same answer.
        answer = make()
        if answer is not None:
            with self._lock:
                self._pop(key)
                self._put(key, CachedAnswer(state, answer, share))
        return answer

    def _pop(self, key: Hashable) -> CachedAnswer | None:
        cached = self._answers.pop(key, None)
        self._used -= cached.share if cached else 0
        return cached

    def _put(self, key: Hashable, cached: CachedAnswer) -> None:
        self._answers[key] = cached
        self._used += cached.share
        while self._used > self._capacity:
            self._pop(next(iter(self._answers)))


def commit() -> None:
    """Commit the session's writes and count them as one change of the site."""
    if db.session.execute(COUNT_CHANGE).rowcount == 0:  # type: ignore[attr-defined]
        db.session.add(Site(id=1, changes=1))
    db.session.commit()
    g.pop(KNOWN, None)
    purging.request_purge()


def change_count() -> int:
    """Return the number of changes of the site; cached reads are valid for one count."""
    row = db.session.execute(CHANGES).one_or_none()
    if row is None:
        return 0
    if row.languages is not None:
        keep_in_request(LANGUAGES, row)
        note_site_languages(row.languages)
    return int(row.changes)


def languages_in_request() -> Any:
    """Return the site's languages as read with the changes, None if they were not."""
    return g.get(KNOWN, {}).get(LANGUAGES)


def leap() -> int:
    """Return what to add to the changes of a state that takes another's place.

    Nothing cached of the one is valid for the other then.
    """
    return 1 + secrets.randbelow(LEAP)


def remembered(read: Callable[[int, *A], T]) -> Callable[[int, *A], T]:
    """Cache the answers of a read whose first argument is the change counter, by language."""
    return _cached(read, 1)


def remembered_whole(read: Callable[[int, *A], T]) -> Callable[[int, *A], T]:
    """Cache the answers of such a read that are as large as the whole list."""
    return _cached(read, WHOLE_LIST)


def cache() -> Cache:
    """Return the cache of the running application."""
    found: Cache | None = current_app.extensions.get(EXTENSION)
    return found or current_app.extensions.setdefault(EXTENSION, Cache())


def _cached(read: Callable[[int, *A], T], share: int) -> Callable[[int, *A], T]:
    key = f"{read.__module__}.{read.__qualname__}"

    def recall(count: int, *args: *A) -> T:
        # Answers have labels, and texts that are translated.
        which = key, args, current_language()
        answer: T = cache().recall(which, count, lambda: read(count, *args), share)
        return answer

    return recall


def known_in_request(name: str, read: Callable[[], Any]) -> Any:
    """Return what `read` returned earlier in this request, unless something was saved since."""
    known = g.setdefault(KNOWN, {})
    if name not in known:
        known[name] = read()
    return known[name]


def keep_in_request(name: str, value: Any) -> None:
    """Keep for `known_in_request` what was read together with something else."""
    g.setdefault(KNOWN, {})[name] = value


def release_write_lock() -> None:
    """End the request's transaction before slow work, since other writers wait for its lock."""
    db.session.rollback()


def only_reads() -> bool:
    """Return whether the request takes no write lock so far."""
    return database.is_visit()


def only_read_from_now() -> None:
    """Let the rest of the request take no write lock, unless it asks for it."""
    database.only_read_from_now()


def hold_no_lock() -> None:
    """End the request's transaction before slow work, keeping all that was read."""
    database.show_from_now()


def take_write_lock() -> None:
    """Let a request that has only read save something; what it read may be out of date."""
    g.pop(KNOWN, None)
    database.save_from_now()

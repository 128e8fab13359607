"""What is large and takes long to make, kept until the site changes."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from flask import current_app

from app.services import changes

A = TypeVarTuple("A")
T = TypeVar("T")
# Whole lists as files: a few of the latest state, not hundreds of former ones.
KEPT = 4


def latest(read: Callable[[*A], T]) -> Callable[[*A], T]:
    """Keep the latest answers of a read, at the latest count of changes alone."""

    place = f"{read.__module__}.{read.__qualname__}"

    def recall(*args: *A) -> T:
        count = changes.count()
        held: tuple[int, dict[object, T]] = current_app.extensions.get(place, (-1, {}))
        known, kept = held
        if known == count and args in kept:
            return kept[args]
        answer = read(*args)
        current = list(kept.items())[1 - KEPT :] if known == count else []
        # Put in place whole, never changed: other threads may be reading it.
        current_app.extensions[place] = count, dict(current) | {args: answer}
        return answer

    return recall

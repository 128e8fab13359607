"""Views whose answers are the same for all visitors, so that the server may keep them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import request

P = ParamSpec("P")
T = TypeVar("T")
ATTRIBUTE = "is_public"
# Where the application says that the server may keep an answer.
CACHEABLE = "vitae.cacheable"


def public(query: Callable[[], str | None] = str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Mark a view as the same for all visitors until something is saved.

    `query` returns the canonical query of the request: other spellings of it, and unknown keys,
    are answered, but not kept, so that nobody fills the memory with them. So is what has none.
    """

    def mark(view: Callable[P, T]) -> Callable[P, T]:
        @wraps(view)
        def answer(*args: P.args, **kwargs: P.kwargs) -> T:
            canonical = query()
            if canonical is not None and request.query_string == canonical.encode():
                request.environ[CACHEABLE] = True
            return view(*args, **kwargs)

        setattr(answer, ATTRIBUTE, True)
        return answer

    return mark


def keep_out() -> None:
    """Keep the server from remembering the answer to this request, as of unknown values."""
    request.environ.pop(CACHEABLE, None)


def is_public(view: Callable[..., Any] | None) -> bool:
    """Return whether a view's answers are the same for all visitors."""
    return getattr(view, ATTRIBUTE, False)

"""Views whose answers are the same for all visitors, so that the server may keep them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import Response, current_app, request

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


def set_cache_control(response: Response) -> None:
    """Tell caches how long they may keep a response that doesn't say so itself (RFC 9111).

    Shared caches may keep what is the same for all visitors (RFC 5861 for how long after that);
    what is for one of them, or no page at all, everybody has to ask for again.
    """
    if "Cache-Control" in response.headers:
        return
    seconds = current_app.config["CACHE_S_MAXAGE"]
    if not (seconds and response.status_code == 200 and CACHEABLE in request.environ):
        response.headers["Cache-Control"] = "no-cache"
        return
    control = f"public, max-age=0, s-maxage={seconds}"
    if stale := current_app.config["CACHE_STALE_WHILE_REVALIDATE"]:
        control += f", stale-while-revalidate={stale}"
    response.headers["Cache-Control"] = control
    # Whoever is signed in gets pages of their own.
    response.vary.add("Cookie")


def is_public(view: Callable[..., Any] | None) -> bool:
    """Return whether a view's answers are the same for all visitors."""
    return getattr(view, ATTRIBUTE, False)

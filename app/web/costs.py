"""Views whose answers take long: the server runs one of them at a time."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from flask import Flask, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

View = TypeVar("View", bound=Callable[..., Any])
Condition = Callable[[MultiDict[str, str]], bool]
ATTRIBUTE = "is_expensive"
# Where the server says how an answer lets others go first.
GIVE_WAY = "vitae.give_way"


def expensive(condition: Condition = lambda query: True) -> Callable[[View], View]:
    """Mark a view as expensive, always or for queries that meet a condition."""

    def mark(view: View) -> View:
        setattr(view, ATTRIBUTE, condition)
        return view

    return mark


def give_way() -> None:
    """Let requests that are answered soon go first; called often while an answer is made."""
    if wait := request.environ.get(GIVE_WAY):
        wait()


def requested_view(app: Flask, method: str, path: str) -> Callable[..., Any] | None:
    """Return the view that answers a request, None if no view does."""
    endpoint = requested_endpoint(app, method, path)
    return app.view_functions[endpoint] if endpoint else None


def requested_endpoint(app: Flask, method: str, path: str) -> str | None:
    """Return the name of the view that answers a request, None if no view does."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return None
    return str(endpoint)


def is_expensive(view: Callable[..., Any] | None, query: str) -> bool:
    """Return whether a view's answer to a query is expensive."""
    condition: Condition | None = getattr(view, ATTRIBUTE, None)
    return condition is not None and condition(MultiDict(parse_qsl(query)))

"""Where a view of the list lives: its page and its fragment, from one selection."""

from typing import Any

from flask import Flask, current_app, g, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.routing import IntegerConverter, Map

from app.services.catalog import selection
from app.services.catalog.selection import PublicFilter


class IdConverter(IntegerConverter):
    """A number that a database can have: larger ones are no address."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": 2**63 - 1, **kwargs})


def configure(app: Flask) -> None:
    """Let the templates of `app` name the addresses of a selection."""
    app.jinja_env.globals.update(page_url=page_url, fragment_url=fragment_url)


def asked(query: MultiDict[str, str] | None = None) -> PublicFilter:
    """Return the selection that an address asks for, by default the request's."""
    keys = request.args if query is None else query
    return selection.parse_filter(
        keys.getlist("topic"),
        keys.get("page", ""),
        current_app.config["TOPICS_PER_ADDRESS"],
        q=keys.get("q", ""),
        sort=keys.get("sort", ""),
    )


def page_url(chosen: PublicFilter) -> str:
    """Return the address of the profile with its list narrowed."""
    return _with_query("profile.page", chosen)


def fragment_url(chosen: PublicFilter) -> str:
    """Return the address of the list alone."""
    return _with_query("publications.fragment", chosen)


def export_url(suffix: str, chosen: PublicFilter) -> str:
    """Return the address of the list as a file."""
    path = url_for("exports.listed", suffix=suffix)
    return f"{path}?{chosen.query}" if chosen.query else path


def _with_query(endpoint: str, chosen: PublicFilter) -> str:
    # A page names a hundred views of the list: their path is worked out once.
    paths: dict[str, str] = g.setdefault("paths", {})
    path = paths.get(endpoint) or paths.setdefault(endpoint, url_for(endpoint))
    return f"{path}?{chosen.query}" if chosen.query else path

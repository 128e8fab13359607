"""What search engines may list: works, people and plain lists. Every other address says noindex.

Templates link to those others with `rel="nofollow"`, so that crawlers never ask for them; one that
is known from elsewhere must be readable to be dropped, which is why robots.txt does not name it.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, g, request

View = TypeVar("View", bound=Callable[..., Any])
ATTRIBUTE = "is_indexed"
NOINDEX = "noindex"


def configure(app: Flask) -> None:
    """Add the template global by which pages say the same as their headers."""
    app.jinja_env.globals["may_be_indexed"] = may_be_indexed


def indexed(view: View) -> View:
    """Mark a view whose answers search engines may list."""
    setattr(view, ATTRIBUTE, True)
    return view


def forbid() -> None:
    """Keep the answer to this request out of search engines, whatever its view."""
    g.noindex = True


def may_be_indexed() -> bool:
    """Return whether search engines may list the answer to this request."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, ATTRIBUTE, False) and not g.get("noindex")

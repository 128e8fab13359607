"""Forms sent only to show something: they read, and wait for nobody who saves."""

from collections.abc import Callable
from typing import TypeVar

from flask import current_app, g, request
from werkzeug.datastructures import MultiDict

from app.forms.account import ReauthenticationCodeForm, ReauthenticationForm
from app.security.guard import SAFE_METHODS
from app.services import cache

View = TypeVar("View", bound=Callable[..., object])
SIGN_IN_FORMS = (ReauthenticationForm, ReauthenticationCodeForm)
IsOnlyShown = Callable[[MultiDict[str, str]], bool]


def only_shows(is_only_shown: IsOnlyShown = lambda _: True) -> Callable[[View], View]:
    """Mark a view that writes nothing if the submitted form asks it only to show something.

    It may still ask for the write lock.
    """

    def mark(view: View) -> View:
        view.is_only_shown = is_only_shown  # type: ignore[attr-defined]
        return view

    return mark


def read_body() -> None:
    """Read the whole form before the first query, and note whether it only shows something."""
    if request.method in SAFE_METHODS or request.endpoint is None:
        return
    # While a slow body arrives, nothing may be locked.
    sent = request.form
    view = current_app.view_functions[request.endpoint]
    is_only_shown: IsOnlyShown | None = getattr(view, "is_only_shown", None)
    g.only_shows = bool(is_only_shown and is_only_shown(sent))
    if not _signs_in(sent):
        only_read()


def only_read() -> None:
    """Take no write lock from now on if the form was sent only to show something."""
    if g.get("only_shows"):
        cache.only_read_from_now()


def _signs_in(sent: MultiDict[str, str]) -> bool:
    # Signing in again is saved, whatever the form asks for.
    return any(name in sent for form in SIGN_IN_FORMS for name in form()._fields)

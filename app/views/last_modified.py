"""`Last-Modified` of what programs read: the site's last change, on which all of it depends."""

from datetime import UTC, datetime, time, timedelta

from flask import Flask, Response, current_app, g, request

from app.services.catalog import people, profile
from app.web.response_cache import is_public

# HTTP's dates have seconds, so within this one the site may change again (RFC 9110, 8.8.2.2).
SETTLED = timedelta(seconds=1)
# What also depends on the day: who has left by now, and the last five years.
DAILY = {"cv"}


def configure(app: Flask) -> None:
    """Date the answers of public views that are no pages."""
    app.before_request(_read_date)
    app.after_request(_set_date)


def _read_date() -> None:
    """Read the date before the content of a file: what is saved in between must be newer."""
    if "." in request.path.rpartition("/")[2] and _is_public() and request.endpoint != "asset":
        g.last_change = profile.last_change()


def _set_date(response: Response) -> Response:
    if _is_dated(response):
        changed = g.last_change if "last_change" in g else profile.last_change()
        if changed and request.blueprint in DAILY:
            changed = max(changed, datetime.combine(people.today(), time(), UTC))
        if changed and datetime.now(UTC) - changed.replace(microsecond=0) > SETTLED:
            response.last_modified = changed
    return response


def _is_dated(response: Response) -> bool:
    """Return whether only the site's changes change an answer; pages also have links to assets."""
    is_dated = response.last_modified is not None or response.cache_control.immutable
    is_content = response.status_code in {200, 206} and response.mimetype != "text/html"
    return is_content and not is_dated and _is_public()


def _is_public() -> bool:
    return is_public(current_app.view_functions.get(request.endpoint or ""))

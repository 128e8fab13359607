"""Notices in the URL after a redirect: `?done=12` and `?unchanged=1`."""

from flask import request

from app.services.history import recording

UNCHANGED = "unchanged"


def revision_id() -> int | None:
    """Return the id of the revision in the URL, or None."""
    return requested_id("done")


def requested_id(name: str) -> int | None:
    """Return an id in the URL, or None."""
    return request.args.get(name, type=_id)


def unchanged(address: str, is_unchanged: bool) -> str:
    """Return the URL of a form, with a notice if there was nothing to save."""
    return f"{address}{'&' if '?' in address else '?'}{UNCHANGED}=1" if is_unchanged else address


def is_unchanged() -> bool:
    """Return whether the URL says that there was nothing to save."""
    return request.method == "GET" and UNCHANGED in request.args


def _id(text: str) -> int:
    if not recording.is_id(text):
        raise ValueError("no revision has such a number")
    return int(text)

"""The id of a request, by which its line in the log and the error on its page are found."""

import re
from collections.abc import Iterable
from random import getrandbits

from flask import has_request_context, request

HEADER = "X-Request-Id"
# Where the environment of a request has its id.
REQUEST_ID = "vitae.request_id"
_GIVEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._=+/-]{7,63}", re.ASCII)


def make_id() -> str:
    """Return a new id."""
    return f"{getrandbits(48):012x}"


def choose_id(told: str | None, proxies: int) -> str:
    """Return the id that a trusted proxy tells if it is well-formed, else a new one."""
    return told if proxies and told and _GIVEN.fullmatch(told) else make_id()


def find_id(headers: Iterable[tuple[str, str]]) -> str | None:
    """Return the id that an answer has."""
    return next((value for name, value in headers if name == HEADER), None)


def current_id() -> str:
    """Return the id of the present request, "" outside of requests."""
    found = request.environ.get(REQUEST_ID, "") if has_request_context() else ""
    return str(found)

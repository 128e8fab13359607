"""The line that the log has for a request."""

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from app.web.logs.timestamps import Clock

# Characters of a path that neither end a field of a line nor do anything to a terminal.
SAFE = "/~.!$&()*+,;=:@-_"
LONGEST_PATH, LONGEST_METHOD = 300, 20
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
# What follows is a one-time link: whoever reads it could use it.
_SECRET = re.compile(r"(/welcome/)[^/]+")

# A method and a path.
Asked = tuple[str, str]
# Takes the id of a request and what was asked; the status and the bytes of the answer; and the
# seconds until it was made, or until all of a large one was sent.
WriteLine = Callable[[str, Asked, int, int, float], str]


def line_writer(form: str) -> WriteLine:
    """Return what writes the line of a request, as plain text or as JSON, with its end."""
    now = Clock().now

    def plain(request_id: str, asked: Asked, status: int, size: int, seconds: float) -> str:
        method, path = _method(asked[0]), shown_path(asked[1])
        return f"{now()} {request_id} {method} {path} {status} {size} {seconds * 1_000:.1f}ms\n"

    def as_json(request_id: str, asked: Asked, status: int, size: int, seconds: float) -> str:
        # Nothing in the values needs to be escaped.
        return (
            f'{{"time": "{now()}", "id": "{request_id}", "method": "{_method(asked[0])}",'
            f' "path": "{shown_path(asked[1])}", "status": {status}, "bytes": {size},'
            f' "ms": {seconds * 1_000:.1f}}}\n'
        )

    return as_json if form == "json" else plain


def shown_path(path: str) -> str:
    """Return a path as the log has it: one word of ASCII, cut if it is long, without secrets."""
    return _remembered(path) if len(path) < LONGEST_PATH else _shown(path, LONGEST_PATH)


def _method(method: str) -> str:
    return method if method in METHODS else _shown(method, LONGEST_METHOD)


@lru_cache(maxsize=2048)
def _remembered(path: str) -> str:
    return _shown(path, LONGEST_PATH)


def _shown(text: str, longest: int) -> str:
    # Half of a pair stands for no character.
    written = quote(_SECRET.sub(r"\1-", text)[:longest], SAFE, errors="replace")
    return (written + "..." if len(text) > longest else written) or "-"

"""The host that a request names, checked before anything makes addresses of it (RFC 9112, 3.2)."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Where it is noted that a request names no host that there can be.
MALFORMED = "vitae.malformed_host"
# What HTTP/1.0 need not send, and what stands for a malformed one.
LONE = "localhost"
LABEL = r"[a-z0-9_-]{1,63}"
# A name in the letters of DNS or an IP address, with a port or without.
HOST = re.compile(
    rf"(?:{LABEL}(?:\.{LABEL})*\.?|\[[0-9a-f:.]{{2,45}}\])(?::(?P<port>\d{{0,5}}))?", re.A
)
LONGEST, LAST_PORT = 253, 65_535


def configure(app: Flask) -> None:
    """Check the host of each request before the application sees it."""
    app.wsgi_app = HostName(app.wsgi_app)  # type: ignore[method-assign]


def is_host(text: str) -> bool:
    """Return whether a lower-case text is the name or address of a host, with or without a port."""
    found = HOST.fullmatch(text)
    is_short = len(text) <= LONGEST + len(f":{LAST_PORT}")
    return bool(found) and is_short and int((found and found["port"]) or 0) <= LAST_PORT


class HostName:
    """Passes hosts on in lower case: `Ada.example` is the same one (RFC 9110, 4.2.3)."""

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        is_old = environ.get("SERVER_PROTOCOL") == "HTTP/1.0"
        host = environ.get("HTTP_HOST", LONE if is_old else "").lower()
        if not is_host(host):
            environ[MALFORMED], host = True, LONE
        if "HTTP_HOST" in environ or not is_old:
            environ["HTTP_HOST"] = host
        return self._application(environ, start_response)

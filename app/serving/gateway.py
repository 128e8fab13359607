"""The way from a request of the event loop to the WSGI application and back."""

import sys
from collections.abc import Callable, Container, Iterable
from typing import IO, Any

from app.serving.rsgi import Answer, Headers, RequestHeaders, RequestScope, StreamedAnswer
from app.web.policy import STREAMED

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]


def environ(
    scope: RequestScope, body: IO[bytes], length: int, only: Container[str] | None = None
) -> Environ:
    """Return the WSGI environment of a request with this body; `only` names headers to keep."""
    server, _, port = scope.server.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # WSGI wants the bytes of UTF-8 as Latin-1 characters.
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version if '.' in scope.http_version else '1.0'}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **_header_variables(scope.headers, only),
        "CONTENT_LENGTH": str(length),
    }


def scheme(scope: RequestScope, proxies: int) -> str:
    """Return the scheme that the browser used, as the nearest trusted proxy tells it."""
    return forwarded(scope, "x-forwarded-proto", proxies) or scope.scheme


def forwarded(scope: RequestScope, header: str, proxies: int) -> str:
    """Return what the nearest trusted proxy tells in a header, "" if it tells nothing."""
    told = ",".join(scope.headers.get_all(header)).split(",")
    return told[-proxies].strip() if 0 < proxies <= len(told) else ""


def call(application: Application, environ: Environ) -> Answer:
    """Run the application and return its whole answer."""
    answer = respond(application, environ)
    assert isinstance(answer, Answer)  # noqa: S101 (nothing public is streamed)
    return answer


def respond(application: Application, environ: Environ) -> Answer | StreamedAnswer:
    """Run the application and return its answer: whole, unless it says that it is too large."""
    started: list[tuple[str, Headers]] = []
    written: list[bytes] = []

    def start_response(status: str, headers: Headers, exc_info: object = None) -> Any:
        started.append((status, headers))
        return written.append

    pieces = application(environ, start_response)
    if STREAMED in environ:
        status, headers = started[-1]
        close_pieces = getattr(pieces, "close", lambda: None)
        return StreamedAnswer(int(status[:3]), headers, iter(pieces), close_pieces)
    try:
        written.extend(pieces)
    finally:
        if close := getattr(pieces, "close", None):
            close()
    status, headers = started[-1]
    return Answer(int(status[:3]), headers, b"".join(written))


def _header_variables(headers: RequestHeaders, only: Container[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in headers.items():
        # "X_Real" would pass for the "X-Real" that a proxy sets.
        if "_" in name or (only is not None and name not in only):
            continue
        variable = name.replace("-", "_").upper()
        variable = variable if name == "content-type" else f"HTTP_{variable}"
        separator = "; " if name == "cookie" else ","
        found[variable] = f"{found[variable]}{separator}{value}" if variable in found else value
    return found

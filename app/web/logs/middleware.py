"""Around the application, under any server: each request has an id, and a line in the log."""

from collections.abc import Callable, Iterable, Iterator
from time import perf_counter
from typing import Any

from app.web.languages import LANGUAGE
from app.web.logs.request_ids import HEADER, REQUEST_ID, choose_id
from app.web.logs.request_lines import WriteLine

Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
# Where our server says that it writes the line.
IS_LOGGED = "vitae.is_logged"


class RequestLog:
    """A WSGI application that wraps another one; `line` is None where no lines are wanted."""

    def __init__(self, application: Application, line: WriteLine | None, proxies: int) -> None:
        self._application = application
        self._line = line
        self._proxies = proxies

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer a request."""
        started = perf_counter()
        request_id = choose_id(environ.get("HTTP_X_REQUEST_ID"), self._proxies)
        environ[REQUEST_ID] = request_id
        status = 500

        def start(line: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            nonlocal status
            status = int(line[:3])
            return start_response(line, [*headers, (HEADER, request_id)], exc_info)

        if (line := self._line) is None or IS_LOGGED in environ:
            return self._application(environ, start)

        def note(size: int) -> None:
            asked, seconds = (environ["REQUEST_METHOD"], _path(environ)), perf_counter() - started
            stream = environ["wsgi.errors"]
            stream.write(line(request_id, asked, status, size, seconds))
            stream.flush()

        try:
            return CountedBody(self._application(environ, start), note)
        except BaseException:
            note(0)
            raise


class CountedBody:
    """The pieces of an answer, counted; `done` is told their size once they are closed."""

    def __init__(self, pieces: Iterable[bytes], done: Callable[[int], None]) -> None:
        self._pieces = pieces
        self._done: Callable[[int], None] | None = done
        self._size = 0

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._size += len(piece)
            yield piece

    def close(self) -> None:
        """Close the pieces, and tell their size."""
        try:
            if close := getattr(self._pieces, "close", None):
                close()
        finally:
            done, self._done = self._done, None
            if done:
                done(self._size)


def _path(environ: Environ) -> str:
    tag = environ.get(LANGUAGE)
    root = environ.get("SCRIPT_NAME", "") + (f"/{tag}" if tag else "")
    path = root + environ.get("PATH_INFO", "")
    # WSGI has the bytes of UTF-8 as Latin-1 characters.
    return str(path).encode("latin-1", "replace").decode("utf-8", "replace")

"""The event loop's side of the server: what it answers itself, and what it hands to threads."""

import asyncio
import io
import re
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

from flask import Flask

from app.database import SAFE_METHODS
from app.services import purging
from app.serving import gateway
from app.serving.bodies import (
    Bodies,
    BodyIncompleteError,
    BodyTooLargeError,
    BodyTooSlowError,
    TooManyBodiesError,
)
from app.serving.client_socket import limit_unread
from app.serving.gates import BusyError
from app.serving.gateway import Environ
from app.serving.large_answers import LargeAnswers, is_large
from app.serving.refusals import refusal
from app.serving.request_log import LineBuffer
from app.serving.rsgi import (
    Answer,
    Connection,
    Headers,
    RequestHeaders,
    RequestScope,
    StreamedAnswer,
)
from app.serving.runner import Runner
from app.serving.visitors import VisitorAnswers, is_visit
from app.web import policy, sub_path
from app.web.costs import GIVE_WAY, requested_view
from app.web.logs.middleware import IS_LOGGED
from app.web.logs.request_ids import HEADER, choose_id, find_id
from app.web.logs.request_lines import line_writer
from app.web.response_cache import is_public

# Seconds until a worker is asked again whether it listens.
LISTENING_SECONDS = 0.5
DIGITS = re.compile(r"[0-9]{1,18}", re.ASCII)
BUSY = (503, "The site is busy. Please try again in a few seconds.")


class HostError(Exception):
    """A request doesn't have exactly one host."""


REFUSALS: dict[type[Exception], tuple[int, str]] = {
    BusyError: BUSY,
    TooManyBodiesError: BUSY,
    BodyTooSlowError: (408, "The request took too long to arrive. Please try again."),
    BodyIncompleteError: (400, "The request is incomplete."),
    HostError: (400, "A request needs one Host header."),
}

View = Callable[..., Any] | None


class Front:
    """Serves a Flask application by the RSGI protocol."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.bodies = Bodies(app.config["MAX_CONTENT_LENGTH"])
        self.runner = Runner()
        self.visitors = VisitorAnswers(app, self.runner)
        self.large = LargeAnswers(self.runner.in_thread)
        self._proxies = app.config["PROXIES"]
        self._line = line_writer(app.config["LOG_FORMAT"])
        self.log = LineBuffer() if app.config["LOG_REQUESTS"] else None

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Limit how long clients may leave unread what they asked for, and empty caches."""
        # The server begins to listen only after this.
        if not limit_unread():
            loop.call_later(LISTENING_SECONDS, self.__rsgi_init__, loop)
            return
        # Another version of the program may make other pages of the same data.
        with self._app.app_context():
            purging.request_purge()

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """End what would outlive the event loop."""
        self.close()

    def close(self) -> None:
        """End the threads and the connection."""
        self.runner.close()
        self.visitors.close()
        if self.log:
            self.log.write()

    async def __rsgi__(self, scope: RequestScope, connection: Connection) -> None:
        """Answer a request."""
        started = perf_counter()
        # The server copies all headers each time that it is asked for them.
        headers = scope.headers
        told = headers.get("x-request-id") if self._proxies else None
        request_id = choose_id(told, self._proxies)
        try:
            if (server := self.visitors.version.server) and server.is_due:
                await server.refresh()
            ready = self.visitors.ready(scope, headers)
            answer = ready or await self._answer(scope, headers, connection)
            # An answer that the application made just now has its own, which its page may show.
            request_id = (not ready and find_id(answer.headers)) or request_id
            if isinstance(answer, StreamedAnswer) or is_large(answer, scope.method):
                named = answer._replace(headers=_named(answer.headers, request_id))
                size = await self.large.send(named, scope, connection)
                self._note(scope, request_id, answer.status, size, started)
                return
        except Exception as error:
            answer = self._explained(error, scope, request_id)
        size = 0 if scope.method == "HEAD" else len(answer.body)
        named_headers = _named(answer.headers, request_id)
        if size:
            connection.response_bytes(answer.status, named_headers, answer.body)
        else:
            connection.response_empty(answer.status, named_headers)
        self._note(scope, request_id, answer.status, size, started)

    def _note(
        self, scope: RequestScope, request_id: str, status: int, size: int, started: float
    ) -> None:
        if self.log:
            seconds = perf_counter() - started
            self.log.add(self._line(request_id, (scope.method, scope.path), status, size, seconds))

    def _explained(self, error: Exception, scope: RequestScope, request_id: str) -> Answer:
        answer = self._refused(error, request_id)
        is_secure = gateway.scheme(scope, self._app.config["PROXIES"]) == "https"
        if is_secure and not self._location(scope).prefix:
            answer.headers.append(("Strict-Transport-Security", policy.HSTS))
        return answer

    def _refused(self, error: Exception, request_id: str) -> Answer:
        if known := REFUSALS.get(type(error)):
            return refusal(*known)
        extra = {"request_id": request_id}
        self._app.logger.error("A request could not be answered.", exc_info=error, extra=extra)
        return refusal(500, f"Something went wrong. The error was logged as {request_id}.")

    async def _answer(
        self, scope: RequestScope, headers: RequestHeaders, connection: Connection
    ) -> Answer | StreamedAnswer:
        hosts = headers.get_all("host")
        if len(hosts) != 1 or not hosts[0]:
            raise HostError
        view = self._view(scope)
        if view and is_public(view) and is_visit(scope, headers):
            return await self.visitors.answer(view, scope, headers)
        return await self._with_body(view, scope, connection)

    def _view(self, scope: RequestScope) -> View:
        path = self._location(scope).path
        return None if path is None else requested_view(self._app, scope.method, path)

    def _location(self, scope: RequestScope) -> sub_path.Location:
        told = gateway.forwarded(scope, "x-forwarded-prefix", self._app.config["PROXIES"])
        return sub_path.locate(self._app, told, scope.path, by_proxy=True)

    async def _with_body(
        self, view: View, scope: RequestScope, connection: Connection
    ) -> Answer | StreamedAnswer:
        if scope.method in {"GET", "HEAD"}:
            return await self._run(view, scope, gateway.environ(scope, io.BytesIO(), 0))
        with self.bodies.reader() as body:
            try:
                await body.read(connection, _announced_length(scope))
            except BodyTooLargeError:
                refused = gateway.environ(scope, io.BytesIO(), 0)
                return await self._run(view, scope, {**refused, policy.REFUSAL: 413})
            return await self._run(view, scope, gateway.environ(scope, body.file, body.received))

    async def _run(
        self, view: View, scope: RequestScope, environ: Environ
    ) -> Answer | StreamedAnswer:
        try:
            environ[GIVE_WAY] = self.runner.turn_taker()
            environ[IS_LOGGED] = True
            work = partial(gateway.respond, self._app, environ)
            return await self.runner.run(view, scope, work)
        finally:
            if scope.method not in SAFE_METHODS:
                self.visitors.version.expire()


def _named(headers: Headers, request_id: str) -> Headers:
    """Return the headers of an answer with the id of its request."""
    if headers and headers[-1] == (HEADER, request_id):
        return headers
    return [*headers, (HEADER, request_id)]


def _announced_length(scope: RequestScope) -> int | None:
    announced = scope.headers.get("content-length", "")
    return int(announced) if DIGITS.fullmatch(announced) else None

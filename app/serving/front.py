"""The event loop's side of the server: what it answers itself, and what it hands to threads."""

import asyncio
import io
import logging
import re
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Flask

from app.database import SAFE_METHODS
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
from app.serving.rsgi import Answer, Connection, RequestHeaders, RequestScope, StreamedAnswer
from app.serving.runner import Runner
from app.serving.visitors import VisitorAnswers, is_visit
from app.web import policy, sub_path
from app.web.costs import GIVE_WAY, requested_view
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


logger = logging.getLogger(__name__)


class Front:
    """Serves a Flask application by the RSGI protocol."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.bodies = Bodies(app.config["MAX_CONTENT_LENGTH"])
        self.runner = Runner()
        self.visitors = VisitorAnswers(app, self.runner)
        self.large = LargeAnswers(self.runner.in_thread)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Limit how long clients may leave unread what they asked for."""
        # The server begins to listen only after this.
        if not limit_unread():
            loop.call_later(LISTENING_SECONDS, self.__rsgi_init__, loop)

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """End what would outlive the event loop."""
        self.close()

    def close(self) -> None:
        """End the threads and the connection."""
        self.runner.close()
        self.visitors.close()

    async def __rsgi__(self, scope: RequestScope, connection: Connection) -> None:
        """Answer a request."""
        # The server copies all headers each time that it is asked for them.
        headers = scope.headers
        try:
            if (server := self.visitors.version.server) and server.is_due:
                await server.refresh()
            ready = self.visitors.ready(scope, headers)
            answer = ready or await self._answer(scope, headers, connection)
            if isinstance(answer, StreamedAnswer) or is_large(answer, scope.method):
                await self.large.send(answer, scope, connection)
                return
        except Exception as error:
            answer = _explained(error)
            if gateway.scheme(scope, self._app.config["PROXIES"]) == "https":
                answer.headers.append(("Strict-Transport-Security", policy.HSTS))
        if scope.method == "HEAD" or not answer.body:
            connection.response_empty(answer.status, answer.headers)
        else:
            connection.response_bytes(answer.status, answer.headers, answer.body)

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
        told = gateway.forwarded(scope, "x-forwarded-prefix", self._app.config["PROXIES"])
        path = sub_path.locate(self._app, told, scope.path, by_proxy=True).path
        return None if path is None else requested_view(self._app, scope.method, path)

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
            work = partial(gateway.respond, self._app, environ)
            return await self.runner.run(view, scope, work)
        finally:
            if scope.method not in SAFE_METHODS:
                self.visitors.version.expire()


def _explained(error: Exception) -> Answer:
    if known := REFUSALS.get(type(error)):
        return refusal(*known)
    logger.error("A request could not be answered.", exc_info=error)
    return refusal(500, "Something went wrong. The error was logged.")


def _announced_length(scope: RequestScope) -> int | None:
    announced = scope.headers.get("content-length", "")
    return int(announced) if DIGITS.fullmatch(announced) else None

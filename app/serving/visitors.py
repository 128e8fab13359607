"""Answers for visitors: from memory, or rendered once for all who ask at the same time."""

import asyncio
import io
import os
import sys
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from flask import Flask

from app.database import db
from app.serving import gateway
from app.serving.answer_cache import AnswerCache, Key
from app.serving.data_version import DataVersion
from app.serving.finished_answer import BROTLI, FinishedAnswer
from app.serving.rsgi import Answer, RequestHeaders, RequestScope
from app.serving.runner import Runner
from app.web import policy
from app.web.costs import GIVE_WAY
from app.web.logs.middleware import IS_LOGGED
from app.web.response_cache import CACHEABLE

# Of all processes together: room for the pages of a thousand works. To make answers takes several
# times as much, so that with more the processes would not stay within 250 MB.
CAPACITY = 32 * 1024 * 1024
VISITED = frozenset({"GET", "HEAD"})
# What answers depend on, besides the address; behind a proxy, on what it forwards as well.
HEADERS = ("host", "accept")
FORWARDED = ("x-forwarded-proto", "x-forwarded-host", "x-forwarded-prefix")
# All of our cookies have this in their names.
COOKIE = "vitae"
# The use at which an answer is worth the time for the best compression.
WORTHWHILE_USE = 2


class VisitorAnswers:
    """Keeps finished answers of public views while the data stays the same."""

    def __init__(self, app: Flask, runner: Runner) -> None:
        self._app = app
        self._runner = runner
        self._forwarded = FORWARDED if app.config["PROXIES"] else ()
        self._headers = {*HEADERS, *self._forwarded}
        with app.app_context():
            self.version = DataVersion(db.engine)
        self.cache = AnswerCache(CAPACITY // app.config["WORKERS"])
        self._rendering: dict[Key, asyncio.Future[FinishedAnswer]] = {}
        self._compressing = ThreadPoolExecutor(1, "compress", _lower_priority)

    def ready(self, scope: RequestScope, headers: RequestHeaders) -> Answer | None:
        """Return the answer to a visitor if it is in memory."""
        found = self._find(scope, headers) if is_visit(scope, headers) else None
        return self._form(found, headers) if found else None

    async def answer(
        self, view: Callable[..., Any], scope: RequestScope, headers: RequestHeaders
    ) -> Answer:
        """Return the answer to a visitor: rendered, unless another visitor's is the same."""
        # In memory, it may lack only the encoding.
        found = self._find(scope, headers) or await self._rendered(view, scope, headers)
        return self._form(found, headers) or await self._encode(found, headers)

    def close(self) -> None:
        """Stop compressing, and close the connection."""
        self._compressing.shutdown(wait=False, cancel_futures=True)
        self.version.close()

    def _find(self, scope: RequestScope, headers: RequestHeaders) -> FinishedAnswer | None:
        version = self.version.current()
        if version is None:
            return None
        address = self._address(scope, headers)
        return self.cache.find(version, address, headers.get("accept", ""))

    def _address(self, scope: RequestScope, headers: RequestHeaders) -> Key:
        hosts = tuple(headers.get_all("host"))
        address = scope.path, scope.query_string, hosts, scope.scheme
        if not self._forwarded:
            return address
        return (*address, *(tuple(headers.get_all(name)) for name in self._forwarded))

    def _form(self, found: FinishedAnswer, headers: RequestHeaders) -> Answer | None:
        if same := _not_modified(found, headers):
            return same
        encoding = _encoding(headers)
        answer = found.encoded(encoding)
        if answer and encoding == BROTLI:
            found.uses += 1
            if found.uses == WORTHWHILE_USE and found.is_kept:
                # Smaller afterwards, it still counts as large as it was.
                self._compressing.submit(found.compress_better)
        return answer

    async def _rendered(
        self, view: Callable[..., Any], scope: RequestScope, headers: RequestHeaders
    ) -> FinishedAnswer:
        # The version first: what is rendered is at least as new.
        version = self.version.current()
        key = version, self._address(scope, headers), headers.get("accept", "")
        rendering = self._rendering.get(key)
        if rendering is None:
            rendering = asyncio.ensure_future(self._render(version, view, scope))
            self._rendering[key] = rendering
            rendering.add_done_callback(lambda _: self._rendering.pop(key))
        # The others get it even if the first one leaves.
        return await asyncio.shield(rendering)

    async def _render(
        self, version: Hashable, view: Callable[..., Any], scope: RequestScope
    ) -> FinishedAnswer:
        headers = scope.headers
        accept = headers.get("accept", "")
        work = partial(self._make, scope, accept, _encoding(headers))
        made, is_cacheable = await self._runner.run(view, scope, work)
        if is_cacheable and version is not None:
            self.cache.keep(version, self._address(scope, headers), accept, made)
        return made

    def _make(self, scope: RequestScope, accept: str, encoding: str) -> tuple[FinishedAnswer, bool]:
        """Render an answer from what it may depend on, and from nothing else of the request."""
        environ = gateway.environ(scope, io.BytesIO(), 0, self._headers)
        environ["REQUEST_METHOD"] = "GET"
        environ[GIVE_WAY] = self._runner.turn_taker()
        environ[IS_LOGGED] = True
        answer = gateway.call(self._app, environ)
        made = FinishedAnswer(answer, accept, environ.get(policy.READY))
        made.encode(encoding)
        return made, answer.status == 200 and CACHEABLE in environ

    async def _encode(self, found: FinishedAnswer, headers: RequestHeaders) -> Answer:
        made = await self._runner.in_thread(partial(found.encode, _encoding(headers)))
        self.cache.recount(found)
        return made


def is_visit(scope: RequestScope, headers: RequestHeaders) -> bool:
    """Return whether a request is one of a visitor, whose answer depends on nothing else."""
    if scope.method not in VISITED or "if-match" in headers:
        return False
    return "cookie" not in headers or COOKIE not in ";".join(headers.get_all("cookie"))


def _not_modified(found: FinishedAnswer, headers: RequestHeaders) -> Answer | None:
    """Return the answer to a client that has it: by its tag, or else by its date (RFC 9110, 13)."""
    if condition := headers.get("if-none-match"):
        return found.not_modified(condition)
    if found.has_date:
        return found.not_modified_since(headers.get("if-modified-since"))
    return None


def _encoding(headers: RequestHeaders) -> str:
    return policy.preferred_encoding(headers.get("accept-encoding", ""))


def _lower_priority() -> None:
    # Elsewhere, this would be the priority of the whole process.
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 19)

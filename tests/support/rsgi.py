"""Requests of the RSGI protocol without a network: what a server would pass and be told."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.serving.front import Front
from app.serving.rsgi import Answer, Headers

T = TypeVar("T")
HOST = "site.example"


class HeaderFields:
    def __init__(self, *pairs: tuple[str, str]) -> None:
        self._pairs = pairs

    def __contains__(self, name: str) -> bool:
        return bool(self.get_all(name))

    def get(self, name: str, default: Any = None) -> Any:
        return next(iter(self.get_all(name)), default)

    def get_all(self, name: str) -> list[str]:
        return [value for key, value in self._pairs if key == name]

    def items(self) -> list[tuple[str, str]]:
        return [*self._pairs]


@dataclass
class FakeScope:
    """A request's line and headers."""

    method: str = "GET"
    path: str = "/"
    query_string: str = ""
    headers: HeaderFields = field(default_factory=lambda: HeaderFields(("host", HOST)))
    scheme: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:5000"
    client: str = "127.0.0.1:41000"


@dataclass
class FakeConnection:
    """Sends the pieces of a body, each after `pause` seconds, then hangs if it is `endless`."""

    pieces: Sequence[bytes] = ()
    pause: float = 0
    endless: bool = False
    is_broken: bool = False
    is_gone: bool = False
    sent: int = 0
    answer: Answer | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            await asyncio.sleep(self.pause)
            self.sent += len(piece)
            yield piece
        if self.endless:
            await asyncio.sleep(60)
        if self.is_broken:
            yield b""
        yield b""

    def response_stream(self, status: int, headers: Headers) -> "FakeConnection":
        self.answer = Answer(status, headers, b"")
        return self

    async def send_bytes(self, data: bytes) -> None:
        if self.is_gone:
            raise ConnectionError("the browser has gone")
        assert self.answer
        self.answer = self.answer._replace(body=self.answer.body + data)

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        self.answer = Answer(status, headers, body)

    def response_empty(self, status: int, headers: Headers) -> None:
        self.answer = Answer(status, headers, b"")


def scope(address: str = "/", method: str = "GET", **headers: str) -> FakeScope:
    """Return a request for an address; `content_length=…` becomes a header."""
    path, _, query = address.partition("?")
    named = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return FakeScope(method, path, query, HeaderFields(*named.items()))


async def send(front: Front, asked: FakeScope, connection: FakeConnection | None = None) -> Answer:
    """Return the answer to a request."""
    used = connection or FakeConnection()
    await front.__rsgi__(asked, used)
    assert used.answer
    return used.answer


def finished(work: Coroutine[Any, Any, T]) -> T:
    """Return the result of a coroutine, run by a thread of its own.

    The main thread has an event loop already once a test in a browser ran there.
    """
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def lasting(headers: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return headers by their names in lower case, without an answer's own time and id."""
    named = {name.lower(): value for name, value in headers}
    return {name: named[name] for name in named if name not in {"date", "x-request-id"}}


def headers_of(answer: Answer) -> Mapping[str, str]:
    """Return the headers of an answer by their names in lower case."""
    return {name.lower(): value for name, value in answer.headers}


def get(front: Front, address: str = "/", method: str = "GET", **headers: str) -> Answer:
    """Return the answer to a visitor."""
    return finished(send(front, scope(address, method, **headers)))


def kept(front: Front) -> int:
    """Return the number of answers that are kept."""
    return len(front.visitors.cache._answers)

"""Large answers, sent as fast as their clients take them, and only while they do.

The server takes all that it is given and holds it until the client has read it. So it gets little
at a time, and the kernel tells how much has arrived.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from app.serving.client_socket import ClientSocket, find_client
from app.serving.gates import BusyError, RequestGate
from app.serving.rsgi import Answer, Connection, RequestScope, StreamedAnswer

PIECE = 64 * 1024
# What one client has not received yet of what was sent, and how many get large answers at once.
WINDOW, PLACES = 256 * 1024, 64
# Bodies up to this size are sent whole: pages must not wait for those who download.
SMALL = WINDOW
# How many others wait for that, at most.
MOST_WAITING = 100
# Bytes of different bodies that are being sent: one that is kept in memory counts once.
MOST_BYTES = 24 * 1024 * 1024
# A client is in time while it takes so many bytes per second, but for so many seconds; and if
# others wait for its place, so many seconds without any.
SLOWEST_RATE, GRACE, GRACE_IF_WANTED = 4 * 1024, 15.0, 2.0
# For how many seconds someone who was refused is thought to come back.
WANTED_SECONDS = 10
# Seconds between looks at what has arrived.
SHORTEST_PAUSE, LONGEST_PAUSE = 0.002, 0.1

InThread = Callable[[Callable[[], Any]], Awaitable[Any]]

logger = logging.getLogger(__name__)


class ReadsTooSlowlyError(Exception):
    """The client does not take what it asked for."""


class LargeAnswers:
    """Sends large answers: to a bounded number of clients, of a bounded number of bytes."""

    def __init__(self, in_thread: InThread) -> None:
        self._in_thread = in_thread
        self.places = RequestGate(PLACES, MOST_WAITING)
        self._bodies: Counter[int] = Counter()
        self._held = 0
        self._wanted_until = 0.0
        self.grace = GRACE

    async def send(self, answer: Answer | StreamedAnswer, to: RequestScope, by: Connection) -> int:
        """Send an answer, and return the number of bytes that were sent.

        Raises BusyError, before anything is sent, if there are too many.
        """
        body = b"" if isinstance(answer, StreamedAnswer) else answer.body
        try:
            with self._counted(body):
                async with self.places.passed():
                    return await self._send(answer, to, by)
        except BusyError:
            self._wanted_until = _now() + WANTED_SECONDS
            raise
        finally:
            if isinstance(answer, StreamedAnswer):
                await self._in_thread(answer.close)

    def is_wanted(self) -> bool:
        """Return whether others wait to be sent something large."""
        return self.places.is_wanted or _now() < self._wanted_until

    async def _send(self, answer: Answer | StreamedAnswer, to: RequestScope, by: Connection) -> int:
        sent = 0
        client = await self._in_thread(partial(find_client, to.client))
        try:
            pace = Pace(client, self.grace, self.is_wanted) if client else None
            stream = by.response_stream(answer.status, answer.headers)
            async for piece in self._pieces(answer):
                await stream.send_bytes(piece)
                sent += len(piece)
                if pace:
                    await pace.follow(len(piece))
        except Exception as error:
            # The client sees that the rest is missing.
            logger.info("A download was interrupted: %r", error)
            if client:
                client.abort()
        finally:
            if client:
                client.close()
        return sent

    async def _pieces(self, answer: Answer | StreamedAnswer) -> AsyncIterator[bytes]:
        if isinstance(answer, StreamedAnswer):
            while piece := await self._in_thread(partial(next, answer.pieces, b"")):
                yield piece
        else:
            for start in range(0, len(answer.body), PIECE):
                yield answer.body[start : start + PIECE]

    @contextmanager
    def _counted(self, body: bytes) -> Iterator[None]:
        name = id(body)
        if not self._bodies[name]:
            if self._held and self._held + len(body) > MOST_BYTES:
                raise BusyError
            self._held += len(body)
        self._bodies[name] += 1
        try:
            yield
        finally:
            self._bodies[name] -= 1
            if not self._bodies[name]:
                del self._bodies[name]
                self._held -= len(body)


class Pace:
    """How much was sent to a client, and how much of it has arrived."""

    def __init__(self, client: ClientSocket, grace: float, is_wanted: Callable[[], bool]) -> None:
        self._client = client
        self._grace, self._is_wanted = grace, is_wanted
        self._arrived = client.acknowledged()
        self._sent = self._arrived
        self._moved = _now()
        self._deadline = self._moved + grace

    async def follow(self, sent: int) -> None:
        """Wait until little of what was sent is under way. Raises ReadsTooSlowlyError."""
        self._sent += sent
        pause = SHORTEST_PAUSE
        while self._look() > WINDOW:
            self._require_progress()
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _look(self) -> int:
        """Return the bytes under way; what arrives fast earns no more than the grace."""
        arrived, now = self._client.acknowledged(), _now()
        if arrived > self._arrived:
            earned = self._deadline + (arrived - self._arrived) / SLOWEST_RATE
            self._deadline = min(earned, now + self._grace)
            self._arrived, self._moved = arrived, now
        return self._sent - arrived

    def _require_progress(self) -> None:
        now = _now()
        if now > self._deadline or (now > self._moved + GRACE_IF_WANTED and self._is_wanted()):
            raise ReadsTooSlowlyError


def is_large(answer: Answer, method: str) -> bool:
    """Return whether the answer to a request is sent in pieces."""
    return len(answer.body) > SMALL and method != "HEAD"


def _now() -> float:
    return asyncio.get_running_loop().time()

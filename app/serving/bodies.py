"""Request bodies, read completely before a thread is taken, within limits of size and time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from tempfile import SpooledTemporaryFile
from typing import IO

from app.serving.rsgi import Source

# A body is in time while it arrives at this rate, in bytes per second, but for so many seconds.
SLOWEST_RATE, GRACE = 16 * 1024, 15
# Bytes of one body that are kept in memory, and of all unanswered ones, on disk or not.
IN_MEMORY, ALL_TOGETHER = 64 * 1024, 128 * 1024 * 1024
# The share of all together that is for small bodies, so that large ones never prevent a save.
FOR_SMALL = 1 / 4
# What is read of a refused body and for how long: browsers show an answer only after sending all.
DRAINED_BYTES, DRAINED_SECONDS = 64 * 1024 * 1024, 20


class BodyTooLargeError(Exception):
    """The body exceeds the limit."""


class BodyTooSlowError(Exception):
    """The body did not arrive in time."""


class BodyIncompleteError(Exception):
    """The client left before it had sent the whole body."""


class TooManyBodiesError(Exception):
    """All unanswered bodies together exceed their limit."""


class Bodies:
    """Reads bodies of up to `limit` bytes, with `together` bytes of unanswered ones at once."""

    def __init__(self, limit: int, together: int = ALL_TOGETHER, grace: float = GRACE) -> None:
        self.limit = limit
        self.left = together
        self.for_small = together * FOR_SMALL
        self.grace = grace

    @contextmanager
    def reader(self) -> Iterator["BodyReader"]:
        """Give a reader, whose body counts until the block ends."""
        reader = BodyReader(self)
        try:
            yield reader
        finally:
            self.left += reader.received
            reader.file.close()


class BodyReader:
    """Reads one body into `file`."""

    def __init__(self, bodies: Bodies) -> None:
        self._bodies = bodies
        self.received = 0
        self.file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 (the reader's block closes it)

    async def read(self, source: Source, length: int | None) -> None:
        """Read the whole body; `length` is None if the client did not announce it."""
        pieces = _pieces(source)
        is_small = length is None or length <= self._bodies.limit
        if not (is_small and await self._read_in_time(pieces)):
            await _drain(pieces)
            raise BodyTooLargeError
        if length is not None and self.received < length:
            raise BodyIncompleteError
        self.file.seek(0)

    async def _read_in_time(self, pieces: AsyncIterator[bytes]) -> bool:
        """Read the body and return True, or return False once it exceeds the limit.

        What comes fast earns no more than the grace: the rest of a large body can't take long.
        """
        now, ends = asyncio.get_running_loop().time, 0
        try:
            async with asyncio.timeout(self._bodies.grace) as deadline:
                async for piece in pieces:
                    ends += not piece
                    if not self._keep(piece):
                        return False
                    earned = (deadline.when() or 0) + len(piece) / SLOWEST_RATE
                    deadline.reschedule(min(earned, now() + self._bodies.grace))
        except TimeoutError:
            raise BodyTooSlowError from None
        if ends > 1:
            raise BodyIncompleteError
        return True

    def _keep(self, piece: bytes) -> bool:
        self.received += len(piece)
        self._bodies.left -= len(piece)
        is_small = self.received <= IN_MEMORY
        if self._bodies.left < (0 if is_small else self._bodies.for_small):
            raise TooManyBodiesError
        self.file.write(piece)
        return self.received <= self._bodies.limit


async def _pieces(source: Source) -> AsyncIterator[bytes]:
    # The server gives its iterator once, and `async for` would ask for another one.
    async for piece in source:
        yield piece


async def _drain(pieces: AsyncIterator[bytes]) -> None:
    left = DRAINED_BYTES
    with suppress(TimeoutError):
        async with asyncio.timeout(DRAINED_SECONDS):
            async for piece in pieces:
                left -= len(piece)
                if left < 0:
                    return

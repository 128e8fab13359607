"""Gates: how many requests run at once, and how long others wait for their turn."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class BusyError(Exception):
    """Too many requests wait already, or this one waited too long."""


class RequestGate:
    """Lets `places` pass at once; at most `most_waiting` others wait, for `patience` seconds.

    Those who waited in vain are refused, or else pass without a place.
    """

    def __init__(
        self, places: int, most_waiting: int = 1_000, patience: float = 5, *, refuses: bool = True
    ) -> None:
        self._free = asyncio.Semaphore(places)
        self._most_waiting = most_waiting
        self._patience, self._refuses = patience, refuses
        self._waiting = 0

    @asynccontextmanager
    async def passed(self) -> AsyncIterator[None]:
        """Hold a place while the block lasts; raise BusyError if none becomes free in time."""
        has_place = await self._wait()
        try:
            yield
        finally:
            if has_place:
                self._free.release()

    @property
    def is_wanted(self) -> bool:
        """Whether someone waits."""
        return self._waiting > 0

    async def _wait(self) -> bool:
        if self._waiting >= self._most_waiting:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self._patience):
                return await self._free.acquire()
        except TimeoutError:
            if self._refuses:
                raise BusyError from None
            return False
        finally:
            self._waiting -= 1

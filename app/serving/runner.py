"""The threads that run the application, and the gates before them."""

import asyncio
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, contextmanager
from typing import Any, TypeVar

from app.database import SAFE_METHODS
from app.serving.gates import RequestGate
from app.serving.rsgi import RequestScope
from app.web.costs import is_expensive

T = TypeVar("T")
# Threads that run the application, and how many of them may be waiting to write.
THREADS, WRITING = 16, 8
# How many requests read at once, and for how many seconds others wait for these: one interpreter
# runs one thread at a time, so of many at once, all would end late and keep their locks till then.
READING, HOLD_BACK = 2, 0.5
# How many seconds an expensive answer gives way in all, and at a time.
PATIENCE, PAUSE = 5.0, 0.002


class Runner:
    """Runs the work of requests in threads, an expensive one at a time, which gives way."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, "request")
        self._running, self._writing = RequestGate(THREADS), RequestGate(WRITING)
        self._reading = RequestGate(READING, patience=HOLD_BACK, refuses=False)
        self.expensive = RequestGate(1)
        self._quick = 0

    async def run(
        self, view: Callable[..., Any] | None, scope: RequestScope, work: Callable[[], T]
    ) -> T:
        """Return the result of a request's work, or raise BusyError if it has to wait too long."""
        async with AsyncExitStack() as places:
            is_reading = scope.method in SAFE_METHODS
            if not is_reading:
                await places.enter_async_context(self._writing.passed())
            if is_expensive(view, scope.query_string):
                await places.enter_async_context(self.expensive.passed())
            else:
                places.enter_context(self._counted())
                if is_reading:
                    await places.enter_async_context(self._reading.passed())
            await places.enter_async_context(self._running.passed())
            return await self.in_thread(work)

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Return the result of work that is done by a thread."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)

    def turn_taker(self) -> Callable[[], None]:
        """Return what an expensive answer calls now and then: it waits while others run.

        One interpreter runs one thread at a time; without this, each of them waits for its turn
        again and again.
        """
        left = PATIENCE

        def wait() -> None:
            nonlocal left
            while self._quick and left > 0:
                time.sleep(PAUSE)
                left -= PAUSE

        return wait

    def close(self) -> None:
        """End the threads once they have finished what they do."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        self._quick += 1
        try:
            yield
        finally:
            self._quick -= 1

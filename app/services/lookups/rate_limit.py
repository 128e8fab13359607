"""Rate limiting: one request at a time, and a minimum interval between requests to one host."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from app.services.lookups import errors
from app.services.lookups.errors import LookupFailedError

# arXiv's terms of use require three seconds between two requests.
GAPS = {"export.arxiv.org": 3.0, "arxiv.org": 3.0}
GAP = 1.0


class RateLimiter:
    def __init__(
        self,
        gaps: Mapping[str, float] = GAPS,
        gap: float = GAP,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._gaps, self._gap, self._clock, self._sleep = gaps, gap, clock, sleep
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    @contextmanager
    def acquire(self, host: str, max_wait: float) -> Iterator[float]:
        """Wait up to `max_wait` seconds for a request to `host`; yield the seconds waited."""
        began = self._clock()
        if not self._lock.acquire(timeout=max(max_wait, 0)):
            raise LookupFailedError(errors.BUSY)
        try:
            self._pause(host, max_wait - (self._clock() - began))
            self._free_at[host] = self._clock() + self._gaps.get(host, self._gap)
            yield self._clock() - began
        finally:
            self._lock.release()

    def block(self, host: str, seconds: float) -> None:
        """Block requests to `host` for some seconds, as it asked for."""
        self._free_at[host] = self._clock() + seconds

    def _pause(self, host: str, max_wait: float) -> None:
        seconds = self._free_at.get(host, 0) - self._clock()
        if seconds > max(max_wait, 0):
            raise errors.pause(host, seconds)
        if seconds > 0:
            self._sleep(seconds)


# Shared by the whole process, since hosts count all of its requests.
RATE_LIMITER = RateLimiter()

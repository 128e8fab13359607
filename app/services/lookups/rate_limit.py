"""Rate limiting: one request at a time, and a minimum interval between requests to one host."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from app.services.lookups import errors
from app.services.lookups.errors import LookupFailedError
from app.services.lookups.schedule import OwnSchedule, Schedule, SharedSchedule

# arXiv's terms of use require three seconds between two requests.
GAPS = {"export.arxiv.org": 3.0, "arxiv.org": 3.0}
GAP = 1.0


class RateLimiter:
    """Lets one request of this process through at a time, when the schedule has a turn for it."""

    def __init__(
        self,
        gaps: Mapping[str, float] = GAPS,
        gap: float = GAP,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        schedule: Schedule | None = None,
    ) -> None:
        self._gaps, self._gap, self._clock, self._sleep = gaps, gap, clock, sleep
        self._schedule = schedule or OwnSchedule(clock)
        self._lock = threading.Lock()

    @contextmanager
    def acquire(self, host: str, max_wait: float) -> Iterator[float]:
        """Wait up to `max_wait` seconds for a request to `host`; yield the seconds waited."""
        began, gap = self._clock(), self._gaps.get(host, self._gap)
        if not self._lock.acquire(timeout=max(max_wait, 0)):
            raise LookupFailedError(errors.BUSY)
        try:
            self._await_turn(host, gap, began + max(max_wait, 0))
            try:
                yield self._clock() - began
            finally:
                self._schedule.end_turn(host, gap)
        finally:
            self._lock.release()

    def block(self, host: str, seconds: float) -> None:
        """Block requests to `host` for some seconds, as it asked for."""
        self._schedule.block(host, seconds)

    def _await_turn(self, host: str, gap: float, deadline: float) -> None:
        while seconds := self._schedule.take_turn(host, gap):
            if self._clock() + seconds > deadline:
                raise errors.pause(host, seconds)
            self._sleep(seconds)


# For all look-ups of the site, whichever process or machine they come from: hosts count them all.
RATE_LIMITER = RateLimiter(schedule=SharedSchedule())

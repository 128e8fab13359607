"""The time of a line in the log."""

import time


class Clock:
    """Writes the present time in UTC (RFC 3339), with milliseconds."""

    def __init__(self) -> None:
        self._moment = self._second = -1
        self._text = self._written = ""

    def now(self) -> str:
        """Return the present time."""
        return self.at(time.time())

    def at(self, seconds: float) -> str:
        """Return a moment, given in seconds since 1970."""
        moment = int(seconds * 1_000)
        # Written once for all lines of a millisecond, and its first part for those of a second.
        if moment != self._moment:
            second, rest = divmod(moment, 1_000)
            if second != self._second:
                self._written = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
                self._second = second
            self._text = f"{self._written}.{rest:03d}Z"
            self._moment = moment
        return self._text

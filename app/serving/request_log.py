"""The lines of requests, collected by the event loop and written together."""

import asyncio
import os
import select
import sys
from collections import deque

# Seconds until lines are written.
INTERVAL = 0.1
# So many bytes are written at once. Several processes write to one pipe, and would tear larger
# pieces apart; and a pipe that is ready takes so many without making us wait (POSIX, PIPE_BUF).
PIECE = 4096
# Lines that wait while nobody reads the log; the oldest of them are given up.
MOST_WAITING = 20_000


class LineBuffer:
    """Collects lines, and writes them a moment later, but never waits for whoever reads them."""

    def __init__(self, file: int | None = None) -> None:
        self._file = file
        self._lines = deque[str](maxlen=MOST_WAITING)
        self._is_due = False

    def add(self, line: str) -> None:
        """Have a line written soon; called by the event loop."""
        self._lines.append(line)
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_later(INTERVAL, self._flush)

    def write(self) -> None:
        """Write what can be written at once."""
        try:
            file = sys.stderr.fileno() if self._file is None else self._file
            self._write(file)
        except (OSError, ValueError):
            # Visitors are answered even if there is no log.
            self._lines.clear()

    def _flush(self) -> None:
        self.write()
        self._is_due = bool(self._lines)
        if self._is_due:
            asyncio.get_running_loop().call_later(INTERVAL, self._flush)

    def _write(self, file: int) -> None:
        ready = select.poll()
        ready.register(file, select.POLLOUT)
        while self._lines and ready.poll(0):
            os.write(file, self._next_piece())

    def _next_piece(self) -> bytes:
        """Return whole lines together, as many as go into a piece."""
        lines: list[str] = []
        size = 0
        while self._lines and (not lines or size + len(self._lines[0]) <= PIECE):
            # All of ASCII.
            size += len(self._lines[0])
            lines.append(self._lines.popleft())
        return "".join(lines).encode()

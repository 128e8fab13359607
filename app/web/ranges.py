"""Requests for a part of a file, as downloads that were interrupted send them."""

import re
from typing import NamedTuple

# One range of bytes; a server may answer several with the whole (RFC 9110, 14.2).
ONE_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


class UnsatisfiableError(Exception):
    """The range begins after the end of the file."""


class ByteRange(NamedTuple):
    """The bytes from `start` up to, but without, `stop`."""

    start: int
    stop: int

    def content_range(self, size: int) -> str:
        """Return the header that says what part this is (RFC 9110, 14.4)."""
        return f"bytes {self.start}-{self.stop - 1}/{size}"


def requested_range(header: str | None, size: int) -> ByteRange | None:
    """Return what a `Range` header asks for, None for the whole (RFC 9110, 14.1.2).

    Raises UnsatisfiableError.
    """
    found = ONE_RANGE.fullmatch(header or "")
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        start, stop = max(size - int(last), 0), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return None
    if start >= size:
        raise UnsatisfiableError
    return ByteRange(start, stop)

"""How the C library keeps the memory of what was freed."""

import ctypes
from contextlib import suppress

# The parameters of mallopt(3), and from how many bytes on a piece has pages of its own.
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8
LARGE, TRIMMED = 32 * 1024, 128 * 1024


def return_freed_memory() -> None:
    """Let all threads share one arena, and give large pieces back as soon as they are freed.

    Otherwise each of the many threads keeps an arena of its own with the gaps that pages leave.
    """
    # Other C libraries do so anyway, or have no such settings.
    with suppress(AttributeError, OSError, TypeError):
        mallopt = ctypes.CDLL(None).mallopt
        for parameter, value in (
            (ARENA_MAX, 1),
            (MMAP_THRESHOLD, LARGE),
            (TRIM_THRESHOLD, TRIMMED),
        ):
            mallopt(parameter, value)

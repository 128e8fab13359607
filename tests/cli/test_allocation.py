"""The arenas of the C library."""

import subprocess
import sys

import pytest

COUNT = """
import ctypes, threading, sys
if sys.argv[1] == "shared":
    from app.cli.allocation import return_freed_memory
    return_freed_memory()
C = ctypes.CDLL(None)
C.malloc.restype = C.fdopen.restype = ctypes.c_void_p
C.fdopen.argtypes = [ctypes.c_int, ctypes.c_char_p]
C.malloc_info.argtypes = [ctypes.c_int, ctypes.c_void_p]
C.fflush.argtypes = [ctypes.c_void_p]
barrier = threading.Barrier(4)
def allocate():
    barrier.wait()
    C.malloc(1000)
    barrier.wait()
threads = [threading.Thread(target=allocate) for _ in range(4)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
out = C.fdopen(1, b"w")
C.malloc_info(0, out)
C.fflush(out)
"""


def arenas(how: str) -> int:
    """Return how many a process with four threads has."""
    done = subprocess.run([sys.executable, "-c", COUNT, how], capture_output=True, check=True)  # noqa: S603
    return done.stdout.count(b"<heap ")


@pytest.mark.skipif(sys.platform != "linux", reason="the settings are those of glibc")
def test_threads_share_one_arena() -> None:
    assert arenas("shared") == 1
    assert arenas("as usual") > 1

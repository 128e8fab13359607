"""A worker process ends with the process that started it."""

import ctypes
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Have Linux kill this process once its parent has ended, however that happens.

    Otherwise workers would keep the port if the main process is killed, and no other could start.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)

"""Processes end with the one that started them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

STARTS_ANOTHER = """
import os, time
from app.serving.parent import end_with_parent
ready, said = os.pipe()
child = os.fork()
if not child:
    end_with_parent()
    os.write(said, b"ready")
    time.sleep(60)
os.read(ready, 5)
print(child, flush=True)
time.sleep(60)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells processes of it")
def test_a_process_ends_with_the_one_that_started_it() -> None:
    command = [sys.executable, "-c", STARTS_ANOTHER]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603
        assert parent.stdout
        child = int(parent.stdout.readline())
        assert is_running(child)
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    has_ended = not is_running(child)
    if not has_ended:
        os.kill(child, signal.SIGKILL)
    assert has_ended


def is_running(process: int) -> bool:
    """Return whether a process has neither ended nor waits for somebody to notice that."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"

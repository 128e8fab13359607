"""How quick the machine is, beside which the times of different runs can be compared."""

import time
from statistics import median

from tests.bench.table import Row

ADDITIONS, ROUNDS = 1_000_000, 15


def speed(when: str) -> list[Row]:
    """Time what takes 40 ms on a quick machine."""
    took = median(_additions() for _ in range(ROUNDS))
    return [Row(f"this machine {when}: a million additions in Python", f"{took:.0f} ms")]


def _additions() -> float:
    begun, total = time.perf_counter(), 0
    for number in range(ADDITIONS):
        total += number
    return (time.perf_counter() - begun) * 1_000

"""Few pass at once, others wait for a bounded time, and only so many."""

import asyncio

import pytest

from app.serving.gates import BusyError, RequestGate
from tests.support.rsgi import finished


def test_no_more_than_the_places_are_taken_at_once() -> None:
    async def run() -> int:
        gate, inside, most = RequestGate(2), 0, 0

        async def enter() -> None:
            nonlocal inside, most
            async with gate.passed():
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.001)
                inside -= 1

        await asyncio.gather(*(enter() for _ in range(10)))
        return most

    assert finished(run()) == 2


def test_who_waits_too_long_is_refused_and_the_place_stays_usable() -> None:
    async def run() -> str:
        gate = RequestGate(1, patience=0.01)
        async with gate.passed():
            with pytest.raises(BusyError):
                async with gate.passed():
                    raise AssertionError("two are inside")
        async with gate.passed():
            return "inside"

    assert finished(run()) == "inside"


def test_only_so_many_wait() -> None:
    async def run() -> list[str]:
        gate = RequestGate(1, most_waiting=2, patience=1)

        async def enter() -> str:
            try:
                async with gate.passed():
                    await asyncio.sleep(0.001)
                    return "passed"
            except BusyError:
                return "refused"

        return await asyncio.gather(*(enter() for _ in range(4)))

    assert finished(run()) == ["passed", "passed", "passed", "refused"]


def test_a_failure_inside_frees_the_place() -> None:
    async def run() -> str:
        gate = RequestGate(1, patience=0.01)
        with pytest.raises(ValueError, match="inside"):
            async with gate.passed():
                raise ValueError("inside")
        async with gate.passed():
            return "inside"

    assert finished(run()) == "inside"

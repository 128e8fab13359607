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


def test_who_waits_too_long_may_pass_without_a_place_and_the_places_stay_as_many() -> None:
    async def run() -> tuple[int, int]:
        gate, inside, most = RequestGate(2, patience=0.01, refuses=False), 0, [0, 0]

        async def enter(which: int, seconds: float) -> None:
            nonlocal inside
            async with gate.passed():
                inside += 1
                most[which] = max(most[which], inside)
                await asyncio.sleep(seconds)
                inside -= 1

        await asyncio.gather(*(enter(0, 0.1) for _ in range(5)))
        gate._patience = 5
        await asyncio.gather(*(enter(1, 0.001) for _ in range(5)))
        return most[0], most[1]

    assert finished(run()) == (5, 2)


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

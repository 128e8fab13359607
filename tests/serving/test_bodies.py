"""Bodies are read within limits of size and time before anything else happens."""

import time
from collections.abc import Callable

import pytest

from app.serving import bodies
from app.serving.bodies import (
    Bodies,
    BodyIncompleteError,
    BodyTooLargeError,
    BodyTooSlowError,
    TooManyBodiesError,
)
from tests.support.rsgi import FakeConnection, finished


async def read(limits: Bodies, source: FakeConnection, length: int | None) -> bytes:
    with limits.reader() as body:
        await body.read(source, length)
        return body.file.read()


@pytest.mark.parametrize("length", [11, None])
@pytest.mark.parametrize("pieces", [[b"a first one"], [b"a ", b"first", b" one"]])
def test_a_body_is_read_whole(pieces: list[bytes], length: int | None) -> None:
    assert finished(read(Bodies(100), FakeConnection(pieces), length)) == b"a first one"


def test_a_large_body_is_the_same_when_it_comes_back_from_the_disk() -> None:
    pieces = [bytes([number]) * 50_000 for number in range(4)]
    found = finished(read(Bodies(1_000_000), FakeConnection(pieces), 200_000))
    assert found == b"".join(pieces)


@pytest.mark.parametrize(
    ("source", "length", "error"),
    [
        (lambda: FakeConnection([b"x" * 11]), None, BodyTooLargeError),
        (lambda: FakeConnection([b"x" * 11]), 11, BodyTooLargeError),
        (lambda: FakeConnection([b"x"] * 11), None, BodyTooLargeError),
        (lambda: FakeConnection([b"half"]), 8, BodyIncompleteError),
        (lambda: FakeConnection([b"half"], is_broken=True), None, BodyIncompleteError),
        (lambda: FakeConnection([b"half"], endless=True), 8, BodyTooSlowError),
        (lambda: FakeConnection([b"x"] * 9, pause=0.01), 9, BodyTooSlowError),
        (lambda: FakeConnection(endless=True), 9, BodyTooSlowError),
    ],
)
def test_other_bodies_are_refused(
    source: Callable[[], FakeConnection], length: int | None, error: type[Exception]
) -> None:
    # Time enough for a machine that stalls, unless the body is to be too slow.
    limits = Bodies(10, grace=0.03 if error is BodyTooSlowError else 60)
    with pytest.raises(error):
        finished(read(limits, source(), length))
    assert limits.left == bodies.ALL_TOGETHER


def test_a_body_that_arrives_fast_enough_may_take_longer_than_the_grace() -> None:
    rate = bodies.SLOWEST_RATE
    pieces = [b"x" * (rate // 50)] * 8
    source = FakeConnection(pieces, pause=0.01)
    found = finished(read(Bodies(rate, grace=0.04), source, None))
    assert len(found) == 8 * (rate // 50)


def test_a_refused_body_is_read_to_its_end_so_that_browsers_show_the_answer() -> None:
    source = FakeConnection([b"x" * 1_000] * 20)
    with pytest.raises(BodyTooLargeError):
        finished(read(Bodies(10), source, 20_000))
    assert source.sent == 20_000


def test_a_refused_body_is_not_read_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "DRAINED_BYTES", 2_500)
    source = FakeConnection([b"x" * 1_000] * 20)
    with pytest.raises(BodyTooLargeError):
        finished(read(Bodies(10), source, 20_000))
    assert source.sent == 3_000
    monkeypatch.setattr(bodies, "DRAINED_SECONDS", 0.01)
    with pytest.raises(BodyTooLargeError):
        finished(read(Bodies(10), FakeConnection(endless=True), 20_000))


def test_what_came_fast_allows_no_long_wait_for_the_rest() -> None:
    source = FakeConnection([b"x" * bodies.SLOWEST_RATE], endless=True)
    start = time.monotonic()
    with pytest.raises(BodyTooSlowError):
        finished(read(Bodies(10 * bodies.SLOWEST_RATE, grace=0.02), source, None))
    assert time.monotonic() - start < 0.5


def test_large_bodies_leave_room_for_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "IN_MEMORY", 3)

    async def run() -> bytes:
        limits = Bodies(10, together=20)
        with limits.reader() as first:
            await first.read(FakeConnection([b"x" * 10]), 10)
            with pytest.raises(TooManyBodiesError):
                await read(limits, FakeConnection([b"y" * 6]), 6)
            return await read(limits, FakeConnection([b"z" * 3]), 3)

    assert finished(run()) == b"zzz"


def test_all_unanswered_bodies_together_are_bounded() -> None:
    async def run() -> str:
        limits = Bodies(10, together=15)
        with limits.reader() as first:
            await first.read(FakeConnection([b"x" * 10]), 10)
            with pytest.raises(TooManyBodiesError):
                await read(limits, FakeConnection([b"y" * 10]), 10)
        return (await read(limits, FakeConnection([b"y" * 10]), 10)).decode()

    assert finished(run()) == "y" * 10

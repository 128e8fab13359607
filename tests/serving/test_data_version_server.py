"""The version of the data on a database server that is quick, slow or gone."""

import asyncio
import threading
import time
from collections.abc import Hashable, Iterator
from typing import Any

import pytest

from app.serving import data_version
from app.serving.data_version import ServerVersion


class Scripted:
    """Stands for the reader of a server; `gate` is closed while the server is slow."""

    def __init__(self) -> None:
        self.version: Hashable = (1, "a")
        self.asked = 0
        self.gate = threading.Event()
        self.gate.set()

    def read(self) -> Hashable:
        self.asked += 1
        found = self.version
        self.gate.wait(10)
        return found

    def close(self) -> None:
        self.gate.set()


@pytest.fixture
def reader() -> Iterator[Scripted]:
    one = Scripted()
    yield one
    one.gate.set()


@pytest.fixture
def server(reader: Scripted) -> Iterator[ServerVersion]:
    engine: Any = None
    one = ServerVersion(engine)
    one._reader = reader  # type: ignore[assignment]
    yield one
    one.close()


def test_requests_ask_together_and_see_what_was_saved(
    server: ServerVersion, reader: Scripted
) -> None:
    async def requests() -> None:
        await asyncio.gather(*(server.refresh() for _ in range(20)))

    asyncio.run(requests())
    assert (server.known(), reader.asked, server.is_due) == ((1, "a"), 1, False)
    reader.version = (2, "a")
    time.sleep(data_version.INTERVAL)
    assert server.is_due
    asyncio.run(server.refresh())
    assert server.known() == (2, "a")


def test_what_is_asked_while_this_process_writes_is_asked_again(
    server: ServerVersion, reader: Scripted
) -> None:
    async def request() -> None:
        reader.gate.clear()
        asking = asyncio.create_task(server.refresh())
        while not reader.asked:
            await asyncio.sleep(0.001)
        reader.version = (2, "a")
        server.expire()
        reader.gate.set()
        await asking

    asyncio.run(request())
    assert (server.known(), reader.asked) == ((2, "a"), 2)


def test_nobody_waits_long_for_a_slow_server_and_then_nobody_waits(
    server: ServerVersion, reader: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_version, "PATIENCE", 0.05)

    async def requests() -> list[float]:
        await server.refresh()
        await asyncio.sleep(data_version.INTERVAL)
        reader.gate.clear()
        waits = []
        for _ in range(3):
            begun = time.monotonic()
            await server.refresh()
            waits.append(time.monotonic() - begun)
        reader.version = (2, "a")
        reader.gate.set()
        while server.known() == (1, "a"):
            await asyncio.sleep(0.01)
            if server.is_due:
                await server.refresh()
        return waits

    waits = asyncio.run(requests())
    assert waits[0] >= 0.05
    assert max(waits[1:]) < 0.05
    assert server.known() == (2, "a")


def test_answers_outlast_a_lost_server_for_a_while(
    server: ServerVersion, reader: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(server.refresh())
    reader.version = None
    server.expire()
    asyncio.run(server.refresh())
    assert server.known() == (1, "a")
    assert 0 < data_version.PAUSE <= 0.1
    monkeypatch.setattr(data_version, "OUTLASTS", 0)
    assert server.known() is None


def test_without_a_server_from_the_start_nothing_is_known(
    server: ServerVersion, reader: Scripted
) -> None:
    reader.version = None
    asyncio.run(server.refresh())
    assert server.known() is None

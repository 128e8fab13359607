"""Large answers: none of a client's pace costs much memory, or another one's answer."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from app.serving import large_answers
from app.serving.gates import BusyError, RequestGate
from app.serving.large_answers import PIECE, SMALL, WINDOW, LargeAnswers, is_large
from app.serving.rsgi import Answer, StreamedAnswer
from tests.support.rsgi import FakeConnection, finished, scope

BODY = bytes(range(256)) * 8_192
ANSWER = Answer(200, [("Content-Length", str(len(BODY)))], BODY)


class Client:
    """Takes of what was sent to its connection as much as `share` says, and no more per look."""

    def __init__(self, connection: FakeConnection, share: float, per_look: int = len(BODY)) -> None:
        self.connection, self.share, self.per_look = connection, share, per_look
        self.taken = 0
        self.is_aborted = self.is_closed = False

    def acknowledged(self) -> int:
        sent = len(self.connection.answer.body) if self.connection.answer else 0
        self.taken += min(int(sent * self.share) - self.taken, self.per_look)
        return self.taken

    def abort(self) -> None:
        self.is_aborted = True

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture
def clients(monkeypatch: pytest.MonkeyPatch) -> list[Client]:
    """The clients to find, in the order of their requests."""
    found: list[Client] = []
    waiting = iter(range(100))
    monkeypatch.setattr(large_answers, "find_client", lambda _: found[next(waiting)])
    return found


async def in_thread(work: Callable[[], Any]) -> Any:
    return work()


def connected(clients: list[Client], share: float = 1, per_look: int = len(BODY)) -> Client:
    clients.append(Client(FakeConnection(), share, per_look))
    return clients[-1]


def received(client: Client) -> bytes:
    return client.connection.answer.body if client.connection.answer else b""


async def sent(large: LargeAnswers, client: Client, answer: Answer = ANSWER) -> None:
    await large.send(answer, scope(), client.connection)


def test_a_client_that_reads_gets_all_in_pieces(clients: list[Client]) -> None:
    client = connected(clients, per_look=WINDOW // 3)
    finished(sent(LargeAnswers(in_thread), client))
    assert received(client) == BODY
    assert (client.is_aborted, client.is_closed) == (False, True)


def test_without_its_connection_a_client_gets_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_answers, "find_client", lambda _: None)
    connection = FakeConnection()
    finished(LargeAnswers(in_thread).send(ANSWER, scope(), connection))
    assert connection.answer == ANSWER


@pytest.mark.parametrize(
    ("share", "per_look"), [(0, 1), (1, 1), (0.1, len(BODY))], ids=["nothing", "drip", "part"]
)
def test_a_client_that_does_not_read_is_left_in_time(
    clients: list[Client], share: float, per_look: int
) -> None:
    client = connected(clients, share, per_look)
    large = LargeAnswers(in_thread)
    large.grace = 0.05
    finished(sent(large, client))
    assert len(received(client)) <= (WINDOW + PIECE) / (1 - share if share < 1 else 0.5)
    assert (client.is_aborted, client.is_closed) == (True, True)


def test_who_does_not_read_gives_way_to_who_waits(
    clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_answers, "GRACE_IF_WANTED", 0.05)
    idle, reader = connected(clients, share=0), connected(clients)

    async def both() -> None:
        large = LargeAnswers(in_thread)
        large.places = RequestGate(1)
        first = asyncio.ensure_future(sent(large, idle))
        await asyncio.sleep(0.1)
        assert not first.done()
        await asyncio.gather(first, sent(large, reader))

    finished(both())
    assert (idle.is_aborted, received(reader)) == (True, BODY)


def test_the_bytes_of_different_answers_are_bounded(
    clients: list[Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_answers, "MOST_BYTES", len(BODY) + 1)
    monkeypatch.setattr(large_answers, "GRACE_IF_WANTED", 0.05)
    first, same, other = (connected(clients, share=share) for share in (0, 1, 1))

    async def three() -> None:
        large = LargeAnswers(in_thread)
        holding = asyncio.ensure_future(sent(large, first))
        await asyncio.sleep(0)
        await sent(large, same)
        another = ANSWER._replace(body=BODY + b"!")
        with pytest.raises(BusyError):
            await sent(large, other, another)
        # Whoever was refused finds room when they come back.
        await holding
        await sent(large, other, another)

    finished(three())
    assert (first.is_aborted, received(same), received(other)) == (True, BODY, BODY + b"!")


def test_what_makes_a_refused_answer_is_closed(clients: list[Client]) -> None:
    closed = []
    answer = StreamedAnswer(200, [], iter([b"x"]), lambda: closed.append(True))
    large = LargeAnswers(in_thread)
    large.places = RequestGate(1, most_waiting=0)
    with pytest.raises(BusyError):
        finished(large.send(answer, scope(), FakeConnection()))
    assert closed == [True]


@pytest.mark.parametrize(
    ("size", "method", "expected"),
    [(SMALL, "GET", False), (SMALL + 1, "GET", True), (SMALL + 1, "HEAD", False)],
)
def test_only_large_bodies_are_sent_in_pieces(size: int, method: str, expected: bool) -> None:
    assert is_large(Answer(200, [], bytes(size)), method) is expected

"""What the event loop answers itself, and that hanging or expensive requests hold up no others."""

import asyncio
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest
from flask import Flask, Response, request

from app.serving import front, runner
from app.serving.bodies import Bodies
from app.serving.front import Front
from app.serving.gates import RequestGate
from app.serving.rsgi import Answer
from app.web.costs import expensive, give_way
from app.web.policy import STREAMED
from tests.support.factories import fill
from tests.support.rsgi import (
    FakeConnection,
    FakeScope,
    HeaderFields,
    finished,
    headers_of,
    lasting,
    scope,
    send,
)


class Slow:
    """A view that waits, and counts how many run at once."""

    def __init__(self) -> None:
        self.running = self.most = 0
        self._lock = threading.Lock()

    def __call__(self) -> str:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        time.sleep(0.005)
        with self._lock:
            self.running -= 1
        return "done"


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def served(own_app: Flask, slow: Slow) -> Iterator[Front]:
    own_app.testing = False
    own_app.add_url_rule("/quick", "quick", lambda: "quick")
    own_app.add_url_rule("/slow", "slow", slow)
    own_app.add_url_rule("/export", "export", expensive()(partial(slow)))
    own_app.add_url_rule("/take", "take", lambda: request.form["title"], methods=["POST"])
    server = Front(own_app)
    yield server
    server.close()


@pytest.mark.parametrize(
    "hosts", [[], [("host", "")], [("host", "a.example"), ("host", "b.example")]]
)
def test_a_request_needs_one_host(served: Front, hosts: list[tuple[str, str]]) -> None:
    answer = finished(send(served, FakeScope(headers=HeaderFields(*hosts))))
    assert answer.status == 400
    assert answer.body == b"A request needs one Host header.\n"


def test_a_page_is_the_same_as_by_any_other_server(served: Front, own_app: Flask) -> None:
    fill(own_app)
    answer = finished(send(served, scope("/", accept_encoding="br")))
    expected = own_app.test_client().get(
        "/", base_url="http://site.example", headers={"Accept-Encoding": "br"}
    )
    assert (answer.status, answer.body) == (200, expected.data)
    assert lasting(answer.headers) == lasting(expected.headers)


def test_a_head_request_has_the_headers_of_the_page_and_no_body(served: Front) -> None:
    page = finished(send(served, scope("/quick")))
    head = finished(send(served, scope("/quick", "HEAD")))
    assert (head.status, head.body) == (200, b"")
    assert lasting(head.headers) == lasting(page.headers)


def test_a_form_reaches_its_view(served: Front) -> None:
    form = "application/x-www-form-urlencoded"
    asked = scope("/take", "POST", content_type=form, content_length="14")
    answer = finished(send(served, asked, FakeConnection([b"title=On", b"+tides"])))
    assert answer.body == b"On tides"


def test_half_sent_bodies_hold_up_nobody(served: Front) -> None:
    asked = scope("/take", "POST", content_length="5000")

    async def run() -> tuple[float, Answer]:
        hanging = [
            asyncio.create_task(served.__rsgi__(asked, FakeConnection([b"seven b"], endless=True)))
            for _ in range(200)
        ]
        await asyncio.sleep(0)
        start = time.perf_counter()
        answer = await send(served, scope("/quick"))
        waited = time.perf_counter() - start
        for one in hanging:
            one.cancel()
        await asyncio.gather(*hanging, return_exceptions=True)
        return waited, answer

    waited, answer = finished(run())
    assert answer.body == b"quick"
    assert waited < 5


@pytest.mark.parametrize(
    ("connection", "length", "status", "said"),
    [
        (FakeConnection([b"x"], endless=True), "9", 408, b"took too long to arrive"),
        (FakeConnection([b"x"]), "9", 400, b"is incomplete"),
        (FakeConnection([b"x" * 30]), "30", 503, b"The site is busy"),
        (FakeConnection([b"x" * 30]), "", 503, b"The site is busy"),
        (FakeConnection([b"x" * 60]), "60", 413, b"That is too large"),
    ],
)
def test_other_bodies_are_refused_in_words(
    served: Front, connection: FakeConnection, length: str, status: int, said: bytes
) -> None:
    served.bodies = Bodies(50, together=20, grace=0.01)
    asked = scope("/take", "POST", content_length=length)
    answer = finished(send(served, asked, connection))
    assert answer.status == status
    assert said in answer.body
    assert "content-security-policy" in headers_of(answer)


def test_expensive_answers_run_one_at_a_time_and_others_beside_them(
    served: Front, slow: Slow
) -> None:
    async def run() -> list[str]:
        order: list[str] = []

        async def ask(address: str) -> None:
            order.append((await send(served, scope(address))).body.decode())

        await asyncio.gather(*(ask("/export") for _ in range(5)), ask("/quick"))
        return order

    assert finished(run()).index("quick") <= 1
    assert slow.most == 1


@pytest.mark.parametrize(("patience", "seen"), [(5.0, "ended"), (0.01, "running")])
def test_an_expensive_answer_lets_others_finish_first_but_not_forever(
    served: Front,
    own_app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    patience: float,
    seen: str,
) -> None:
    monkeypatch.setattr(runner, "PATIENCE", patience)
    state, other_runs = "", threading.Event()

    def other() -> str:
        nonlocal state
        state = "running"
        other_runs.set()
        time.sleep(0.05)
        state = "ended"
        return "done"

    def large() -> str:
        other_runs.wait()
        give_way()
        return state

    own_app.add_url_rule("/other", "other", other)
    own_app.add_url_rule("/large", "large", expensive()(large))

    async def run() -> bytes:
        found, _ = await asyncio.gather(*(send(served, scope(a)) for a in ("/large", "/other")))
        return found.body

    assert finished(run()) == seen.encode()


def test_who_waits_too_long_is_told_when_to_try_again(served: Front) -> None:
    served.runner.expensive = RequestGate(1, patience=0.001)

    async def run() -> list[Answer]:
        async with served.runner.expensive.passed():
            return [await send(served, scope(address)) for address in ("/export", "/quick")]

    refused, quick = finished(run())
    assert (refused.status, quick.status) == (503, 200)
    assert headers_of(refused)["retry-after"] == "5"
    assert headers_of(refused)["cache-control"] == "no-store"


def test_few_requests_read_at_once_and_others_wait_for_their_turn(
    served: Front, slow: Slow
) -> None:
    # For as long as it takes on a busy machine.
    served.runner._reading._patience = 60

    async def run() -> list[Answer]:
        return await asyncio.gather(*(send(served, scope("/slow")) for _ in range(20)))

    assert {answer.status for answer in finished(run())} == {200}
    assert 1 < slow.most <= runner.READING


@pytest.mark.parametrize(("method", "hold_back"), [("POST", 5.0), ("GET", 0.01)])
def test_requests_that_hang_hold_up_no_save_and_other_readers_only_for_a_moment(
    own_app: Flask, monkeypatch: pytest.MonkeyPatch, method: str, hold_back: float
) -> None:
    monkeypatch.setattr(runner, "HOLD_BACK", hold_back)
    hanging, may_end = threading.Semaphore(0), threading.Event()

    def hang() -> str:
        hanging.release()
        may_end.wait(5)
        return "ended"

    own_app.add_url_rule("/hang", "hang", hang)
    own_app.add_url_rule("/quick", "quick", lambda: "quick", methods=["GET", "POST"])
    server = Front(own_app)

    async def run() -> tuple[bytes, bool]:
        readers = [asyncio.create_task(send(server, scope("/hang"))) for _ in range(2)]
        for _ in readers:
            await asyncio.to_thread(hanging.acquire, timeout=5)
        answer = await send(server, scope("/quick", method, content_length="0"))
        are_hanging = not any(reader.done() for reader in readers)
        may_end.set()
        await asyncio.gather(*readers)
        return answer.body, are_hanging

    found = finished(run())
    server.close()
    assert found == (b"quick", True)


def test_a_failure_of_the_server_itself_is_answered(
    served: Front, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(front, "requested_view", lambda *_: 1 / 0)
    assert finished(send(served, scope("/quick"))).status == 500
    assert "A request could not be answered." in caplog.text


@pytest.mark.parametrize(("is_gone", "made"), [(False, 3), (True, 1)])
def test_a_large_answer_is_sent_piece_by_piece(own_app: Flask, is_gone: bool, made: int) -> None:
    pieces: list[bytes] = []
    closed: list[bool] = []

    def make() -> Iterator[bytes]:
        for number in range(3):
            pieces.append(b"%d" % number)
            yield pieces[-1]

    def view() -> Response:
        request.environ[STREAMED] = True
        response = Response(make())
        response.call_on_close(lambda: closed.append(True))
        return response

    own_app.add_url_rule("/large", "large", view, methods=["POST"])
    server = Front(own_app)
    connection = FakeConnection(is_gone=is_gone)
    asked = scope("/large", "POST", content_length="0")
    answer = finished(send(server, asked, connection))
    server.close()
    assert (answer.status, answer.body) == (200, b"" if is_gone else b"012")
    assert (len(pieces), closed) == (made, [True])


@pytest.mark.parametrize(
    ("proxies", "told", "is_secure"),
    [
        (1, "https", True),
        (1, "http, https", True),
        (1, "https, http", False),
        (0, "https", False),
        (2, "https", False),
    ],
)
def test_refusals_ask_for_https_only_over_https(
    served: Front, proxies: int, told: str, is_secure: bool
) -> None:
    served._app.config["PROXIES"] = proxies
    asked = FakeScope(headers=HeaderFields(("x-forwarded-proto", told)))
    answer = finished(send(served, asked))
    assert answer.status == 400
    assert ("strict-transport-security" in headers_of(answer)) == is_secure

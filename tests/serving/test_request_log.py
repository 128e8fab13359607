"""The server's own log: also of what it answers from memory, written together and never twice."""

import asyncio
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import create_app
from app.serving import request_log
from app.serving.front import Front
from app.serving.request_log import PIECE, LineBuffer
from tests.support.factories import fill, many
from tests.support.rsgi import (
    FakeConnection,
    FakeScope,
    HeaderFields,
    finished,
    get,
    headers_of,
    scope,
    send,
)
from tests.support.written_log import written_log


class Logged:
    """A server that logs to a file."""

    def __init__(self, app: Flask, file: Path) -> None:
        self.front = Front(app)
        self.file = file
        self._number = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self.front.log = LineBuffer(self._number)

    def close(self) -> None:
        self.front.close()
        os.close(self._number)

    def fields(self) -> list[list[str]]:
        """Return the fields of all lines but the time."""
        assert self.front.log
        self.front.log.write()
        return [line.split(" ")[1:] for line in self.file.read_text().splitlines()]


def _fail() -> str:
    raise RuntimeError("hush")


@pytest.fixture
def logged(database: Path, tmp_path: Path) -> Iterator[Logged]:
    app = create_app({"DATABASE_URL": f"sqlite:///{database}"})
    app.add_url_rule("/broken", "broken", _fail)
    app.add_url_rule("/large", "large", lambda: "x" * 300_000)
    fill(app, *many(3))
    server = Logged(app, tmp_path / "log")
    with written_log(app.logger):
        yield server
    server.close()


def test_answers_from_memory_are_logged_with_ids_of_their_own(logged: Logged) -> None:
    answers = [get(logged.front, "/?q=hush") for _ in range(2)]
    answers += [get(logged.front) for _ in range(3)]
    answers.append(get(logged.front, if_none_match=headers_of(answers[-1])["etag"]))
    answers.append(get(logged.front, method="HEAD"))
    found = logged.fields()
    assert [fields[0] for fields in found] == [headers_of(one)["x-request-id"] for one in answers]
    assert len({fields[0] for fields in found}) == 7
    assert [fields[1:4] for fields in found] == [
        *[["GET", "/", "200"]] * 5,
        ["GET", "/", "304"],
        ["HEAD", "/", "200"],
    ]
    assert [int(fields[4]) for fields in found] == [len(one.body) for one in answers]
    assert all(re.fullmatch(r"\d+\.\dms", fields[5]) for fields in found)
    for one in answers:
        assert [name for name, _ in one.headers if name.lower() == "x-request-id"] == [
            "X-Request-Id"
        ]


def test_an_error_page_shows_the_id_that_the_log_has(
    logged: Logged, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = get(logged.front, "/broken")
    (fields,) = logged.fields()
    assert fields[:4] == [headers_of(answer)["x-request-id"], "GET", "/broken", "500"]
    assert f"<code>{fields[0]}</code>".encode() in answer.body
    errors = capsys.readouterr().err
    assert f" {fields[0]} ERROR GET /broken failed\n" in errors
    assert "hush" not in errors.replace('("hush")', "")
    assert errors.count(fields[0]) == 1


def test_what_the_server_refuses_is_logged(logged: Logged) -> None:
    answer = finished(send(logged.front, FakeScope(headers=HeaderFields())))
    (fields,) = logged.fields()
    assert fields[:4] == [headers_of(answer)["x-request-id"], "GET", "/", "400"]


@pytest.mark.parametrize(("is_gone", "size"), [(False, 300_000), (True, 0)])
def test_a_large_answer_is_logged_with_what_was_sent(
    logged: Logged, is_gone: bool, size: int
) -> None:
    finished(send(logged.front, scope("/large"), FakeConnection(is_gone=is_gone)))
    (fields,) = logged.fields()
    assert fields[2:5] == ["/large", "200", str(size)]


def test_a_proxy_may_tell_the_id(logged: Logged) -> None:
    told = "4bf92f3577b34da6a3ce929d0e0e4736"
    get(logged.front, "/healthz", x_request_id=told)
    logged.front._proxies = logged.front._app.wsgi_app._proxies = 1  # type: ignore[attr-defined]
    for path in ("/healthz", "/", "/"):
        get(logged.front, path, x_request_id=told)
    ids = [fields[0] for fields in logged.fields()]
    assert told != ids[0]
    assert ids[1] == ids[3] == told


def test_lines_can_be_left_to_a_proxy(own_app: Flask) -> None:
    own_app.config["LOG_REQUESTS"] = False
    server = Front(own_app)
    assert server.log is None
    assert "x-request-id" in headers_of(get(server, "/healthz"))
    server.close()


def test_lines_are_written_soon_in_pieces_of_whole_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pieces: list[bytes] = []
    written = os.write

    def note(number: int, piece: bytes) -> int:
        if number == writer:
            pieces.append(piece)
        return written(number, piece)

    reader, writer = os.pipe()
    monkeypatch.setattr(os, "write", note)
    monkeypatch.setattr(request_log, "INTERVAL", 0.01)
    lines = [f"{number} {'x' * 100}\n" for number in range(400)]

    async def run() -> bytes:
        buffer, found = LineBuffer(writer), b""
        for line in lines:
            buffer.add(line)
        while found.count(b"\n") < len(lines):
            await asyncio.sleep(0.005)
            found += await asyncio.to_thread(os.read, reader, 10**6)
        return found

    found = finished(run())
    os.close(reader)
    os.close(writer)
    assert found.decode() == "".join(lines)
    assert len(pieces) < 20
    assert all(len(piece) <= PIECE and piece.endswith(b"\n") for piece in pieces)


def test_nobody_waits_for_a_log_that_nobody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(request_log, "MOST_WAITING", 3_000)
    reader, writer = os.pipe()
    buffer: Any = LineBuffer(writer)

    async def run() -> int:
        for number in range(9_000):
            buffer.add(f"{number} {'x' * 100}\n")
            if number % 100 == 0:
                buffer.write()
        return len(buffer._lines)

    assert finished(run()) == 3_000
    os.close(reader)
    # Nor is anything kept once there is no log at all.
    buffer.write()
    assert not buffer._lines
    os.close(writer)

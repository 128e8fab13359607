"""A client's connection as the kernel knows it."""

import socket
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from app.serving import client_socket
from app.serving.client_socket import find_client

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


class Pair(NamedTuple):
    client: socket.socket
    server: socket.socket
    address: str


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def pair(listening: socket.socket) -> Iterator[Pair]:
    with socket.create_connection(listening.getsockname(), timeout=5) as client:
        server, (host, port) = listening.accept()
        with server:
            yield Pair(client, server, f"{host}:{port}")


def test_what_a_client_received_is_counted(pair: Pair) -> None:
    found = find_client(pair.address)
    assert found
    before = found.acknowledged()
    pair.server.sendall(b"x" * 1_000)
    deadline = time.monotonic() + 5
    while found.acknowledged() < before + 1_000 and time.monotonic() < deadline:
        time.sleep(0.001)
    assert found.acknowledged() == before + 1_000
    found.close()
    pair.server.sendall(b"y")
    assert pair.client.recv(1_001, socket.MSG_WAITALL) == b"x" * 1_000 + b"y"


def test_a_connection_is_ended_for_both_sides(pair: Pair) -> None:
    found = find_client(pair.address)
    assert found
    found.abort()
    found.abort()
    found.close()
    assert pair.client.recv(1) == b""
    with pytest.raises(OSError, match="Broken pipe"):
        pair.server.sendall(b"x")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "192.0.2.1:{port}", "", "unix:/run/site"])
def test_a_client_that_is_not_there_is_not_found(pair: Pair, address: str) -> None:
    port = pair.address.rpartition(":")[2]
    assert find_client(address.format(port=port)) is None


def test_connections_that_are_not_read_are_limited(listening: socket.socket) -> None:
    assert client_socket.limit_unread(7)
    with socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            seconds = accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
    assert seconds == 7_000


def test_what_was_not_read_goes_with_its_connection(pair: Pair) -> None:
    pair.server.settimeout(0.05)
    with pytest.raises(TimeoutError):
        pair.server.sendall(b"x" * 50_000_000)
    found = find_client(pair.address)
    assert found
    found.abort()
    found.close()
    pair.server.close()
    with pytest.raises(ConnectionResetError):
        _read_all(pair.client)


def _read_all(connection: socket.socket) -> None:
    while connection.recv(1_000_000):
        pass

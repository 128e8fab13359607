"""Connections that lead to public addresses only, and that end when their time is over."""

import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore2
import httpx2

from app.services.lookups.lookup_addresses import Gate


class PrivateAddressError(Exception):
    """The name of a host leads into a private network."""


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; raise ReadTimeout when none are."""
        if (seconds := self._at - time.monotonic()) <= 0:
            raise httpcore2.ReadTimeout("the time for the whole answer is over")
        return seconds


class GuardedTransport(httpx2.BaseTransport):
    """One connection, through the gate and until the deadline."""

    def __init__(self, gate: Gate, deadline: Deadline) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            network_backend=GuardedBackend(gate, deadline),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send `request`; the answer's body is read when it is asked for."""
        answer = self._pool.handle_request(
            httpcore2.Request(
                method=request.method, url=str(request.url), headers=request.headers.raw
            )
        )
        return httpx2.Response(answer.status, headers=answer.headers, stream=Body(answer))

    def close(self) -> None:
        """Close the connection."""
        self._pool.close()


class Body(httpx2.SyncByteStream):
    def __init__(self, answer: httpcore2.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        """Let go of the connection."""
        self._answer.close()


class GuardedBackend(httpcore2.NetworkBackend):
    """Looks at the addresses of a name and connects to one that it looked at.

    Nobody resolves the name a second time, so it can't lead elsewhere by then (DNS rebinding).
    """

    def __init__(self, gate: Gate, deadline: Deadline) -> None:
        self._gate, self._deadline = gate, deadline
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of `host` that answers, if all of them may be asked."""
        *others, last = self._admitted(host, port)
        for address in others:
            try:
                return self._connect(address, port, self._deadline.left() / 2)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connect(last, port, self._deadline.left())

    def _admitted(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._gate.addresses(host, port, self._deadline.left())
        except TimeoutError:
            raise httpcore2.ConnectTimeout(host) from None
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from None
        if not addresses or not all(map(self._gate.admits, addresses)):
            raise PrivateAddressError(host)
        return addresses

    def _connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        return TimedStream(self._sockets.connect_tcp(address, port, seconds), self._deadline)


class TimedStream(httpcore2.NetworkStream):
    """Gives every step what is left of the whole: a byte a second is no way to stay for ever."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read until the deadline."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write until the deadline."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """Shake hands until the deadline; the name is checked, not the address."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return what the connection says of itself."""
        return self._stream.get_extra_info(info)

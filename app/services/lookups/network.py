"""HTTP connections to public addresses only, with a deadline for the whole response."""

import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import httpcore2
import httpx2

from app.services.lookups.addresses import is_public


class PrivateAddressError(Exception):
    """A host name resolves to an address in a private network."""


class UnknownHostError(httpcore2.ConnectError):
    """No host has this name."""


class Deadline:
    def __init__(self, seconds: float) -> None:
        self._at = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds left. Raises ReadTimeout if there are none."""
        if (seconds := self._at - time.monotonic()) <= 0:
            raise httpcore2.ReadTimeout("the deadline for the response has passed")
        return seconds


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of `host` in order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Gate(NamedTuple):
    """Resolves host names and decides which addresses are allowed."""

    allows: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve

    def addresses(self, host: str, port: int, seconds: float) -> list[str]:
        """Return the addresses of `host`. Raises OSError, or TimeoutError after `seconds`."""
        answer: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()
        # The system's resolver takes no timeout, so it runs in a thread.
        threading.Thread(target=self._ask, args=(host, port, answer), daemon=True).start()
        try:
            found = answer.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError(host) from None
        if isinstance(found, OSError):
            raise found
        return found

    def _ask(self, host: str, port: int, answer: "queue.SimpleQueue[list[str] | OSError]") -> None:
        try:
            answer.put(self.resolve(host, port))
        except (OSError, UnicodeError) as error:  # a label that is too long for IDNA
            answer.put(error if isinstance(error, OSError) else OSError(str(error)))


class GuardedTransport(httpx2.BaseTransport):
    """A transport that checks addresses with the gate and stops at the deadline."""

    def __init__(self, gate: Gate, deadline: Deadline) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=httpx2.create_ssl_context(trust_env=False),
            network_backend=GuardedBackend(gate, deadline),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send `request`; the response body is read lazily."""
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
        """Release the connection."""
        self._answer.close()


class GuardedBackend(httpcore2.NetworkBackend):
    """Resolves a name, checks its addresses and connects to one of them.

    The name is resolved only once, which prevents DNS rebinding.
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
        """Connect to the first address of `host` that responds, if all of them are allowed."""
        *others, last = self._allowed_addresses(host, port)
        for address in others:
            try:
                return self._connect(address, port, self._deadline.left() / 2)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                continue
        return self._connect(last, port, self._deadline.left())

    def _allowed_addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = self._gate.addresses(host, port, self._deadline.left())
        except TimeoutError:
            raise httpcore2.ConnectTimeout(host) from None
        except OSError as error:
            is_unknown = isinstance(error, socket.gaierror) and error.errno == socket.EAI_NONAME
            raised = UnknownHostError if is_unknown else httpcore2.ConnectError
            raise raised(str(error)) from None
        if not addresses or not all(map(self._gate.allows, addresses)):
            raise PrivateAddressError(host)
        return addresses

    def _connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        return TimedStream(self._sockets.connect_tcp(address, port, seconds), self._deadline)


class TimedStream(httpcore2.NetworkStream):
    """Limits every operation to the time left, so that a slow host can't exceed the deadline."""

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
        """Start TLS until the deadline; the certificate is checked against the host name."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """Return information about the connection."""
        return self._stream.get_extra_info(info)

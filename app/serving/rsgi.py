"""The RSGI protocol, as far as we use it."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, NamedTuple, Protocol

Headers = list[tuple[str, str]]


class RequestHeaders(Protocol):
    """A request's headers, with names in lower case."""

    def __contains__(self, name: str) -> bool: ...

    def get(self, name: str, default: Any = None) -> Any:
        """Return the first header of a name."""

    def get_all(self, name: str) -> list[str]:
        """Return all headers of a name."""

    def items(self) -> list[tuple[str, str]]:
        """Return names and values; a name may occur more than once."""


class RequestScope(Protocol):
    """A request of the RSGI protocol, without its body."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str

    @property
    def headers(self) -> RequestHeaders:
        """The headers."""


class Source(Protocol):
    """Where the pieces of a body come from: an empty one at the end, one more after an error."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...


class Stream(Protocol):
    """The way back for a response in pieces."""

    async def send_bytes(self, data: bytes) -> None:
        """Send a piece; waits while the browser is slow, and fails once it has gone."""


class Connection(Source, Protocol):
    """The request's body and the way back."""

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None:
        """Send a response."""

    def response_stream(self, status: int, headers: Headers) -> "Stream":
        """Begin a response that is sent in pieces."""

    def response_empty(self, status: int, headers: Headers) -> None:
        """Send a response without a body."""


class Answer(NamedTuple):
    """A finished response."""

    status: int
    headers: Headers
    body: bytes


class StreamedAnswer(NamedTuple):
    """A response too large for memory; `close` ends what makes its pieces."""

    status: int
    headers: Headers
    pieces: Iterator[bytes]
    close: Callable[[], None]

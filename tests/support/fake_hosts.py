"""A local server that plays the bibliographic services."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from app.services.lookups.client import Client
from app.services.lookups.network import Gate
from app.services.lookups.probe import Probe
from app.services.lookups.rate_limit import RateLimiter
from app.services.lookups.sources import Sources


@dataclass(frozen=True)
class Answer:
    body: bytes | Iterable[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    head: Iterable[bytes] | None = None  # raw bytes sent instead of a response


@dataclass
class Host:
    """Responds by path, with the next answer each time, then the last. `asked` logs requests."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def play(self, path: str, *answers: Answer) -> None:
        self.answers[path] = list(answers)

    def next_answer(self, path: str) -> Answer:
        waiting = self.answers.get(path.partition("?")[0], [Answer(status=404)])
        return waiting.pop(0) if len(waiting) > 1 else waiting[0]


class Handler(BaseHTTPRequestHandler):
    host: Host

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_POST(self) -> None:
        self.host.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def do_GET(self) -> None:
        self.host.asked.append((self.path, dict(self.headers)))
        self.host.methods.append(self.command)
        answer = self.host.next_answer(self.path)
        with suppress(OSError):  # the client went away, as it should
            self._send(answer)
        self.close_connection = True

    def _send(self, answer: Answer) -> None:
        if answer.head is not None:
            for piece in answer.head:
                self.wfile.write(piece)
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        for piece in [answer.body] if isinstance(answer.body, bytes) else answer.body:
            self.wfile.write(piece)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def fake_host() -> Iterator[Host]:
    class Bound(Handler):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Bound)
    host = Bound.host = Host(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield host
    finally:
        host.stopped.set()
        server.shutdown()
        thread.join()
        server.server_close()


def client(host: Host, **settings: object) -> Client:
    """Return a client that may contact the fake host, without rate limit."""
    given = {
        "origins": frozenset({host.base}),
        "gate": Gate(allows=lambda address: address == "127.0.0.1"),
        "rate_limiter": RateLimiter(gaps={}, gap=0),
        **settings,
    }
    return Client(**given)  # type: ignore[arg-type]


def probe(**settings: object) -> Probe:
    """Return a probe that may ask the fake host, without rate limit."""
    given = {
        "gate": Gate(allows=lambda address: address == "127.0.0.1"),
        "rate_limiter": RateLimiter(gaps={}, gap=0),
        **settings,
    }
    return Probe(**given)  # type: ignore[arg-type]


def sources(host: Host, **settings: object) -> Sources:
    asking = client(host, **settings)
    return Sources(asking, host.base, host.base, host.base, host.base)

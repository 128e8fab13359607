"""The look-up client: which responses and addresses it accepts."""

import gzip
import time
import tracemalloc
from collections.abc import Iterator

import httpx2
import pytest

from app.services.lookups.client import ORIGINS, Client, LookupRequest
from app.services.lookups.errors import LookupFailedError
from app.services.lookups.network import Gate
from app.services.lookups.rate_limit import RateLimiter
from tests.support.fake_hosts import Answer, Host, client, fake_host

PLACE = "/10.1000/tides"
BOMB = gzip.compress(b" " * 50_000_000)


def ask(host: Host, **settings: object) -> str:
    request = LookupRequest(host.base + PLACE, "application/json", "DOI 10.1000/tides")
    return client(host, **settings).fetch(request)


def refused(host: Host, **settings: object) -> str:
    with pytest.raises(LookupFailedError) as caught:
        ask(host, **settings)
    return str(caught.value)


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(status=status, headers={"Location": to})


def drip(host: Host, piece: bytes) -> Iterator[bytes]:
    while not host.stopped.wait(0.05):
        yield piece


def test_a_request_sends_the_contact_and_returns_the_response_text(host: Host) -> None:
    host.play(PLACE, Answer("{“tide”}".encode()))
    assert ask(host, contact="ada@example.org") == "{“tide”}"
    _, headers = host.asked[0]
    assert headers["User-Agent"] == "Vitae (mailto:ada@example.org)"
    assert headers["Accept"] == "application/json"
    assert headers["Accept-Encoding"] == "identity"
    assert "Cookie" not in headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_among_allowed_hosts(host: Host, status: int) -> None:
    host.play(PLACE, redirect("/v1/works/tides", status))
    host.play("/v1/works/tides", Answer(b"{}"))
    assert ask(host) == "{}"


@pytest.mark.slow
def test_a_redirect_loop_ends(host: Host) -> None:
    host.play(PLACE, redirect(PLACE))
    assert "too many times" in refused(host)
    assert len(host.asked) == 6


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "http://127.0.0.1/",
        "http://127.0.0.1:1/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "//localhost/",
        "https://doi.org.evil.example/",
        "ftp://127.0.0.1/",
    ],
)
def test_redirects_to_other_hosts_are_refused(host: Host, address: str) -> None:
    host.play(PLACE, redirect(address))
    assert "Vitae doesn't connect to" in refused(host)
    assert len(host.asked) == 1


def test_redirects_with_credentials_are_refused(host: Host) -> None:
    host.play(PLACE, redirect(f"http://ada:tide@127.0.0.1:{host.port}/"))
    assert "Vitae doesn't connect to" in refused(host)


@pytest.mark.parametrize("location", ["http://[", "http://a:b:c/", "\x7f:", "//", "http://\xad/"])
def test_a_malformed_redirect_is_refused(host: Host, location: str) -> None:
    host.play(PLACE, redirect(location))
    assert refused(host)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104
        "224.0.0.1",
        "::1",
        "fd00::1",
        "fe80::1%lo",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:a00:1::",
    ],
)
def test_a_host_name_with_a_private_address_is_refused(host: Host, address: str) -> None:
    gate = Gate(resolve=lambda name, port: ["198.41.0.4", address])
    assert "Vitae doesn't connect to" in refused(host, gate=gate)
    assert host.asked == []


def test_a_host_name_is_resolved_once_per_connection(host: Host) -> None:
    names: list[str] = []

    def resolve(name: str, port: int) -> list[str]:
        names.append(name)
        return ["127.0.0.1"]

    gate = Gate(lambda address: True, resolve)
    base = f"http://tides.example:{host.port}"
    host.play(PLACE, Answer(b"{}"))
    asking = client(host, gate=gate, origins=frozenset({base}))
    assert asking.fetch(LookupRequest(base + PLACE, "*/*", "")) == "{}"
    assert names == ["tides.example"]
    assert host.asked[0][1]["Host"] == f"tides.example:{host.port}"


def test_the_next_address_is_tried_if_the_first_fails(host: Host) -> None:
    host.play(PLACE, Answer(b"{}"))
    gate = Gate(lambda address: True, lambda name, port: ["127.0.0.2", "::1", "127.0.0.1"])
    assert ask(host, gate=gate) == "{}"


def test_only_listed_https_hosts_are_contacted_by_default() -> None:
    assert all(httpx2.URL(origin).scheme == "https" for origin in ORIGINS)
    for url in (
        "http://doi.org/x",
        "https://doi.org:8443/x",
        "https://example.org/",
    ):
        with pytest.raises(LookupFailedError):
            Client(rate_limiter=RateLimiter(gap=0)).fetch(LookupRequest(url, "*/*", ""))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "has no record of DOI 10.1000/tides"),
        (410, "has no record of"),
        (406, "has no record of"),
        (403, "status 403"),
        (500, "status 500"),
        (418, "status 418"),
    ],
)
def test_an_error_status_becomes_an_error_message(host: Host, status: int, words: str) -> None:
    host.play(PLACE, Answer(status=status))
    assert words in refused(host)


def test_an_unreachable_host_is_named_in_the_error_message() -> None:
    with fake_host() as host:
        pass
    assert "Couldn't reach 127.0.0.1" in refused(host)


def test_an_unknown_host_name_is_reported_as_unreachable(host: Host) -> None:
    def fail(name: str, port: int) -> list[str]:
        raise OSError("name not known")

    assert "Couldn't reach" in refused(host, gate=Gate(resolve=fail))


@pytest.mark.slow
def test_a_stalled_resolver_times_out(host: Host) -> None:
    def stall(name: str, port: int) -> list[str]:
        host.stopped.wait()
        return []

    assert "within 0.2 seconds" in refused(host, gate=Gate(resolve=stall), timeout=0.2)


@pytest.mark.slow
@pytest.mark.parametrize("part", ["head", "body"])
def test_a_slow_response_times_out(host: Host, part: str) -> None:
    host.play(PLACE, Answer(head=drip(host, b"H")) if part == "head" else Answer(drip(host, b" ")))
    began = time.monotonic()
    assert "didn't respond within 0.4 seconds" in refused(host, timeout=0.4)
    assert time.monotonic() - began < 2


@pytest.mark.slow
def test_redirects_share_one_timeout(host: Host) -> None:
    host.play(PLACE, Answer(head=SlowRedirect()))
    began = time.monotonic()
    assert "within 0.5 seconds" in refused(host, timeout=0.5)
    assert time.monotonic() - began < 2


class SlowRedirect:
    def __iter__(self) -> Iterator[bytes]:
        time.sleep(0.2)
        yield f"HTTP/1.1 302 Found\r\nLocation: {PLACE}\r\nContent-Length: 0\r\n\r\n".encode()


def test_an_endless_response_is_aborted(host: Host) -> None:
    host.play(PLACE, Answer(b" " * 65536 for _ in range(10_000)))
    assert "larger than 2 MB" in refused(host)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "x-tide"])
def test_compressed_responses_are_refused(host: Host, encoding: str) -> None:
    host.play(PLACE, Answer(BOMB, headers={"Content-Encoding": encoding}))
    tracemalloc.start()
    assert "a compressed response" in refused(host)
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_a_compressed_response_without_its_header_is_unreadable(host: Host) -> None:
    host.play(PLACE, Answer(BOMB))
    assert "can't be read" in refused(host)


def test_an_identity_encoding_header_is_accepted(host: Host) -> None:
    host.play(PLACE, Answer(b"{}", headers={"Content-Encoding": "Identity"}))
    assert ask(host) == "{}"


@pytest.mark.parametrize(
    "answer",
    [
        Answer(b"\xff\xfe{"),
        Answer(head=[b"SSH-2.0-tide\r\n"]),
        Answer(head=[b""]),
        Answer(b"{", headers={"Content-Length": "9"}),
    ],
)
def test_a_malformed_response_is_unreadable(host: Host, answer: Answer) -> None:
    host.play(PLACE, answer)
    assert "can't be read" in refused(host)
